"""The scenario as TOML, with the stamp in comments above it."""

from __future__ import annotations

from sim.export.escape import one_line
from sim.export.stamp import Arms, Stamp
from sim.scenario import Scenario, to_toml


def scenario_text(stamp: Stamp, scenario: Scenario) -> str:
    """Return text that `sim.load` reads back to an equal scenario."""
    lines = [f"# {one_line(f'{name}: {text}')}" for name, text in stamp.rows()]
    return "\n".join([*lines, "", to_toml(scenario)])


def scenario_toml(stamp: Stamp, scenario: Scenario, arms: Arms) -> bytes:
    """Return the same as a file in UTF-8."""
    return scenario_text(stamp, scenario).encode()
