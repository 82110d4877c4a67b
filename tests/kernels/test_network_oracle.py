"""The compiled network does what a slow network written from the equations does."""

from __future__ import annotations

import numpy as np
import pytest

from sim.kernels import BOUND, POST, PRE, SLOW
from tests.reference.builders import KEY, SIXTY, drawn_net, drawn_sources, neuron, stdp, synapse
from tests.reference.oracle_network import SlowNetwork

STEPS = 600  # 300 ms at 0.5 ms
PER_CELL = {"g_ampa_ns": 0, "g_nmda_ns": 1, "g_gaba_ns": 2, "g_adapt_ns": 3}
TRACES = {"x": PRE, "y": POST, "y_slow": SLOW}


def slow_twin(synapses, learning):
    """Return the slow network in the state from which `drawn_net` starts, and its input."""
    net = drawn_net(synapses=synapses, learning=learning)
    slow = SlowNetwork(
        neuron(),
        synapses,
        learning,
        net.wiring,
        net.state.weight_ns,
        net.state.v_mv,
        n_exc=SIXTY.n_exc,
        dt_ms=0.5,
        learning=1.0,
        block_exc=0.05,
        block_inh=0.2,
    )
    inputs = [
        (KEY, s.stream, s.cells.start, s.cells.stop, s.rate_hz, s.weight_ns)
        for s in drawn_sources(SIXTY)
    ]
    return net, slow, inputs


@pytest.fixture(scope="module")
def pair():
    """Return the fast and the slow network after 300 ms, with learning, cue and drug."""
    net, slow, inputs = slow_twin(synapse(delay_ms=1.5), stdp())
    start_ns = net.state.weight_ns.copy()
    net.run(0, STEPS)
    for number in range(STEPS):
        slow.step(number, inputs)
    return net, slow, start_ns


def test_the_comparison_has_spikes_learning_and_both_cell_types_in_it(pair):
    net, slow, start_ns = pair
    senders = [cell for _, cell in slow.spikes]
    assert sum(cell < SIXTY.n_exc for cell in senders) > 100
    assert sum(cell >= SIXTY.n_exc for cell in senders) > 50
    assert np.count_nonzero(slow.weight_ns > start_ns) > 20
    assert np.count_nonzero(slow.weight_ns < start_ns) > 20
    assert net.state.pending.shape[0] == 3


def test_every_spike_of_the_oracle_is_there_at_its_step_and_no_other(pair):
    net, slow, _ = pair
    assert net.spike_list() == slow.spikes


def test_potentials_conductances_and_saturation_equal_the_oracle(pair):
    net, slow, _ = pair
    np.testing.assert_allclose(net.state.v_mv, [c.v_mv for c in slow.cells], rtol=1e-9)
    bound = [c.saturation for c in slow.cells]
    np.testing.assert_allclose(net.state.memory(BOUND), bound, rtol=1e-9)
    for name, row in PER_CELL.items():
        expected = [getattr(c, name) for c in slow.cells]
        np.testing.assert_allclose(net.state.g_ns[row], expected, rtol=1e-9, atol=1e-300)


def test_traces_and_learnt_weights_equal_the_oracle(pair):
    net, slow, _ = pair
    for name, row in TRACES.items():
        expected = [getattr(c, name) for c in slow.cells[: SIXTY.n_exc]]
        np.testing.assert_allclose(net.state.memory(row)[: SIXTY.n_exc], expected, rtol=1e-9)
    np.testing.assert_allclose(net.state.weight_ns, slow.weight_ns, rtol=1e-9, atol=1e-300)


def test_refractory_time_left_equals_the_oracle(pair):
    net, slow, _ = pair
    assert net.state.refractory.tolist() == [round(c.held_ms / 0.5) for c in slow.cells]


@pytest.mark.parametrize(
    "changes", [{"delay_ms": 0.5}, {"ampa_block": 0.3}, {"nmda_ratio": 0.0}], ids=str
)
def test_other_synapse_settings_equal_the_oracle_too(changes):
    net, slow, inputs = slow_twin(synapse(**({"delay_ms": 1.5} | changes)), stdp(pre_only=0.0))
    net.run(0, 200)
    for number in range(200):
        slow.step(number, inputs)
    assert net.spike_list() == slow.spikes and slow.spikes
    np.testing.assert_allclose(net.state.weight_ns, slow.weight_ns, rtol=1e-9, atol=1e-300)


@pytest.mark.parametrize("tau_ms", [0.001, 0.3])
def test_traces_that_fade_within_a_step_equal_the_oracle(tau_ms):
    learning = stdp(tau_pre_ms=tau_ms, tau_post_ms=tau_ms, tau_slow_ms=tau_ms)
    net, slow, inputs = slow_twin(synapse(delay_ms=1.5), learning)
    net.run(0, 200)
    for number in range(200):
        slow.step(number, inputs)
    assert net.spike_list() == slow.spikes and slow.spikes
    np.testing.assert_allclose(net.state.weight_ns, slow.weight_ns, rtol=1e-9, atol=1e-300)
