"""A small scenario for tests of the page, and its place in an address."""

from __future__ import annotations

import pytest

from sim.scenario import Scenario, load, parse_value

# What makes a run of a preset take a fraction of a second: few cells, two short tests.
SMALL = {
    "network.n_pattern": "20",
    "network.n_cue": "10",
    "network.n_rest": "20",
    "network.n_inhibitory": "25",
    "probe.trials": "3",
    "probe.rest_s": "0.5",
    "probe.surge_s": "0.5",
    "everyday.rest_s": "0.5",
    "time.test_days": "[0.0,30.0]",
}


@pytest.fixture
def small_set() -> list[str]:
    """Parts of an address that make the preset small."""
    return [f"{path}:{value}" for path, value in SMALL.items()]


@pytest.fixture
def small() -> Scenario:
    """The preset, made small."""
    changes = {path: parse_value(value) for path, value in SMALL.items()}
    return load("practice_in_window").with_changes(changes)
