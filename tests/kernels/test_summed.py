"""Summed learning is the rule itself, done later: same spikes and weights, however a run is cut."""

from __future__ import annotations

import numpy as np
import pytest

from tests.reference.classic import plastic_net, run, weights

SECOND = 10_000  # steps


@pytest.fixture(scope="module")
def both():
    """Return spikes, weights and networks after 1 s, summed and at once."""
    nets = plastic_net(summed=True), plastic_net(summed=False)
    return [(run(net, 0, SECOND), weights(net), net) for net in nets]


def test_summed_and_at_once_give_the_same_spikes_and_weights(both):
    (spikes, weight_ns, _), (other_spikes, other_ns, _) = both
    assert len(spikes) > 1000
    np.testing.assert_array_equal(spikes, other_spikes)
    start_ns = plastic_net().state.weight_ns
    assert np.count_nonzero(weight_ns > start_ns) > 500
    assert np.count_nonzero(weight_ns < start_ns) > 500
    np.testing.assert_allclose(weight_ns, other_ns, rtol=0.0, atol=1e-9)


def test_something_is_owed_at_the_end_and_weights_now_pays_it_without_touching_the_state(both):
    _, weight_ns, net = both[0]
    before = {name: array.copy() for name, array in net.state._asdict().items()}
    assert np.count_nonzero(weight_ns != net.state.weight_ns) > 100
    np.testing.assert_array_equal(weights(net), weight_ns)
    for name, array in net.state._asdict().items():
        np.testing.assert_array_equal(array, before[name], err_msg=name)


@pytest.mark.parametrize("summed", [True, False], ids=["summed", "at once"])
@pytest.mark.parametrize("piece", [1, 63, 64, 200, 1999])
def test_a_run_in_chunks_with_input_cells_equals_the_whole_run_bit_for_bit(summed, piece):
    # 5000 steps: each trace starts anew once, which the chunks must not move.
    whole, parts = (plastic_net(60, summed=summed, n_inputs=20) for _ in range(2))
    spikes = run(whole, 0, 5000)
    cut = [run(parts, first, min(piece, 5000 - first)) for first in range(0, 5000, piece)]
    assert len(spikes) > 50
    np.testing.assert_array_equal(np.concatenate(cut), spikes)
    for name, array in whole.state._asdict().items():
        np.testing.assert_array_equal(getattr(parts.state, name), array, err_msg=name)
    np.testing.assert_array_equal(weights(parts), weights(whole))


def test_reading_the_weights_in_between_changes_nothing():
    read, left = (plastic_net(60, n_inputs=20) for _ in range(2))
    for first in range(0, 4000, 500):
        run(read, first, 500)
        weights(read)
    run(left, 0, 4000)
    for name, array in left.state._asdict().items():
        np.testing.assert_array_equal(getattr(read.state, name), array, err_msg=name)


@pytest.mark.parametrize("summed", [True, False], ids=["summed", "at once"])
def test_strong_learning_drives_weights_to_both_bounds_and_never_past_them(summed):
    net = plastic_net(100, summed=summed, eta_ns=2.0)
    net = net._replace(rule=net.rule._replace(a2_plus=0.3, a2_minus=0.315))
    learns = np.empty(weights(net).size, dtype=bool)
    for row in range(net.wiring.out_plastic_stop.size):
        start, stop = (int(net.wiring.out_start[row + k]) for k in (0, 1))
        learns[start:stop] = np.arange(start, stop) < net.wiring.out_plastic_stop[row]
    exc = np.arange(learns.size) < net.wiring.out_start[net.cells.n_exc]
    for first in range(0, 2 * SECOND, 1000):
        run(net, first, 1000, room=20_000)
        for kind, bound_ns in ((exc, net.rule.w_max_ns), (~exc, net.rule.inh_max_ns)):
            # Both as they are read and as they lie in the state.
            for weight_ns in (weights(net), net.state.weight_ns):
                assert weight_ns[learns & kind].min() >= 0.0
                assert weight_ns[learns & kind].max() <= bound_ns
    for kind, bound_ns in ((exc, net.rule.w_max_ns), (~exc, net.rule.inh_max_ns)):
        reached = weights(net)[learns & kind]
        assert (reached == 0.0).any() and (reached == bound_ns).any()
