"""Weights as a whole: modularity against the plain sum, and autocorrelation with the start."""

from __future__ import annotations

import numpy as np
import pytest

from sim.assays.structure import autocorrelation, fast_change, modularity
from sim.model.world import World
from tests.small import small_scenario


def world(**changes) -> World:
    return World(small_scenario(**changes).for_arm("all"), 2, np.zeros(2, dtype=np.int64))


def plain_modularity(where: World) -> float:
    """The sum over all pairs of cells, as Leicht and Newman write it."""
    n = where.scenario.network.n_exc
    weight = np.zeros((n, n))
    np.add.at(weight, (where.graph.pre, where.graph.post), where.weights())
    group = where.scenario.network.group_of_neuron()[:n]
    total = weight.sum()
    expected = np.outer(weight.sum(axis=1), weight.sum(axis=0)) / total
    return float(((weight - expected) * (group[:, None] == group[None, :])).sum() / total)


@pytest.mark.parametrize("wear", [0.0, 1.0])
def test_modularity_is_the_sum_over_pairs_of_cells(wear):
    where = world(network__wear=wear)
    assert modularity(where) == pytest.approx(plain_modularity(where), rel=1e-12)


def test_weights_that_ignore_the_groups_have_little_modularity():
    even = world(network__within=1.0, network__wear=0.0)
    assert abs(modularity(even)) < 0.02 < 0.2 < modularity(world())


def test_weights_of_the_start_are_like_themselves():
    assert autocorrelation(world()) == pytest.approx((1.0, 1.0))
    assert fast_change(world()) == 0.0


def test_fast_weights_count_in_the_total_alone():
    where = world()
    where.fast = where.fast + np.random.default_rng(1).normal(0.0, 1.0, where.fast.size)
    total, slow = autocorrelation(where)
    assert total < 0.98 and slow == pytest.approx(1.0)
    assert fast_change(where) == pytest.approx(1.0, abs=0.05)


def test_shuffled_slow_weights_are_like_nothing():
    where = world()
    where.slow = np.random.default_rng(1).permutation(where.slow)
    assert abs(autocorrelation(where)[1]) < 0.1


def test_lost_and_newborn_synapses_count():
    where = world()
    draws = np.random.default_rng(1).random(where.alive.size) < 0.3
    where.bear_synapses(~where.alive & draws)
    after_birth, slow = autocorrelation(where)
    assert after_birth < 0.999
    assert slow == pytest.approx(1.0)  # a newborn has no slow weight, as nothing had before
    where.lose_synapses(where.alive & (where.start > 0.0) & draws)
    assert autocorrelation(where)[0] < after_birth - 0.01


def test_slow_weights_that_are_all_alike_have_no_autocorrelation():
    where = world(network__within=1.0, network__wear=0.0)
    assert np.isnan(autocorrelation(where)[1])
