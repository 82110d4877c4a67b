"""Presets, each read once: their files do not change while a server runs."""

from __future__ import annotations

from functools import cache

from sim import scenario
from sim.scenario import Scenario


@cache
def load(id: str) -> Scenario:
    """Return a preset by its id.

    Raises
    ------
    ScenarioError
        When there is no such preset, with the nearest one.
    """
    return scenario.load(id)
