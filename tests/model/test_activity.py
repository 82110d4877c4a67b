"""Measures of activity on sequences of states made by hand."""

from __future__ import annotations

import numpy as np
import pytest

from sim.model.activity import (
    NONE,
    active_pattern,
    count_bins,
    dwell_ms,
    occupancy,
    states,
    transition_entropy_bits,
    transitions,
    visits,
)
from sim.model.calendar import ProbeParams
from tests.reference.oracle_slow import plain_transition_entropy

PROBE = ProbeParams(active_hz=12.0, active_ratio=1.5)


def runs(*pairs: tuple[int, int]) -> np.ndarray:
    """Return a sequence of states from (state, number of bins) pairs."""
    return np.concatenate([np.full(n, state) for state, n in pairs])


def test_occupancy_is_the_share_of_bins():
    state = runs((0, 5), (NONE, 3), (2, 2))
    np.testing.assert_allclose(occupancy(state), [0.5, 0.0, 0.2, 0.0, 0.3])
    assert occupancy(state).sum() == pytest.approx(1.0)


def test_visits_are_maximal_runs():
    visited, bins = visits(runs((1, 4), (NONE, 1), (1, 2), (3, 7)))
    assert visited.tolist() == [1, NONE, 1, 3] and bins.tolist() == [4, 1, 2, 7]
    visited, bins = visits(np.zeros(9, dtype=int))
    assert visited.tolist() == [0] and bins.tolist() == [9]


def test_dwell_is_the_mean_length_of_a_visit_and_nan_without_one():
    mean = dwell_ms(runs((0, 10), (NONE, 5), (0, 20), (2, 3)))
    np.testing.assert_array_equal(mean, [150.0, np.nan, 30.0, np.nan])


def test_a_fixed_cycle_has_transition_entropy_0():
    assert transition_entropy_bits(np.tile(runs((0, 3), (1, 3), (2, 3), (3, 3)), 50)) == 0.0


def test_a_uniform_random_order_has_transition_entropy_close_to_log2_3():
    rng = np.random.default_rng(1)
    order = [0]
    while len(order) < 20_000:
        order.append(int((order[-1] + 1 + rng.integers(3)) % 4))
    h = transition_entropy_bits(np.repeat(order, 2))
    assert h == pytest.approx(np.log2(3.0), abs=2e-3) and h <= np.log2(3.0)


def test_transition_entropy_equals_counting_by_hand():
    rng = np.random.default_rng(4)
    state = np.repeat(rng.choice(5, 300, p=[0.5, 0.1, 0.1, 0.1, 0.2]), 3)
    expected = plain_transition_entropy(state.tolist(), NONE)
    assert transition_entropy_bits(state) == pytest.approx(expected, rel=1e-12)


def test_pauses_and_returns_to_the_same_pattern_are_no_transitions():
    with_pauses = runs((0, 2), (NONE, 4), (0, 3), (1, 2), (NONE, 1), (0, 2))
    assert transition_entropy_bits(with_pauses) == transition_entropy_bits(
        runs((0, 5), (1, 2), (0, 2))
    )
    assert np.isnan(transition_entropy_bits(runs((0, 5), (NONE, 5), (0, 5))))
    assert np.isnan(transition_entropy_bits(np.full(7, NONE)))


def test_half_open_order_has_one_bit():
    """From A to B or C, half each; from there back to A: one bit in every second choice."""
    state = np.tile([0, 1, 0, 2], 500)
    assert transition_entropy_bits(state) == pytest.approx(0.5, abs=2e-3)


def test_a_pattern_is_active_above_the_rate_and_well_above_all_others():
    rate_hz = np.array(
        [
            [11.0, 13.0, 30.0, 30.0, 0.0],
            [0.0, 0.0, 21.0, 19.0, 0.0],
            [0.0, 0.0, 0.0, 0.0, 40.0],
            [0.0, 0.0, 0.0, 0.0, 0.0],
        ]
    )
    assert active_pattern(rate_hz, PROBE).tolist() == [NONE, 0, NONE, 0, 2]


def test_rates_of_bins_count_every_spike_once():
    t_ms = np.array([0.0, 9.99, 10.0, 55.0, 99.99])
    neuron = np.array([0, 1, 1, 4, 1])
    rate = count_bins(t_ms, neuron, (slice(0, 2), slice(2, 6)), 100.0)
    assert rate.shape == (2, 10)
    np.testing.assert_allclose(rate[0], [100, 50, 0, 0, 0, 0, 0, 0, 0, 50])
    assert rate[1, 5] == pytest.approx(25.0) and rate[1].sum() == pytest.approx(25.0)


def test_a_group_without_cells_has_rate_0():
    rate = count_bins(np.array([5.0]), np.array([0]), (slice(0, 2), slice(2, 2)), 100.0)
    assert rate[1].tolist() == [0.0] * 10


@pytest.mark.parametrize("n_bins", [1, 2, 4, 5, 100])
def test_there_is_one_state_for_each_bin(n_bins):
    rate_hz = np.zeros((4, n_bins))
    rate_hz[1] = 40.0
    assert states(rate_hz, PROBE).size == n_bins


def test_a_pattern_active_all_the_time_is_active_at_the_edges_too():
    rate_hz = np.zeros((4, 40))
    rate_hz[2] = 15.0  # above 12 Hz throughout
    assert (states(rate_hz, PROBE) == 2).all()


def test_transitions_count_every_change_of_state_and_pauses_are_a_state():
    count = transitions(runs((0, 3), (NONE, 2), (0, 1), (1, 4), (0, 2), (1, 1)))
    assert count[0].tolist() == [0, 2, 0, 0, 1]
    assert count[:, 0].tolist() == [0, 1, 0, 0, 1]
    assert count.sum() == 5


def test_a_state_that_never_changes_has_no_transition():
    assert not transitions(np.full(30, NONE)).any()
