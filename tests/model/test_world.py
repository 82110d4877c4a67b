"""The world: weights are fast plus slow times scale, and what can never happen to them."""

from __future__ import annotations

import numpy as np
import pytest

from sim.kernels import consolidate
from sim.model.conditions import Conditions
from sim.model.consolidation import ConsolidationParams, kernel_capture
from sim.model.spines import loss_hazard
from sim.model.world import World
from tests.small import small_scenario


def world(**changes):
    return World(small_scenario(**changes), 2, np.zeros(2, dtype=np.int64))


def consolidate_world(w, hours, step_h=0.5):
    capture = kernel_capture(w.scenario.consolidation, step_h=step_h, capture_gain=0.0, window=0.0)
    for _ in range(round(hours / step_h)):
        consolidate(w.graph.wiring.in_start, w.alive, w.fast, w.slow, w.protein, capture)


def test_the_world_starts_with_the_weights_of_the_groups_and_none_where_no_synapse_is():
    w = world()
    np.testing.assert_array_equal(w.weights()[w.alive], w.graph.start_weight[w.alive])
    assert (w.weights()[~w.alive] == 0.0).all()
    assert (w.fast == 1.0).all()


def test_weights_that_did_not_change_are_taken_over_without_changing_a_bit():
    """A practice in which no synapse learns must leave no trace, not even by rounding."""
    w = world(synapse__w_base_ns=0.12)
    rng = np.random.default_rng(0)
    w.fast = np.where(w.alive, 1.0 + rng.normal(0.0, 0.3, w.fast.size), 1.0)
    w.scale = rng.uniform(0.8, 1.2, w.scale.size)
    fast = w.fast.copy()
    w.take_weights(w.kernel_weights(), w.kernel_weights())
    assert w.fast.tobytes() == fast.tobytes()


def test_learning_goes_into_the_fast_weight_alone():
    w = world()
    before_ns, weight_ns, slow = w.kernel_weights(), w.kernel_weights(), w.slow.copy()
    place = w.graph.plastic_edge[np.flatnonzero(w.alive)[7]]
    weight_ns[place] += 2.0 * w.scenario.synapse.w_base_ns
    before = w.weights()
    w.take_weights(before_ns, weight_ns)
    assert w.slow.tobytes() == slow.tobytes()
    gain = w.weights() - before
    assert gain.max() == pytest.approx(2.0) and np.count_nonzero(np.abs(gain) > 1e-9) == 1


@pytest.mark.parametrize("grows", [False, True])
def test_rested_weights_are_the_weights_without_the_growth_by_waking_to_the_last_bit(grows):
    w = world()
    rng = np.random.default_rng(5)
    w.fast = 1.0 + rng.normal(0.0, 0.2, w.fast.size)
    w.scale, w.rapid = rng.uniform(0.8, 1.2, w.scale.size), 0.1
    w.waking = rng.uniform(0.0, 0.3, w.fast.size) if grows else 0.0
    at = np.flatnonzero(rng.random(w.fast.size) < 0.3)
    rested = w.weights() / (1.0 + w.waking)
    assert w.rested_weights(at).tobytes() == rested[at].tobytes()


@pytest.mark.parametrize("tau_slow_h", [1.0, 6.0, 20.0])
def test_no_weight_is_ever_negative(tau_slow_h):
    """Depressed to nothing while proteins are there, fast and slow weight must not fall below."""
    w = world(
        consolidation__tau_fast_h=6.0,
        consolidation__tau_slow_h=tau_slow_h,
        consolidation__slow_min=-1.0,
        consolidation__threshold=5.0,
        consolidation__tag_threshold=0.3,
    )
    w.fast = np.where(w.alive, -w.slow, w.fast)  # every weight 0 by learning
    assert np.abs(w.weights()).max() == 0.0
    w.protein[:] = 1.0
    lowest = 0.0
    for _ in range(48):
        consolidate_world(w, 0.5)
        lowest = min(lowest, w.weights().min())
    assert lowest >= 0.0


def test_no_weight_is_negative_at_the_lowest_slow_weight_that_the_table_allows():
    bounds = ConsolidationParams.model_fields["slow_min"].metadata
    lowest = next(item.ge for item in bounds if hasattr(item, "ge"))
    w = world(consolidation__slow_min=float(lowest), consolidation__tau_slow_h=2.0)
    w.fast = np.where(w.alive, -w.slow, w.fast)
    w.protein[:] = 1.0
    consolidate_world(w, 24.0)
    assert w.weights().min() >= 0.0


