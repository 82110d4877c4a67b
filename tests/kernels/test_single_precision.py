"""Single precision: the same activity and the same learning, but for rounding.

Classic networks keep traces and sums in double, scenarios have traces in single precision too.
`tests/science/test_precision.py` asks what it does to results of the program.
"""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.classic import in_single_precision
from sim.kernels import PRE
from sim.model.cells import kernel_drive
from tests.reference.builders import SIXTY, drawn_net, neuron, stdp, synapse
from tests.reference.classic import plastic_net, run, weights
from tests.reference.intervals import mean_interval_cv

SECONDS, N, N_EXC = 3, 300, 240


def both():
    """Return the same network with both learning rules in double and in single precision."""
    double, other = plastic_net(N), plastic_net(N)
    cells, state = in_single_precision(other.cells, other.state)
    return double, other._replace(cells=cells, state=state)


def test_rates_irregularity_and_learnt_weights_are_those_of_double_precision():
    """The trains part at some spike; from there on only statistics are the same, to 3 %."""
    found = []
    for net in both():
        spikes = run(net, 0, SECONDS * 10_000)
        exc = spikes[:, 1] < N_EXC
        found.append(
            (
                exc.sum() / N_EXC / SECONDS,
                (~exc).sum() / (N - N_EXC) / SECONDS,
                mean_interval_cv(*spikes.T, 3),
                weights(net).mean(),
            )
        )
    np.testing.assert_allclose(found[1], found[0], rtol=0.03)


def test_potentials_conductances_and_weights_stay_in_single_precision_and_traces_in_double():
    _, single = both()
    run(single, 0, 2000)
    kinds = {name: array.dtype for name, array in single.state._asdict().items()}
    assert {name for name, kind in kinds.items() if kind == np.float32} == {
        "v_mv",
        "g_ns",
        "current_pa",
        "weight_ns",
    }
    assert kinds["trace"] == kinds["fade"] == kinds["seen"] == np.float64


def test_the_first_spikes_are_the_same():
    double, single = (run(net, 0, 300) for net in both())
    assert len(double) > 10
    np.testing.assert_array_equal(single, double)


def scripted(precision, *, n_steps: int, rate_hz: float = 10.0, **named):
    """Return a drawn network whose cells fire when a script says so and at no other time."""
    net = drawn_net(SIXTY, precision=precision, neurons=neuron(v_threshold_mv=-30.0), **named)
    rng = np.random.default_rng(2)
    script = np.argwhere(rng.random((n_steps, SIXTY.n_cells)) < rate_hz * 0.0005)
    drive = kernel_drive([], np.uint64(1), dt_ms=0.5, script=script, precision=precision)
    return net._replace(drive=drive)


def test_learning_from_the_same_spikes_loses_nothing_to_rounding():
    """Two minutes: 1 200 spikes of each cell, so many small changes of one weight."""
    n_steps, changes, trains = 240_000, [], []
    for precision in (np.float64, np.float32):
        net = scripted(precision, n_steps=n_steps)
        start_ns = net.state.weight_ns.astype(float)
        for first in range(0, n_steps, 40_000):
            net.run(first, 40_000)
        changes.append((net.state.weight_ns - start_ns)[net.wiring.in_edge])
        trains.append(net.spike_list())
    double_ns, single_ns = changes
    assert trains[0] == trains[1] and len(trains[0]) > 50_000
    assert np.abs(double_ns).mean() > 0.1
    np.testing.assert_allclose(single_ns, double_ns, rtol=2e-4, atol=2e-5)
    assert abs(single_ns.sum() / double_ns.sum() - 1.0) < 2e-5


def test_all_that_cells_and_synapses_of_a_scenario_hold_stays_in_single_precision():
    net = scripted(np.float32, n_steps=2000)
    net.run(0, 2000)
    kinds = {name: array.dtype for name, array in net.state._asdict().items()}
    double = {name for name, kind in kinds.items() if kind == np.float64}
    assert double == {"fade", "seen"} and net.state.seen.size == 0


def test_what_has_faded_away_is_0_and_not_one_of_the_smallest_numbers():
    """With these a processor computes a hundred times slower, and so would a silent network."""
    for precision in (np.float64, np.float32):
        net = scripted(precision, n_steps=100)
        net.run(0, 100)
        assert net.state.memory(PRE).max() > 0.1
        net.run(100, 20_000)  # ten seconds of silence
        smallest = np.finfo(precision).tiny
        for array in (net.state.g_ns, net.state.trace, net.state.weight_ns):
            assert not ((array > 0.0) & (array < 1e10 * smallest)).any()
        assert (net.state.memory(PRE) == 0.0).all()


@pytest.mark.parametrize("tau_ms", [1e-3, 0.1, 0.3, 0.6, 1.0, 2.0, 200.0])
def test_traces_of_any_time_constant_stay_within_the_range_of_single_precision(tau_ms):
    """They are stored divided by what is left of them: next to nothing if the constant is short."""
    weights_ns = []
    for precision in (np.float64, np.float32):
        taus = {f"tau_{name}_ms": tau_ms for name in ("pre", "post", "slow")}
        synapses = synapse(tau_nmda_ms=min(tau_ms, 100.0))
        net = scripted(
            precision, n_steps=4000, rate_hz=50.0, learning=stdp(**taus), synapses=synapses
        )
        net.run(0, 4000)
        assert np.isfinite(net.state.trace).all() and np.isfinite(net.state.g_ns).all()
        weights_ns.append(net.state.weight_ns)
    np.testing.assert_allclose(weights_ns[1], weights_ns[0], rtol=1e-5, atol=1e-6)
