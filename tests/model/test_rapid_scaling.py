"""Rapid scaling: hours to rise, a day to fade, the same factor everywhere."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.engine import run
from sim.interventions import Blocker, Dose
from sim.model.rapid_scaling import RapidScalingParams, step
from sim.model.world import World
from tests.small import small_scenario

PARAMS = RapidScalingParams(from_bdnf=0.5, from_block=2.0, tau_rise_h=1.0, tau_fade_h=24.0)


def after(hours, *, bdnf=0.0, block_exc=0.0, start=0.0, step_h=0.5, params=PARAMS):
    rapid = start
    for _ in range(round(hours / step_h)):
        rapid = step(params, rapid, bdnf=bdnf, block_exc=block_exc, step_h=step_h)
    return rapid


def test_both_are_off_by_default_and_then_nothing_ever_grows():
    assert after(10.0, bdnf=1.0, block_exc=0.5, params=RapidScalingParams()) == 0.0


def test_it_grows_towards_what_signal_and_block_ask_for_within_hours():
    goal = 0.5 * 0.4 + 2.0 * 0.1
    assert after(1.0, bdnf=0.4, block_exc=0.1) == pytest.approx(goal * (1.0 - math.exp(-1.0)))
    assert after(20.0, bdnf=0.4, block_exc=0.1) == pytest.approx(goal)


def test_it_fades_slower_than_it_rises():
    assert after(24.0, start=0.3) == pytest.approx(0.3 / math.e)


@pytest.mark.parametrize("step_h", [0.1, 0.5, 2.0])
def test_a_constant_signal_gives_the_same_for_every_calendar_step(step_h):
    assert after(4.0, bdnf=0.4, step_h=step_h) == pytest.approx(after(4.0, bdnf=0.4))


def test_all_inputs_grow_by_one_factor_so_their_order_stays():
    w = World(small_scenario(), 2, np.zeros(2, dtype=np.int64))
    before = w.weights()
    w.rapid = 0.3
    np.testing.assert_allclose(w.weights(), 1.3 * before, rtol=1e-12)


def test_learning_on_top_of_it_is_taken_over_without_it():
    """What was learned must not shrink or grow when the factor fades."""
    w = World(small_scenario(), 2, np.zeros(2, dtype=np.int64))
    w.rapid = 0.25
    before_ns = w.kernel_weights()
    place = np.flatnonzero(w.alive)[3]
    after_ns = before_ns.copy()
    after_ns[w.graph.plastic_edge[place]] += 1.25 * w.scenario.synapse.w_base_ns
    fast = w.fast[place]
    w.take_weights(before_ns, after_ns)
    assert w.fast[place] == pytest.approx(fast + 1.0)


def test_the_rival_hypotheses_differ_when_the_signal_is_blocked():
    """Scaling that follows from the block itself does not need the surge's signal."""
    acts = (Dose(name="dose", at_d=(0.0,)), Blocker(name="block", from_d=0.0, to_d=3.0))
    grown = [
        run(small_scenario(acts, **{f"rapid_scaling__{name}": 1.0}), arm="all", seed=3)
        .series["rapid"]
        .max()
        for name in ("from_bdnf", "from_block")
    ]
    assert grown[0] == 0.0 and grown[1] > 0.02
