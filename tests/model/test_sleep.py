"""The need for sleep, what it does to weights, and which young spines settle."""

from __future__ import annotations

import numpy as np
import pytest

from sim.interventions import Sleep
from sim.model.episode import UNDISTURBED
from sim.model.sleep import Sleeper, growth, morning_need, need_after
from sim.model.world import World
from tests.small import small_scenario

ORDINARY, LARGE = np.zeros(1), np.full(1, 7.5 - 1.0)  # slow weights of 1 and of 7.5 base weights


def rhythm(**changes):
    return Sleep(name="nights", **changes).rhythm()


def sleeper(nights):
    world = World(small_scenario(), 2, np.zeros(2, dtype=np.int64))
    sleep = Sleeper(world)
    sleep.rhythm = nights
    return sleep, world


def test_a_normal_day_and_night_lead_back_to_the_need_of_the_morning():
    assert need_after(morning_need(), 16.0, 8.0) == pytest.approx(morning_need(), abs=1e-12)
    assert 0.0 < morning_need() < need_after(morning_need(), 16.0, 0.0) < 1.0


@pytest.mark.parametrize("downscale", [0.05, 0.18, 0.4])
def test_a_normal_night_takes_the_wanted_share_from_an_ordinary_synapse(downscale):
    nights = rhythm(downscale=downscale, large=30.0)
    evening = growth(nights, need_after(morning_need(), 16.0, 0.0), ORDINARY)
    morning = growth(nights, morning_need(), ORDINARY)
    assert morning == pytest.approx(0.0)
    assert (1.0 + morning) / (1.0 + evening) - 1.0 == pytest.approx(-downscale, rel=1e-3)


def test_large_synapses_take_hardly_part():
    need = need_after(morning_need(), 16.0, 0.0)
    assert growth(rhythm(), need, LARGE) < 0.05 * growth(rhythm(), need, ORDINARY)


def test_days_awake_add_up_and_stay_bounded():
    need, grown = morning_need(), []
    for _ in range(20):
        need = need_after(need, 24.0, 0.0)
        grown.append(float(growth(rhythm(), need, ORDINARY)[0]))
    assert (np.diff(grown) >= 0.0).all() and grown[0] < grown[-1] < 0.5


@pytest.mark.parametrize("step_h", [0.5, 1.5, 6.0])
@pytest.mark.parametrize("bedtime_h", [0.0, 16.0, 20.0, 22.3])
def test_a_night_has_its_hours_whatever_the_step_and_across_midnight(bedtime_h, step_h):
    nights = rhythm(bedtime_h=bedtime_h, night_h=8.0)
    steps_d = np.arange(1.0, 6.0, step_h / 24.0)
    total = sum(nights.asleep_h(float(day), step_h) for day in steps_d)
    assert total == pytest.approx(5 * 8.0)


def test_a_night_of_deprivation_is_spent_awake_and_others_are_not():
    nights = rhythm(bedtime_h=20.0, deprived_d=(2.0,))
    asleep = {
        day: sum(nights.asleep_h(day + 0.5 + k / 48.0, 0.5) for k in range(48)) for day in (1, 2, 3)
    }  # from noon to noon
    assert asleep == pytest.approx({1: 8.0, 2: 0.0, 3: 8.0})


def live(sleep, first_h, last_h):
    """Go through half hours from ``first_h`` to ``last_h``; returns what the last one yields."""
    values = {}
    for step in range(round(2.0 * first_h), round(2.0 * last_h)):
        values = sleep.live(step, step / 48.0, sleep.rhythm, 1.0, UNDISTURBED)
    return values


def test_tagged_synapses_keep_their_weight_over_a_night_and_others_lose_it():
    sleep, world = sleeper(rhythm(replay=0.0, large=30.0))
    live(sleep, 0.0, 16.0)
    tagged = np.flatnonzero(world.alive)[::50]
    world.fast[tagged] += 0.5
    evening = world.weights()
    live(sleep, 16.0, 24.0)
    change = world.weights()[world.alive] / evening[world.alive] - 1.0
    night = live(sleep, 24.0, 24.5)  # waking up ends the night
    spared = np.isin(np.flatnonzero(world.alive), tagged)
    assert change[spared] == pytest.approx(np.zeros(tagged.size), abs=1e-9)
    assert np.median(change[~spared]) == pytest.approx(-0.18, abs=0.015)
    assert night["night_scaled"] == pytest.approx(-0.18, abs=0.01)
    assert night["night_tagged"] == 0.0


def test_ordinary_weights_are_the_same_every_morning():
    sleep, world = sleeper(rhythm(replay=0.0))
    before = world.weights()
    for day in range(4):
        live(sleep, 24.0 * day, 24.0 * day + 16.0)
        assert np.median(world.weights()[world.alive] / before[world.alive]) > 1.15
        live(sleep, 24.0 * day + 16.0, 24.0 * (day + 1))
        np.testing.assert_allclose(world.weights(), before, rtol=1e-9)


def test_learning_by_day_is_taken_over_as_it_was_learned():
    """Growth by waking lies outside the learned weight: reading back must not mix them."""
    sleep, world = sleeper(rhythm(replay=0.0))
    live(sleep, 0.0, 14.0)
    before_ns, after_ns = world.kernel_weights(), world.kernel_weights()
    place = np.flatnonzero(world.alive)[7]
    after_ns[world.graph.plastic_edge[place]] += world.scenario.synapse.w_base_ns
    weights = world.weights()
    world.take_weights(before_ns, after_ns)
    gain = world.weights() - weights
    assert gain[place] == pytest.approx(1.0) and np.count_nonzero(np.abs(gain) > 1e-9) == 1


def test_young_spines_settle_in_sleep_if_used_and_not_otherwise():
    sleep, world = sleeper(rhythm())
    world.young = world.alive.copy()
    sleep.slept_d = 8.0 / 24.0
    sleep.used = np.arange(world.alive.size) % 3 == 0
    draws = np.random.default_rng(0).random(world.alive.size)
    settled = sleep.settling(np.zeros_like(world.alive), draws, 1.0)
    assert settled.any() and not settled[~sleep.used].any()
    rate = settled[sleep.used & world.alive].mean()
    assert rate == pytest.approx(-np.expm1(-0.05 * 12.0 / 3.0), abs=0.03)
    assert sleep.slept_d == 0.0
    awake = sleep.settling(np.ones_like(world.alive), draws, 1.0)  # not asleep since
    assert not awake.any()


def test_settling_that_does_not_need_sleep_is_left_as_it_was_drawn():
    sleep, world = sleeper(rhythm(settle=0.0))
    drawn = np.random.default_rng(1).random(world.alive.size) < 0.1
    assert sleep.settling(drawn, np.zeros(world.alive.size), 1.0) is drawn


def test_replay_uses_synapses_whose_cells_were_both_active_and_learns_there():
    sleep, world = sleeper(rhythm(replay=1.0, used_hz=10.0))
    before = world.fast.copy()
    sleep.fall_asleep(sleep.rhythm, 32, 1.0, UNDISTURBED)
    moved = world.fast != before
    assert sleep.used.any() and moved.any()
    assert not sleep.used[world.alive].all()
    assert (
        np.abs(world.fast - 1.0)[sleep.used & world.alive].mean()
        > 2.0 * np.abs(world.fast - 1.0)[~sleep.used & world.alive].mean()
    )
