"""NMDA receptors saturate in the sender; closed form and the two-variable model of Wang (2002)."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.kernels import BOUND
from tests.reference.builders import hand_net, neuron, send, synapse
from tests.reference.oracle_slow import runge_kutta

DT_MS = 0.5


def saturation_before_spikes(every_ms: float, n: int, jump: float, tau_ms: float) -> list[float]:
    """Return s just before each of ``n`` spikes that arrive every ``every_ms``."""
    net = hand_net(
        2,
        [(0, 1)],
        [0.0],
        n_exc=2,
        dt_ms=DT_MS,
        synapses=synapse(nmda_jump=jump, tau_nmda_ms=tau_ms),
    )
    each = round(every_ms / DT_MS)
    before = []
    for k in range(n):
        before.append(float(net.state.memory(BOUND)[0]))
        send(net, k * each, 0)
        net.run(k * each, each)
    return before


@pytest.mark.parametrize("rate_hz", [5.0, 20.0, 40.0, 100.0])
@pytest.mark.parametrize("jump", [0.0, 0.3, 0.5, 1.0])
def test_saturation_after_n_spikes_has_its_closed_form(rate_hz, jump):
    every_ms, tau_ms = 1000.0 / rate_hz, 100.0
    keep = math.exp(-every_ms / tau_ms)
    s_inf = jump * keep / (1.0 - (1.0 - jump) * keep)
    for n, s in enumerate(saturation_before_spikes(every_ms, 60, jump, tau_ms)):
        assert s == pytest.approx(s_inf * (1.0 - ((1.0 - jump) * keep) ** n), rel=1e-10, abs=1e-15)


def test_saturation_reaches_its_limit_and_never_passes_1():
    s = saturation_before_spikes(2.0, 200, 0.9, 100.0)
    keep = math.exp(-2.0 / 100.0)
    assert s[-1] == pytest.approx(0.9 * keep / (1.0 - 0.1 * keep), rel=1e-10)
    assert max(s) < 1.0


def test_nmda_conductance_adds_weight_times_ratio_times_bound_receptors():
    net = hand_net(
        2,
        [(0, 1)],
        [0.8],
        n_exc=2,
        dt_ms=DT_MS,
        synapses=synapse(nmda_ratio=3.0, nmda_jump=0.5, tau_nmda_ms=100.0),
        neurons=neuron(v_threshold_mv=-30.0),
    )
    send(net, 0, 0)
    net.run(0, 20)
    send(net, 20, 0)
    net.run(20, 1)
    keep = math.exp(-10.0 / 100.0)
    first = 0.8 * 3.0 * 0.5
    second = 0.8 * 3.0 * 0.5 * (1.0 - 0.5 * keep)
    expected = (first * keep + second) * math.exp(-DT_MS / 100.0)
    assert net.state.g_ns[1, 1] == pytest.approx(expected, rel=1e-12)


def test_saturation_is_shared_by_all_synapses_of_a_sender_and_by_no_other_sender():
    net = hand_net(4, [(0, 2), (0, 3), (1, 2)], [1.0, 1.0, 1.0], n_exc=4, dt_ms=DT_MS)
    send(net, 0, 0)
    net.run(0, 1)
    assert net.state.memory(BOUND).tolist() == [0.5 * math.exp(-DT_MS / 100.0), 0.0, 0.0, 0.0]
    assert net.state.g_ns[1, 2] == net.state.g_ns[1, 3] > 0.0


@pytest.mark.parametrize("rate_hz", [2.0, 10.0, 25.0, 40.0])
def test_the_jump_of_wang_2002_gives_the_mean_gate_of_its_two_equations(rate_hz):
    """alpha 0.5/ms, rise 2 ms, decay 100 ms: one jump of 0.64 of the free receptors."""
    every_ms, jump = 1000.0 / rate_hz, 0.64

    def slope(_t, y):
        x, s, _ = y
        return np.array([-x / 2.0, -s / 100.0 + 0.5 * x * (1.0 - s), s])

    y = np.zeros(3)
    for _ in range(40):
        y = runge_kutta(slope, np.array([y[0] + 1.0, y[1], 0.0]), every_ms, 400)
    wang_mean = y[2] / every_ms
    keep = math.exp(-every_ms / 100.0)
    peak = jump / (1.0 - (1.0 - jump) * keep)
    ours_mean = peak * 100.0 * (1.0 - keep) / every_ms
    before = saturation_before_spikes(every_ms, 60, jump, 100.0)[-1]
    assert before + jump * (1.0 - before) == pytest.approx(peak, rel=1e-9)
    assert ours_mean == pytest.approx(wang_mean, rel=0.05)


def test_block_weakens_nmda_on_its_own_cells_only():
    def potentials(**blocks):
        net = hand_net(2, [], [], n_exc=1, dt_ms=DT_MS, **blocks)
        net.state.g_ns[1, :] = 3.0
        net.run(0, 20)
        return net.state.v_mv.tolist()

    free, on_exc, on_inh = potentials(), potentials(block_exc=0.4), potentials(block_inh=0.4)
    assert on_exc[0] < free[0] and on_exc[1] == free[1]
    assert on_inh[1] < free[1] and on_inh[0] == free[0]
    assert potentials(block_exc=1.0)[0] == pytest.approx(-70.0, abs=1e-12)


def test_magnesium_makes_nmda_stronger_at_higher_potential():
    def rise_mv(start_mv):
        net = hand_net(1, [], [], n_exc=1, dt_ms=DT_MS, neurons=neuron(e_leak_mv=start_mv))
        net.state.g_ns[1, 0] = 0.1
        net.run(0, 1)
        return (net.state.v_mv[0] - start_mv) / -start_mv  # per driving force

    assert rise_mv(-55.0) > 1.5 * rise_mv(-70.0)
