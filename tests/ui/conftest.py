"""A small scenario for tests of the page, and its place in an address."""

from __future__ import annotations

import pytest

from sim.scenario import Scenario
from tests.small import small_parts, small_scenario


@pytest.fixture
def small_set() -> list[str]:
    """Parts of an address that make the preset small."""
    return small_parts()


@pytest.fixture
def small() -> Scenario:
    """The preset, made small."""
    return small_scenario()
