"""Time to leave A: longer where A is worn, shorter after a stronger call, censoring stated."""

from __future__ import annotations

import functools
import math

import numpy as np
import pytest

import sim
from sim.assays import leaving
from sim.model.conditions import Silent
from sim.model.episode import UNDISTURBED, Acute
from sim.model.world import World


@functools.cache
def world(wear: float) -> World:
    """The network of the program on its first day."""
    scenario = sim.load("practice_in_window").with_changes({"network.wear": wear})
    return World(scenario.for_arm("nothing"), 5, np.zeros(2, dtype=np.int64))


@functools.cache
def ask(wear: float, acute: Acute = UNDISTURBED, **params) -> dict[str, float]:
    """Return what the assay finds in the network of one degree of wear."""
    return leaving.run(
        world(wear), leaving.LeavingParams(**params), step=0, acute=acute, learning=1.0
    )


def test_a_worn_pattern_is_left_later_when_b_is_called():
    even, worn = ask(0.0), ask(1.0)
    assert even["leave_a_censored"] == worn["leave_a_censored"] == 0.0
    assert worn["leave_a_ms"] > 1.2 * even["leave_a_ms"] > 0.0


def test_a_call_for_b_ends_a_sooner_than_waiting_does():
    assert ask(1.0)["leave_a_ms"] < 0.8 * ask(1.0)["leave_a_alone_ms"]


def test_a_stronger_call_ends_it_sooner():
    weak, strong = (ask(1.0, call_hz=hz)["leave_a_ms"] for hz in (100.0, 900.0))
    assert strong < 0.5 * weak


def test_a_call_of_no_strength_is_the_catch_trial():
    found = ask(1.0, call_hz=0.0)
    assert found["leave_a_ms"] == found["leave_a_alone_ms"]
    assert found["leave_a_censored"] == found["leave_a_alone_censored"]
    assert found["leave_a_alone_ms"] == ask(1.0)["leave_a_alone_ms"]


def test_what_is_not_left_in_time_is_censored_and_reads_the_time():
    found = ask(1.0, window_ms=50.0, call_hz=0.0)
    assert found["leave_a_ms"] == 50.0 and found["leave_a_censored"] > 0.5


def test_every_visit_counts_once_if_it_is_long_enough_and_time_is_left():
    visits = np.repeat([4, 0, 4, 0, 1, 0], [3, 5, 2, 2, 4, 9])  # none, A, none, A, B, A
    assert leaving.moments_in_a(visits, held=2, window=5) == [5, 18]
    assert leaving.moments_in_a(visits, held=2, window=8) == [5]


@pytest.mark.parametrize(
    ("state", "bins"),
    [
        ([0, 0, 4, 1], 3),
        ([0, 4, 0, 0], 4),
        ([0, 2, 0, 0], 1),
        ([0, 4, 4, 4], 4),
    ],
)
def test_a_pause_is_no_leaving_and_c_or_d_is(state, bins):
    assert leaving.leaving_bin(np.array(state)) == bins


def test_a_network_that_never_rests_in_a_has_no_value():
    found = ask(1.0, acute=Acute(silent=(Silent("A", 0.0, 1.0),)), rest_s=4.0)
    assert all(math.isnan(value) for value in found.values())
