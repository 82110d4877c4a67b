"""Membrane, refractory time, delay and postsynaptic potentials against theory and golden values."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.kernels._jit import kernel
from sim.kernels.neuron import exp, magnesium_gate, mean_decay
from sim.model.cells import in_precision, kernel_cells
from tests.reference.builders import hand_net, neuron, send, synapse
from tests.reference.oracle_slow import runge_kutta

# Validation case V1: tau 10 ms, threshold 10 mV above rest, reset to rest, 5 ms of silence.
V1 = {
    "capacitance_exc_pf": 100.0,
    "g_leak_exc_ns": 10.0,
    "e_leak_mv": -70.0,
    "v_threshold_mv": -60.0,
    "v_reset_mv": -70.0,
    "t_refractory_exc_ms": 5.0,
    "adapt_step_ns": 0.0,
}


@kernel
def exp_of_all(x, values):
    """Fill ``values`` with the exponential of each ``x``, in the precision of both."""
    for i in range(x.size):
        values[i] = exp(x[i])


@kernel
def mean_decay_of_all(x, means):
    """Fill ``means`` with the mean decay over each ``x``, in the precision of both."""
    for i in range(x.size):
        means[i] = mean_decay(x[i])


@kernel
def gate_of_all(v_mv, slope_per_mv, shift, blocked_at_shift, shares):
    """Fill ``shares`` with the magnesium gate at each potential."""
    for i in range(v_mv.size):
        shares[i] = magnesium_gate(v_mv[i], slope_per_mv, shift, blocked_at_shift)


def exponential(x: np.ndarray) -> np.ndarray:
    """Return the kernel's exponential of an array, in the array's precision."""
    values = np.empty_like(x)
    exp_of_all(x, values)
    return values


def gate(v_mv: np.ndarray, magnesium_mm: float = 1.0) -> np.ndarray:
    """Return the kernel's magnesium gate at potentials, in their precision."""
    cells = kernel_cells(neuron(), synapse(magnesium_mm=magnesium_mm), n_exc=1, dt_ms=0.5)
    cells, shares = in_precision(cells, v_mv.dtype.type), np.empty_like(v_mv)
    constants = (cells.mg_slope_per_mv, cells.mg_shift, cells.mg_blocked_at_shift)
    gate_of_all(v_mv, *constants, shares)
    return shares


def jahr_and_stevens(v_mv: np.ndarray, magnesium_mm: float = 1.0) -> np.ndarray:
    """Return the share of NMDA receptors that magnesium leaves free, in double precision."""
    return 1.0 / (1.0 + np.exp(-0.062 * v_mv.astype(float)) * magnesium_mm / 3.57)


FAR = np.array([12.0, 15.0, 20.0, 50.0, 200.0, 1e3, 1e6, 1e12, 3e38])


def test_the_exponential_is_exact_to_1e_12_in_double_precision():
    x = np.linspace(-15.0, 15.0, 10_001)[1:-1]
    np.testing.assert_allclose(exponential(x), np.exp(x), rtol=1e-12)


def test_the_exponential_is_as_good_as_zero_where_it_is_not_exact_in_double_precision():
    """For any step, however large: the longest one in the smallest cell with the most open."""
    x = np.concatenate([np.linspace(-200.0, -15.0, 1001), -FAR[FAR > 15.0]])
    assert np.abs(exponential(x) - np.exp(x)).max() < 1e-16


@pytest.mark.parametrize(
    ("within", "relative"), [(0.6, 1.5e-6), (1.0, 3e-6), (2.0, 1e-4), (4.0, 4e-3)]
)
def test_the_exponential_keeps_its_bounds_in_single_precision(within, relative):
    x = np.linspace(-within, within, 20_001, dtype=np.float32)
    np.testing.assert_allclose(exponential(x), np.exp(x.astype(float)), rtol=relative)


def test_the_exponential_stays_positive_and_never_falls_in_single_precision():
    x = np.concatenate([-FAR[::-1], np.linspace(-11.9, 11.9, 5001), FAR]).astype(np.float32)
    values = exponential(x)
    assert values.dtype == np.float32 and np.isfinite(values).all()
    assert values.min() > 0.0 and (np.diff(values) >= 0.0).all()
    assert (exponential(x[x <= 0.0]) <= 1.0).all()


def covered(x: np.ndarray) -> np.ndarray:
    """Return the share of its way to rest or goal that a potential covers in a step, in double."""
    means = np.empty_like(x)
    mean_decay_of_all(x, means)
    assert means.dtype == x.dtype
    return x.astype(float) * means


