"""A preset made so small that a run takes a fraction of a second: few cells, two short tests."""

from __future__ import annotations

from sim.scenario import Scenario, load, parse_value

PRESET = "practice_in_window"
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


def small_parts() -> list[str]:
    """Return the parts ``set=`` of an address that make the preset small."""
    return [f"{path}:{value}" for path, value in SMALL.items()]


def small_scenario() -> Scenario:
    """Return the preset, made small."""
    return load(PRESET).with_changes({path: parse_value(value) for path, value in SMALL.items()})
