"""Single precision of classic networks: cells and weights in float32, the same activity."""

from __future__ import annotations

import numpy as np

from benchmarks.classic import in_single_precision
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
