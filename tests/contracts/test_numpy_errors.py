"""What the caller told NumPy to do about floats that underflow changes no run and stops none."""

from __future__ import annotations

import numpy as np
import pytest

import sim
from sim.measures import MEASURES, value_at
from sim.plots import calendar
from sim.runs import seconds_of_run
from tests.reference.comparing import differences

SMALL = {
    "network.n_pattern": 20,
    "network.n_cue": 10,
    "network.n_rest": 20,
    "network.n_inhibitory": 25,
    "probe.trials": 2,
    "probe.rest_s": 0.4,
    "probe.surge_s": 0.2,
    "everyday.rest_s": 0.2,
}


# Between them they have every route of a dose, every blocker, nights, stress and other rules.
PRESETS = (
    "a_nights_sleep",
    "cue_reward",
    "other_blockers",
    "practice_in_window",
    "rival_ideas",
    "routes",
    "stress_in_window",
    "virtual_subjects",
)


@pytest.mark.parametrize("preset", PRESETS)
def test_presets_run_and_are_read_under_any_error_state_of_numpy(preset):
    scenario = sim.load(preset).with_changes(SMALL)
    arm = scenario.arm[-1].id
    usual = sim.run(scenario, arm=arm, seed=1)
    with np.errstate(all="raise"):
        strict = sim.run(scenario, arm=arm, seed=1)
        for measure in MEASURES:
            value_at(strict, measure.name, float(strict.probe_d[-1]))
        calendar({"only": [strict]})
        seconds_of_run(scenario, arm)
    assert differences(usual, strict) == []
