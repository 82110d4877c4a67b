"""Poisson input: the right statistics, and spikes that depend on key and counter alone."""

from __future__ import annotations

import numpy as np
import pytest

from sim.kernels.noise import event_bits, source_key
from sim.model.cells import Source, poisson_cumulative
from tests.reference.builders import KEY, hand_net, neuron, synapse
from tests.reference.oracle_noise import event_bits as slow_bits
from tests.reference.oracle_noise import input_spikes

DT_MS, N = 0.5, 20


def counting_net(sources: tuple[Source, ...], *, key: int = KEY, n_cells: int = N, **more):
    """Return cells whose AMPA conductance never decays: it counts input spikes."""
    net = hand_net(
        n_cells,
        more.pop("edges", []),
        more.pop("weights", []),
        n_exc=more.pop("n_exc", n_cells),
        dt_ms=DT_MS,
        sources=sources,
        key=key,
        neurons=more.pop("neurons", neuron(v_threshold_mv=-30.0)),
        **more,
    )
    return net._replace(cells=net.cells._replace(decay_ampa=1.0))


def counts_per_step(net, n_steps: int) -> np.ndarray:
    """Return the input of each step to each cell, (n_steps, N)."""
    total = np.empty((n_steps + 1, net.state.v_mv.size))
    total[0] = 0.0
    for step in range(n_steps):
        net.state.v_mv[:] = -70.0
        net.run(step, 1)
        total[step + 1] = net.state.g_ns[0]
    return np.diff(total, axis=0)


@pytest.fixture(scope="module")
def counts():
    """Return 6000 steps of 400 Hz onto each of 20 cells: 0.2 spikes a step and cell."""
    return counts_per_step(counting_net((Source(0, slice(0, N), 400.0, 1.0),)), 6000)


def test_counts_of_the_source_have_poisson_mean_and_variance(counts):
    total, mean = counts.sum(axis=1), 0.2 * N
    n = total.size
    assert abs(total.mean() - mean) < 5.0 * np.sqrt(mean / n)
    spread = np.sqrt((mean + 2.0 * mean**2) / n)  # standard error of a Poisson variance
    assert abs(total.var(ddof=1) - mean) < 5.0 * spread


def test_counts_of_each_cell_have_poisson_mean_and_variance(counts):
    n, mean = counts.shape[0], 0.2
    assert (np.abs(counts.mean(axis=0) - mean) < 5.0 * np.sqrt(mean / n)).all()
    spread = np.sqrt((mean + 2.0 * mean**2) / n)
    assert (np.abs(counts.var(axis=0, ddof=1) - mean) < 5.0 * spread).all()


def test_counts_follow_the_whole_poisson_distribution(counts):
    total, mean = counts.sum(axis=1).astype(int), 0.2 * N
    p = np.diff([0.0, *poisson_cumulative(mean)])
    expected, seen = p[:12] * total.size, np.bincount(total, minlength=12)[:12]
    chi2 = float(np.sum((seen - expected) ** 2 / expected))
    assert chi2 < 12.0 + 5.0 * np.sqrt(24.0)


def test_cells_receive_independent_spikes(counts):
    r = np.corrcoef(counts.T)[np.triu_indices(N, k=1)]
    assert np.abs(r).max() < 5.0 / np.sqrt(counts.shape[0])


def test_steps_are_independent(counts):
    total = counts.sum(axis=1)
    for lag in (1, 2, 3, 10):
        r = np.corrcoef(total[:-lag], total[lag:])[0, 1]
        assert abs(r) < 5.0 / np.sqrt(total.size)


def test_streams_of_one_key_are_independent_of_each_other():
    a, b = (
        counts_per_step(counting_net((Source(stream, slice(0, N), 400.0, 1.0),)), 2000)
        for stream in (0, 1)
    )
    assert abs(np.corrcoef(a.sum(axis=1), b.sum(axis=1))[0, 1]) < 5.0 / np.sqrt(2000)
    assert not np.array_equal(a, b)


def test_neighbouring_keys_give_independent_spikes():
    a, b = (
        counts_per_step(counting_net((Source(0, slice(0, N), 400.0, 1.0),), key=key), 2000)
        for key in (7, 8)
    )
    assert abs(np.corrcoef(a.sum(axis=1), b.sum(axis=1))[0, 1]) < 5.0 / np.sqrt(2000)


def test_the_same_key_gives_the_same_spikes_whatever_the_network_does():
    source = (Source(0, slice(0, N), 3000.0, 1.0),)
    quiet = counting_net(source, n_exc=0)
    lively = neuron(v_threshold_mv=-60.0, v_reset_mv=-70.0, t_refractory_inh_ms=0.0)
    wild = counting_net(
        source,
        n_exc=0,
        neurons=lively,
        edges=[(i, (i + 1) % N) for i in range(N)],
        weights=[3.0] * N,
    )
    quiet.run(0, 1000)  # its conductance grows without end, so both do fire
    wild.run(0, 1000)
    assert len(wild.spike_list()) != len(quiet.spike_list())
    np.testing.assert_array_equal(wild.state.g_ns[0], quiet.state.g_ns[0])


def test_an_extra_source_leaves_the_spikes_of_the_others_alone():
    first = Source(0, slice(0, 12), 800.0, 1.0)
    other = Source(3, slice(4, N), 900.0, 2.0**-20)  # tells its spikes apart from those of first
    alone = counts_per_step(counting_net((first,)), 400)
    for sources in ((first, other), (other, first)):
        both = counts_per_step(counting_net(sources), 400)
        np.testing.assert_array_equal(np.floor(both), alone)
        assert (both[:, 12:] > 0.0).any() and (both[:, :4] == alone[:, :4]).all()


@pytest.mark.parametrize("rate_hz", [0.0, 3.0, 250.0, 1000.0])
def test_input_spikes_equal_the_slow_generator_one_by_one(rate_hz):
    seen = counts_per_step(counting_net((Source(5, slice(3, 17), rate_hz, 1.0),)), 200)
    expected = np.zeros_like(seen)
    for step in range(200):
        mean = rate_hz * 14 * DT_MS / 1000.0
        for cell in input_spikes(KEY, 5, step, mean, range(3, 17)):
            expected[step, cell] += 1.0
    np.testing.assert_array_equal(seen, expected)


def test_random_bits_equal_the_slow_hash_far_into_a_long_run():
    for step in (0, 1, 10**6, 2**31):
        for event in (0, 1, 99):
            key = np.uint64(source_key(np.uint64(KEY), 2))
            assert int(event_bits(key, step, event)) == slow_bits(KEY, 2, step, event)


def test_a_rate_of_zero_never_fires_and_a_blocked_receptor_hears_nothing():
    silent = counting_net((Source(0, slice(0, N), 0.0, 1.0),))
    deaf = counting_net((Source(0, slice(0, N), 1000.0, 1.0),), synapses=synapse(ampa_block=1.0))
    for net in (silent, deaf):
        net.run(0, 500)
        assert net.state.g_ns[0].max() == 0.0


@pytest.mark.parametrize("mean", [1e-6, 0.1, 4.0, 60.0, 2000.0, 140_000.0])
def test_poisson_table_has_mean_and_variance_of_its_number(mean):
    table = poisson_cumulative(mean)
    p, k = np.diff([0.0, *table]), np.arange(table.size)
    assert table[-1] == 1.0 and (p >= 0.0).all()
    assert p @ k == pytest.approx(mean, rel=1e-6)
    assert p @ (k - mean) ** 2 == pytest.approx(mean, rel=1e-4)
