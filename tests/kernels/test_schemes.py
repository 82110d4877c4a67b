"""Forward Euler and the exact scheme do what a slow loop written from the equations does."""

from __future__ import annotations

import numpy as np
import pytest

from tests.reference.classic import network, run

DT_MS, N, N_EXC, STEPS, DELAY, HELD = 0.1, 60, 48, 3000, 4, 20
C_PF, G_NS, REST_MV, THRESHOLD_MV, RESET_MV = 200.0, 10.0, -49.0, -50.0, -60.0


def drawn(weight_exc: float, weight_inh: float):
    """Return dense weights (sender, receiver) and start potentials."""
    rng = np.random.default_rng(5)
    linked = rng.random((N, N)) < 0.2
    weight = np.where(linked, np.where(np.arange(N)[:, None] < N_EXC, weight_exc, weight_inh), 0.0)
    return weight, rng.uniform(-60.0, -50.0, N)


def exponential_of(matrix: np.ndarray) -> np.ndarray:
    """Return the exponential of a small matrix, by its series."""
    term, total = np.eye(len(matrix)), np.eye(len(matrix))
    for k in range(1, 30):
        term = term @ matrix / k
        total = total + term
    return total


def slow_spikes(weight, v0_mv, membrane_step, taus_ms) -> list[tuple[int, int]]:
    """Return spikes of the network; ``membrane_step`` makes new potentials from V, g_exc, g_inh."""
    v, g_exc, g_inh, held = v0_mv.copy(), np.zeros(N), np.zeros(N), np.zeros(N, dtype=int)
    keep_exc, keep_inh = (np.exp(-DT_MS / tau) for tau in taus_ms)
    spikes = []
    for step in range(STEPS):
        for sent, cell in spikes:
            if sent == step - DELAY:
                if cell < N_EXC:
                    g_exc = g_exc + weight[cell]
                else:
                    g_inh = g_inh + weight[cell]
        v = np.where(held > 0, RESET_MV, membrane_step(v, g_exc, g_inh))
        held = np.maximum(held - 1, 0)
        g_exc, g_inh = keep_exc * g_exc, keep_inh * g_inh
        for cell in np.flatnonzero(v >= THRESHOLD_MV):
            spikes.append((step, int(cell)))
            v[cell], held[cell] = RESET_MV, HELD
    return spikes


def our_spikes(weight, v0_mv, taus_ms, *, current_based: bool) -> list[tuple[int, int]]:
    pre, post = np.nonzero(weight)
    cell = {
        "c_m_pf": C_PF,
        "g_l_ns": G_NS,
        "e_l_mv": REST_MV,
        "tau_exc_ms": taus_ms[0],
        "tau_inh_ms": taus_ms[1],
    }
    net = network(
        pre,
        post,
        weight[pre, post],
        v0_mv,
        n_exc=N_EXC,
        dt_ms=DT_MS,
        delay_steps=DELAY,
        held_steps=HELD,
        cell=cell,
        current_based=current_based,
    )
    return [tuple(spike) for spike in run(net, 0, STEPS, room=20_000).tolist()]


def test_forward_euler_equals_the_slow_loop():
    weight, v0_mv = drawn(0.6, 4.0)

    def euler(v, g_exc, g_inh):
        slope = G_NS * (REST_MV - v) + g_exc * (0.0 - v) + g_inh * (-80.0 - v)
        return v + DT_MS * slope / C_PF

    expected = slow_spikes(weight, v0_mv, euler, (5.0, 10.0))
    assert len(expected) > 200
    assert our_spikes(weight, v0_mv, (5.0, 10.0), current_based=False) == expected


# The last two have a synapse as slow as the membrane, 20 ms, where the usual formula divides by 0.
@pytest.mark.parametrize("taus_ms", [(5.0, 10.0), (20.0, 10.0), (5.0, 20.0)], ids=str)
def test_the_exact_scheme_equals_the_exponential_of_the_system(taus_ms):
    weight, v0_mv = drawn(30.0, 60.0)
    system = np.array(
        [
            [-G_NS / C_PF, 1.0 / C_PF, -1.0 / C_PF],
            [0.0, -1.0 / taus_ms[0], 0.0],
            [0.0, 0.0, -1.0 / taus_ms[1]],
        ]
    )
    row = exponential_of(DT_MS * system)[0]

    def exact(v, i_exc, i_inh):
        return REST_MV + row @ np.array([v - REST_MV, i_exc, i_inh])

    expected = slow_spikes(weight, v0_mv, exact, taus_ms)
    assert len(expected) > 200
    assert our_spikes(weight, v0_mv, taus_ms, current_based=True) == expected