def one_of(places, n=5):
    """Return a bool array that is true at the ``n``-th of ``places`` alone, and its index."""
    index = np.flatnonzero(places)[n]
    return np.arange(places.size) == index, index


def test_a_newborn_synapse_has_the_base_weight_and_a_lost_one_none():
    w = world()
    (born, empty), (lost, there) = one_of(~w.alive), one_of(w.alive)
    w.lose_synapses(lost)
    w.bear_synapses(born)
    assert w.weights()[empty] == 1.0 and w.weights()[there] == 0.0
    assert w.graph.wiring.in_alive[empty]
    assert not w.graph.wiring.in_alive[there]


def test_a_synapse_that_returns_to_its_place_is_a_new_one():
    w = world(spines__memory=0.0)
    lost, there = one_of(w.alive)
    w.lose_synapses(lost)
    w.bear_synapses(lost, 2.0)
    assert w.n_kept == w.n_start - 1 and w.weights()[there] == 1.0
    assert w.born_d[there] == 2.0
    assert w.n_gained == w.n_lost == 1


@pytest.mark.parametrize("memory, weight", [(0.0, 1.0), (0.5, 2.5), (1.0, 4.0)])
def test_a_synapse_that_returns_has_its_share_of_the_strength_that_was_lost_there(memory, weight):
    w = world(spines__memory=memory)
    lost, there = one_of(w.alive)
    w.fast[there], w.slow[there] = 1.5, 2.5  # 4 base weights
    w.lose_synapses(lost)
    w.bear_synapses(lost)
    assert w.weights()[there] == pytest.approx(weight)


def test_what_a_place_remembers_never_makes_a_weight_negative():
    w = world(spines__memory=1.0)
    lost, there = one_of(w.alive)
    w.fast[there] = -w.slow[there]  # weakened to nothing
    w.lose_synapses(lost)
    w.bear_synapses(lost)
    assert w.weights()[there] == pytest.approx(0.0, abs=1e-12)


def test_a_newborn_synapse_is_young_and_an_empty_place_is_not():
    w = world()
    (born, empty), (lost, there) = one_of(~w.alive), one_of(w.young, 0)
    w.lose_synapses(lost)
    w.bear_synapses(born)
    assert w.young[empty] and not w.young[there]
    assert not (w.places.young & ~w.places.alive).any()


def test_a_place_is_a_former_one_while_it_is_empty_after_a_loss():
    w = world()
    lost, there = one_of(w.alive & (w.graph.start_weight > 2.0))
    assert not w.places.former.any()
    w.lose_synapses(lost)
    assert np.flatnonzero(w.places.former).tolist() == [there]
    w.bear_synapses(lost)
    assert not w.places.former.any()


def test_no_synapse_is_born_at_a_blocked_place():
    w = world()
    w.blocked_place[:] = True
    w.bear_synapses(~w.alive)
    assert np.count_nonzero(w.alive) == w.n_start and w.n_gained == 0


def test_no_synapse_of_the_start_has_a_day_of_birth():
    w = world()
    assert (w.born_d == -np.inf).all() and w.n_kept == w.n_start


def test_windows_of_different_origin_add_up_and_never_exceed_1():
    w = world()
    assert w.window == 0.0
    w.chain = w.chain._replace(window=0.6)
    assert w.window == pytest.approx(0.6)
    w.acting = Conditions(window=0.5)
    assert w.window == pytest.approx(0.8)
    w.chain = w.chain._replace(window=1.0)
    assert w.window == 1.0


@pytest.mark.parametrize(
    "first, last, expected",
    [
        (0.0, 1.0, (0, 20)),
        (0.0, 0.25, (0, 5)),
        (0.25, 1.0, (5, 20)),
        (0.0, 0.0, (0, 0)),
    ],
)
def test_parts_of_a_group_do_not_overlap(first, last, expected):
    w = world()
    part, start = w.part_of("rest", first, last), w.part_of("rest", 0.0, 1.0).start
    assert (part.start - start, part.stop - start) == expected


def test_strength_is_the_mean_weight_between_groups():
    w = world(network__within=5.0, network__wear=1.0, network__wear_cue=6.0)
    np.testing.assert_allclose(w.block_strengths(), w.scenario.network.group_weights())


def test_births_balance_losses_for_the_weights_of_the_start():
    w = world()
    losses = loss_hazard(w.scenario.spines, w.weights(), w.young)[w.alive].sum()
    assert w.birth_hazard * np.count_nonzero(~w.alive) == pytest.approx(losses)
