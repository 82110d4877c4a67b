"""Settling: what a round does, and that a network settles where it is asked to."""

from __future__ import annotations

import numpy as np
import pytest

import sim
from sim.engine import settle as engine
from sim.engine.loop import Run
from sim.engine.settle import settle
from sim.model.episode import Acute
from sim.model.settling import AS_WRITTEN, SettlingParams, gain, next_currents, next_factors
from sim.model.world import World
from sim.scenario import parameters

PARAMS = SettlingParams()
GOAL = np.array([PARAMS.rate_exc_hz, PARAMS.rate_inh_hz, PARAMS.spread_hz])


def world(seed=640, **changes):
    """Return the world of practice_in_window before it has settled."""
    paths = {path.replace("__", "."): value for path, value in changes.items()}
    scenario = sim.load("practice_in_window").with_changes(paths).for_arm("practice_only")
    return World(scenario, seed, np.zeros(2, dtype=np.int64))


def rest_of(network, seconds=8.0):
    """Return rates of both cell types and SD of pattern rates, on draws unknown to settling."""
    return engine._measured(network, Acute(), seconds, 1000)


def test_at_its_set_points_nothing_moves():
    assert next_factors(PARAMS, AS_WRITTEN, GOAL, 1.0) == AS_WRITTEN
    here = next_currents(PARAMS, AS_WRITTEN, PARAMS.alone_exc_hz, PARAMS.alone_inh_hz, 1.0)
    assert here == AS_WRITTEN


def test_a_cell_that_fires_too_little_alone_is_made_more_excitable():
    more = next_currents(PARAMS, AS_WRITTEN, 0.8 * PARAMS.alone_exc_hz, PARAMS.alone_inh_hz, 1.0)
    assert more.current_exc_pa > 0.0 and more.current_inh_pa == 0.0
    silent = next_currents(PARAMS, AS_WRITTEN, 0.0, 0.0, 1.0)
    assert 0.0 < silent.current_exc_pa < 200.0


def test_too_strong_ups_and_downs_weaken_excitation():
    wild = next_factors(PARAMS, AS_WRITTEN, GOAL * [1.0, 1.0, 1.2], 1.0)
    assert wild.exc_exc < 1.0


def test_no_round_moves_a_factor_far_and_a_silent_network_is_no_error():
    for measured in (np.zeros(3), GOAL * 100.0):
        moved = np.log(next_factors(PARAMS, AS_WRITTEN, measured, 1.0)[:3])
        assert np.isfinite(moved).all() and np.abs(moved).max() <= 0.15 + 1e-12


def test_the_last_rounds_average():
    gains = [gain(number) for number in range(9)]
    assert gains[:4] == [1.0] * 4 and gains == sorted(gains, reverse=True) and gains[-1] < 0.2


def test_a_network_as_written_is_near_its_set_points_and_stays_as_it_is():
    network = world()
    settle(network)
    assert np.abs(np.log(network.settled[:3])).max() < 0.08
    assert abs(network.settled.current_exc_pa) < 4.0 and abs(network.settled.current_inh_pa) < 4.0


@pytest.mark.parametrize(
    "path, factor",
    [
        ("network.p_inh", 0.8),
        ("network.p_exc_exc", 1.2),
        ("synapse.w_inh_to_inh_ns", 1.2),
        ("synapse.w_background_exc_ns", 0.8),
        ("synapse.w_background_inh_ns", 1.2),
    ],
)
def test_a_network_with_other_numbers_comes_to_the_same_activity(path, factor):
    value = next(
        leaf.value for leaf in parameters(sim.load("practice_in_window")) if leaf.path == path
    )
    name = path.replace(".", "__")
    network = world(**{name: value * factor})
    before = rest_of(network)
    settle(network)
    after = rest_of(network)
    assert np.abs(np.log(after[:2] / GOAL[:2])).max() < 0.1
    assert abs(np.log(after[2] / GOAL[2])) < 0.25
    assert np.abs(np.log(before / GOAL)).max() > 0.1  # or there was nothing to do


def test_without_settling_strengths_are_as_written():
    network = world(settling__enabled=False)
    settle(network)
    assert network.settled is AS_WRITTEN and network.w_base_ns == network.scenario.synapse.w_base_ns


def test_arms_of_a_seed_settle_once_and_seeds_settle_each_for_itself(monkeypatch):
    asked = []
    real = engine._settled
    monkeypatch.setattr(engine, "_settled_before", engine.OrderedDict())
    monkeypatch.setattr(
        engine,
        "_settled",
        lambda network, acute: asked.append(network.seed) or real(network, acute),
    )
    quick = {"settling__rounds": 1, "settling__round_s": 0.1}
    first, same, other = (world(seed, **quick) for seed in (640, 640, 641))
    for network in (first, same, other):
        settle(network)
    assert asked == [640, 641]
    assert first.settled == same.settled != other.settled


def test_what_homeostasis_defends_is_the_set_point_and_not_the_rate_of_a_mis_set_network():
    quick = {"time.length_d": 1.0, "time.test_days": (0.0,), "synapse.w_inh_to_exc_ns": 1.2}
    scenario = sim.load("well_worn_path").model_copy(update={"expect": ()}).with_changes(quick)
    means = {}
    for enabled in (True, False):
        run = Run(scenario.with_changes({"settling.enabled": enabled}), "worn", 640, None)
        settle(run.world)
        means[enabled] = run.world.target_hz.mean()
    assert means[True] == pytest.approx(PARAMS.rate_exc_hz)
    assert means[False] > 1.2 * PARAMS.rate_exc_hz


def test_settling_leaves_wear_alone():
    worn, healthy = world(), world(network__wear=0.0)
    start = [network.block_strengths() for network in (worn, healthy)]
    for network, before in zip((worn, healthy), start):
        settle(network)
        assert np.array_equal(network.block_strengths(), before)
