"""Depth, width of the basins, reversal: each tells a worn network from an even one."""

from __future__ import annotations

import functools

import numpy as np
import pytest

import sim
from sim.assays import basin, kick, reversal
from sim.assays.threshold import mean_threshold
from sim.model.episode import Acute
from sim.model.world import World


@functools.cache
def world(wear: float, **_) -> World:
    """The network of the program on its first day."""
    scenario = sim.load("practice_in_window").with_changes({"network.wear": wear})
    return World(scenario.for_arm("nothing"), 5, np.zeros(2, dtype=np.int64))


def ask(assay, wear: float, learning: float = 1.0, **params) -> dict[str, float]:
    """Return what an assay finds in the network of one degree of wear."""
    table = type(getattr(world(wear).scenario, assay.TABLE))(**params)
    return assay.run(world(wear), table, step=0, acute=Acute(), learning=learning)


def test_a_threshold_is_the_share_at_which_it_begins_to_happen():
    shares = np.array([0.0, 0.25, 0.5, 0.75, 1.0])
    at_half = np.array([[0, 0, 1, 1, 1]] * 3, dtype=bool).T
    assert mean_threshold(shares, at_half) == pytest.approx(0.375)  # between 0.25 and 0.5
    assert mean_threshold(shares, np.zeros((5, 3), dtype=bool)) == 1.0
    assert mean_threshold(shares, np.ones((5, 3), dtype=bool)) == 0.0


def test_a_worn_pattern_survives_larger_kicks():
    even, worn = (ask(kick, wear, trials=4)["kick_size"] for wear in (0.0, 1.0))
    assert 0.0 <= even < 0.2 and 0.4 < worn <= 1.0


def test_a_longer_kick_ends_a_pattern_sooner():
    short, long = (ask(kick, 1.0, trials=4, pulse_ms=ms)["kick_size"] for ms in (50.0, 200.0))
    assert long < short


def test_in_a_worn_network_a_comes_by_itself_and_b_does_not_come():
    worn, even = ask(basin, 1.0, trials=4), ask(basin, 0.0, trials=4)
    assert worn["basin_a"] == 0.0 and worn["basin_b"] > 0.8
    assert 0.0 < even["basin_a"] < 0.2 and 0.0 < even["basin_b"] < 0.2


def test_a_worn_network_reverses_later_and_perseverates():
    even, worn = ask(reversal, 0.0), ask(reversal, 1.0)
    assert reversal.CRITERION <= even["trials_to_reverse"] < worn["trials_to_reverse"] <= 25
    assert even["perseverative_errors"] == 0.0 < worn["perseverative_errors"]
    assert even["reversal_censored"] == worn["reversal_censored"] == 0.0


def test_a_higher_learning_factor_reverses_sooner():
    slow, fast = (ask(reversal, 1.0, learning=factor) for factor in (1.0, 4.0))
    assert fast["trials_to_reverse"] < slow["trials_to_reverse"]
    assert fast["perseverative_errors"] < slow["perseverative_errors"]


def test_without_learning_a_reversal_is_censored():
    found = ask(reversal, 1.0, learning=0.0, max_trials=9)
    assert found == {
        "trials_to_reverse": 10.0,
        "perseverative_errors": 9.0,
        "reversal_censored": 1.0,
    }