@pytest.mark.parametrize(
    ("longest", "error"), [(0.18, 3e-7), (0.6, 1.1e-4), (1.0, 6e-4), (2.0, 8e-3), (1e30, 0.072)]
)
def test_a_potential_covers_its_share_of_the_way_in_single_precision(longest, error):
    """An error of 3e-7 is a hundred thousandth of a mV for a cell that is 30 mV from its goal."""
    x = np.concatenate([np.geomspace(1e-6, longest, 20_001), np.linspace(1e-3, longest, 20_001)])
    x = x.astype(np.float32)
    assert np.abs(covered(x) + np.expm1(-x.astype(float))).max() < error


def test_a_potential_covers_its_share_of_the_way_in_double_precision():
    x = np.geomspace(1e-3, 1e30, 20_001)
    np.testing.assert_allclose(covered(x), -np.expm1(-x), rtol=1e-12, atol=1e-13)


def test_the_share_of_the_way_grows_with_the_step_and_never_passes_1_in_single_precision():
    shares = covered(np.geomspace(1e-6, 1e30, 20_001).astype(np.float32))
    assert shares.min() > 0.0 and shares.max() < 0.93
    assert (np.diff(shares) > -1e-6).all()


def test_magnesium_gate_equals_jahr_and_stevens():
    v_mv = np.linspace(-90.0, 20.0, 1001)
    for magnesium_mm in (0.0, 0.3, 1.0, 5.0):
        expected = jahr_and_stevens(v_mv, magnesium_mm)
        np.testing.assert_allclose(gate(v_mv, magnesium_mm), expected, rtol=1e-12)


def test_magnesium_gate_in_single_precision_lets_through_what_that_of_jahr_and_stevens_does():
    """To 3 in a million where cells live, and to 2 in ten thousand wherever a cell can get."""
    amid, wide = (
        np.linspace(low, high, 20_001, dtype=np.float32)
        for low, high in ((-75.0, -45.0), (-100.0, 0.0))
    )
    np.testing.assert_allclose(gate(amid), jahr_and_stevens(amid), rtol=3e-6)
    np.testing.assert_allclose(gate(wide), jahr_and_stevens(wide), rtol=3e-4)


@pytest.mark.parametrize("precision", [np.float32, np.float64])
def test_magnesium_gate_is_a_share_at_any_potential(precision):
    v_mv = np.concatenate([-FAR[::-1], np.linspace(-250.0, 250.0, 5001), FAR]).astype(precision)
    v_mv.sort()
    for magnesium_mm in (0.0, 0.3, 1.0, 5.0):
        shares = gate(v_mv, magnesium_mm)
        assert (shares >= 0.0).all() and (shares <= 1.0).all() and (np.diff(shares) >= 0.0).all()


@pytest.mark.parametrize("current_pa", [-1e7, 0.0, 1e7])
@pytest.mark.parametrize("g_ns", [0.0, 1.0, 1e3, 1e6, 1e9])
def test_a_potential_in_single_precision_goes_towards_its_goal_and_not_past_it(g_ns, current_pa):
    """Whatever is open, in a cell however small."""
    cell = neuron(v_threshold_mv=-30.0, v_reset_mv=-70.0, capacitance_exc_pf=1.0)
    net = hand_net(2, [], [], n_exc=1, dt_ms=0.5, neurons=cell, precision=np.float32)
    net.state.g_ns[0] = g_ns
    net.state.current_pa[:] = current_pa
    before_mv = net.state.v_mv.copy()
    net.run(0, 1)
    after_mv = net.state.v_mv
    goal_mv = (-700.0 + current_pa) / (10.0 + g_ns)  # or nearer, as conductances decay
    assert np.isfinite(after_mv).all() and after_mv.dtype == np.float32
    ends = np.sort([before_mv[0], (-700.0 + current_pa) / 10.0, goal_mv])
    fired = len(net.spike_list()) > 0
    assert fired or ((ends[0] - 1e-3 <= after_mv).all() and (after_mv <= ends[-1] + 1e-3).all())


