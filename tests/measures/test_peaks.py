"""Peaks are those of the drug, not of the calendar grid."""

from __future__ import annotations

import sim
from sim.measures import by_name


def peaks(arm: str) -> dict[str, float]:
    scenario = sim.load("practice_in_window").with_changes(
        {
            "network.n_pattern": 10,
            "network.n_cue": 5,
            "network.n_rest": 5,
            "network.n_inhibitory": 10,
            "probe.trials": 1,
            "probe.rest_s": 0.4,
            "probe.surge_s": 0.1,
            "everyday.rest_s": 0.1,
            "time.test_days": [0.0],
        }
    )
    result = sim.run(scenario, arm=arm)
    names = ("level_peak_ng_per_ml", "block_inh_peak", "block_exc_peak")
    return {name: by_name(name).of(result, 0) for name in names}


def test_the_peaks_of_the_trial_dose_are_those_of_the_literature_like_block():
    found = peaks("dose_only")
    assert abs(found["level_peak_ng_per_ml"] - 177.3) < 0.1
    assert abs(found["block_inh_peak"] - 0.30) < 0.005
    assert abs(found["block_exc_peak"] - 0.10) < 0.005


def test_without_a_dose_the_peaks_are_zero():
    assert set(peaks("nothing").values()) == {0.0}