@pytest.mark.parametrize("dt_ms", [0.05, 0.1, 0.5])
@pytest.mark.parametrize(
    "drive_mv, golden_hz",
    [(10.5, 28.213), (11.0, 34.508), (12.0, 43.635), (15.0, 62.554), (20.0, 83.812)],
)
def test_rate_follows_the_f_i_curve_within_one_step_per_interval(drive_mv, golden_hz, dt_ms):
    net = hand_net(1, [], [], n_exc=1, dt_ms=dt_ms, neurons=neuron(**V1))
    net.state.current_pa[:] = 10.0 * drive_mv
    net.run(0, round(1000.0 / dt_ms))
    steps = np.diff([step for step, _ in net.spike_list()])
    period_ms = 5.0 + 10.0 * math.log(drive_mv / (drive_mv - 10.0))
    assert 1000.0 / period_ms == pytest.approx(golden_hz, abs=5e-4)
    assert steps.size > 20
    assert (steps * dt_ms >= period_ms - 1e-9).all()
    assert (steps * dt_ms <= period_ms + dt_ms + 1e-9).all()


def test_below_threshold_no_spike_ever():
    net = hand_net(1, [], [], n_exc=1, dt_ms=0.5, neurons=neuron(**V1))
    net.state.current_pa[:] = 10.0 * 9.999
    net.run(0, 4000)
    assert not net.spike_list()
    assert net.state.v_mv[0] == pytest.approx(-70.0 + 9.999, abs=1e-9)


@pytest.mark.parametrize("dt_ms", [0.1, 0.25, 0.5, 1.0])
@pytest.mark.parametrize("t_ref_ms", [0.0, 0.7, 1.0, 1.25, 3.0, 7.3])
def test_no_interval_is_shorter_than_the_refractory_time(t_ref_ms, dt_ms):
    cells = neuron(t_refractory_exc_ms=t_ref_ms, t_refractory_inh_ms=t_ref_ms)
    net = hand_net(2, [], [], n_exc=1, dt_ms=dt_ms, neurons=cells)
    net.state.current_pa[:] = 1e6  # fires in the first step in which it may
    net.run(0, round(200.0 / dt_ms))
    for cell in (0, 1):
        when = np.array([step for step, i in net.spike_list() if i == cell])
        assert when.size > 10
        shortest = np.diff(when).min() * dt_ms
        assert shortest >= t_ref_ms - 1e-9
        assert shortest <= t_ref_ms + 1.5 * dt_ms + 1e-9  # and silence is not much longer


def test_the_potential_is_held_at_reset_while_refractory():
    net = hand_net(1, [], [], n_exc=1, dt_ms=0.5, neurons=neuron(t_refractory_exc_ms=3.0))
    net.state.v_mv[:] = 100.0
    for step in range(7):  # the spike, then 3 ms of silence
        net.run(step, 1)
        assert net.state.v_mv[0] == -58.0
    net.run(7, 1)
    assert net.state.v_mv[0] < -58.0  # free again, on its way to rest


@pytest.mark.parametrize("delay_steps", [1, 2, 3, 7])
def test_a_spike_arrives_exactly_its_delay_later(delay_steps):
    net = hand_net(
        2, [(0, 1)], [0.7], n_exc=2, dt_ms=0.5, synapses=synapse(delay_ms=0.5 * delay_steps)
    )
    fires_at = 4
    for step in range(fires_at + delay_steps + 3):
        if step == fires_at:
            net.state.v_mv[0] = 100.0
        net.run(step, 1)
        arrived = net.state.g_ns[0, 1] > 0.0
        assert arrived == (step >= fires_at + delay_steps)
    assert net.spike_list() == [(fires_at, 0)]


def test_each_spike_on_its_way_arrives_once():
    net = hand_net(
        2,
        [(0, 1)],
        [1.0],
        n_exc=2,
        dt_ms=0.5,
        synapses=synapse(delay_ms=1.5),
        neurons=neuron(t_refractory_exc_ms=0.0, v_threshold_mv=-30.0),
    )
    cells = net.cells._replace(decay_ampa=1.0)  # a conductance that counts spikes
    net = net._replace(cells=cells)
    for step in range(40):
        if step % 2 == 0:
            net.state.v_mv[0] = 500.0
        net.state.v_mv[1] = -70.0
        net.run(step, 1)
    sent = [step for step, cell in net.spike_list() if cell == 0]
    assert net.state.g_ns[0, 1] == pytest.approx(sum(step + 3 < 40 for step in sent), abs=1e-12)


# Validation case V2: a cell of NEST 3.10 (iaf_cond_exp), tau_ex 5 ms, tau_in 10 ms.
V2_CELL = {
    "capacitance_exc_pf": 200.0,
    "g_leak_exc_ns": 10.0,
    "e_leak_mv": -70.0,
    "v_threshold_mv": -35.0,
    "v_reset_mv": -70.0,
    "adapt_step_ns": 0.0,
}
V2_SYNAPSE = {"tau_ampa_ms": 5.0, "tau_gaba_ms": 10.0, "e_gaba_mv": -75.0, "nmda_ratio": 0.0}


def psp_mv(dt_ms: float) -> np.ndarray:
    """Return V at the end of every step for arrivals at 11 ms (1 nS) and 61 ms (GABA, 5 nS)."""
    net = hand_net(
        3,
        [(0, 1), (2, 1)],
        [1.0, 5.0],
        n_exc=2,
        dt_ms=dt_ms,
        neurons=neuron(**V2_CELL),
        synapses=synapse(**V2_SYNAPSE, delay_ms=dt_ms),
    )
    v_mv = np.empty(round(100.0 / dt_ms))
    for step in range(v_mv.size):
        if step == round(11.0 / dt_ms):
            send(net, step, 0)
        if step == round(61.0 / dt_ms):
            send(net, step, 2)
        net.run(step, 1)
        v_mv[step] = net.state.v_mv[1]
    return v_mv


def test_single_potentials_equal_the_golden_values_of_nest():
    v_mv = psp_mv(0.1)
    t_ms = (np.arange(v_mv.size) + 1) * 0.1
    first, second = t_ms < 60.0, t_ms >= 60.0
    assert v_mv[first].max() + 70.0 == pytest.approx(1.091720, abs=1e-4)
    assert t_ms[first][v_mv[first].argmax()] == pytest.approx(20.2, abs=0.11)
    assert np.interp(20.0, t_ms, v_mv) == pytest.approx(-68.908530, abs=1e-4)
    assert np.interp(40.0, t_ms, v_mv) == pytest.approx(-69.465511, abs=1e-4)
    assert v_mv[second].min() + 70.0 == pytest.approx(-0.499220, abs=1e-4)
    assert t_ms[second][v_mv[second].argmin()] == pytest.approx(76.1, abs=0.11)


@pytest.mark.parametrize("dt_ms, tolerance_mv", [(0.5, 2e-3), (0.1, 1e-4), (0.05, 3e-5)])
def test_a_single_potential_converges_to_the_exact_one(dt_ms, tolerance_mv):
    v_mv = psp_mv(dt_ms)

    def slope(t_ms, v):
        return (-10.0 * (v + 70.0) - math.exp(-t_ms / 5.0) * v) / 200.0

    for after_ms in (1.0, 5.0, 9.0, 20.0, 40.0):
        exact = runge_kutta(slope, np.array([-70.0]), after_ms, 2000)[0]
        assert v_mv[round((11.0 + after_ms) / dt_ms) - 1] == pytest.approx(exact, abs=tolerance_mv)


@pytest.mark.parametrize(
    "row, sign", [(0, 1), (1, 1), (2, -1), (3, -1)], ids=["AMPA", "NMDA", "GABA", "adaptation"]
)
def test_each_conductance_moves_the_cell_the_right_way(row, sign):
    cell = neuron(e_leak_mv=-70.0, e_adapt_mv=-80.0)
    net = hand_net(1, [], [], n_exc=1, dt_ms=0.5, neurons=cell, synapses=synapse(e_gaba_mv=-75.0))
    net.state.g_ns[row, 0] = 1.0
    net.run(0, 2)
    assert sign * (net.state.v_mv[0] + 70.0) > 0.0


def test_inhibition_at_rest_moves_nothing():
    net = hand_net(1, [], [], n_exc=1, dt_ms=0.5, synapses=synapse(e_gaba_mv=-70.0))
    net.state.g_ns[2, 0] = 50.0
    net.run(0, 20)
    assert net.state.v_mv[0] == pytest.approx(-70.0, abs=1e-12)


def test_only_excitatory_cells_adapt_and_adaptation_adds_up():
    net = hand_net(2, [], [], n_exc=1, dt_ms=0.5, neurons=neuron(adapt_step_ns=0.2))
    for step in (0, 20):
        net.state.v_mv[:] = 100.0
        net.run(step, 20)
    expected = 0.2 * (math.exp(-19 * 0.5 / 1000.0) + math.exp(-39 * 0.5 / 1000.0))
    assert net.state.g_ns[3, 0] == pytest.approx(expected, rel=1e-12)
    assert net.state.g_ns[3, 1] == 0.0
