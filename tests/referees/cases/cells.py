"""V1, V2 and V13: one cell, one synapse, one kind of receptor; against formulas and NEST."""

from __future__ import annotations

import math

import numpy as np

from sim.kernels import BOUND, EXPONENTIAL
from tests.reference import classic as ours
from tests.reference.builders import hand_net, neuron, send, synapse

from ..peers import nest_cases, nest_nmda
from ..rows import Row, all_near, near

DT_MS = 0.1
NOBODY = np.zeros(0, dtype=int)

CURVE_HZ = {10.5: 28.213, 11.0: 34.508, 12.0: 43.635, 15.0: 62.554, 20.0: 83.812}


def firing_interval(drive_mv: float) -> int:
    """Return steps between our spikes: tau 10 ms, threshold 10 mV, reset 0, 5 ms of silence."""
    cell = {"c_m_pf": 100.0, "e_l_mv": 0.0, "v_th_mv": 10.0, "v_reset_mv": 0.0}
    net = ours.network(
        NOBODY,
        NOBODY,
        NOBODY,
        np.zeros(1),
        n_exc=1,
        dt_ms=DT_MS,
        delay_steps=1,
        held_steps=50,
        cell=cell,
        current_based=True,
        current_pa=10.0 * drive_mv,
    )
    return int(np.diff(ours.run(net, 0, 4000)[:, 0])[-1])


def firing_curve() -> list[Row]:
    """Compare the rate at constant currents with its formula."""
    rows = []
    for drive_mv, golden_hz in CURVE_HZ.items():
        formula_hz = 1000.0 / (5.0 + 10.0 * math.log(drive_mv / (drive_mv - 10.0)))
        assert abs(formula_hz - golden_hz) < 1e-3
        rate_hz = 1000.0 / (firing_interval(drive_mv) * DT_MS)
        rows.append(
            near(
                "V1",
                f"rate at a drive of {drive_mv:g} mV, Hz",
                "formula",
                rate_hz,
                formula_hz,
                0.5,
                "intervals are whole steps of 0.1 ms: 0.7 % at most",
            )
        )
    return rows


def firing_curve_of_nest() -> list[Row]:
    """Compare the intervals with those of NEST."""
    drives_mv = np.array(list(CURVE_HZ))
    theirs = nest_cases.firing_curve(drives_mv)
    return [
        near(
            "V1",
            f"interval at a drive of {drive_mv:g} mV, steps",
            "NEST, iaf_psc_exp",
            firing_interval(drive_mv),
            interval,
            0.0,
            "both solve the equation exactly",
        )
        for drive_mv, interval in zip(drives_mv, theirs)
    ]


def our_psp() -> np.ndarray:
    """Return our potential (1000,) at the end of each step; spikes arrive at 11 and at 61 ms."""
    pre, post = np.array([1, 2]), np.array([0, 0])
    # The generator's spike of 10 ms acts 1 ms later in NEST. Our inputs send at the end of a step
    # and the spike acts in the step after.
    script = np.array([[109, 1], [609, 2]])
    net = ours.network(
        pre,
        post,
        np.array([1.0, 5.0]),
        np.array([-70.0]),
        n_exc=1,
        dt_ms=DT_MS,
        delay_steps=1,
        held_steps=0,
        n_inputs=2,
        n_exc_inputs=1,
        script=script,
        cell={"e_l_mv": -70.0, "v_th_mv": 0.0, "e_inh_mv": -75.0},
    )
    net = net._replace(cells=net.cells._replace(scheme=EXPONENTIAL))
    v_mv = np.empty(1000)
    for step in range(1000):
        ours.run(net, step, 1)
        v_mv[step] = net.state.v_mv[0]
    return v_mv


def potentials() -> list[Row]:
    """Compare what one excitatory and one inhibitory spike do with golden numbers of NEST."""
    v_mv, referee = our_psp(), "NEST 3.10.0, recorded"
    why = "mean conductance in a step of 0.1 ms; error of second order"
    return [
        near(
            "V2",
            "peak of the excitatory potential, mV",
            referee,
            v_mv[:600].max() + 70.0,
            1.091720,
            1e-4,
            why,
        ),
        near("V2", "potential at 20 ms, mV", referee, v_mv[199], -68.908530, 1e-4, why),
        near("V2", "potential at 40 ms, mV", referee, v_mv[399], -69.465511, 1e-4, why),
        near(
            "V2",
            "trough of the inhibitory potential, mV",
            referee,
            v_mv[600:].min() + 70.0,
            -0.499220,
            1e-4,
            why,
        ),
    ]


def potentials_of_nest() -> list[Row]:
    """Compare the whole course of the potential with NEST."""
    times_ms, theirs_mv = nest_cases.psp()
    theirs_mv = theirs_mv[np.rint(times_ms / DT_MS) <= 990]
    return [
        all_near(
            "V2",
            "potential at every step, 0 to 99 ms, mV",
            "NEST, iaf_cond_exp, adaptive Runge-Kutta",
            our_psp()[: theirs_mv.size],
            theirs_mv,
            1e-4,
            "mean conductance in a step of 0.1 ms; error of second order",
        )
    ]


def bound_receptors(arrival_steps: np.ndarray, n_steps: int, jump: float) -> np.ndarray:
    """Return the share of bound NMDA receptors (n_steps,) at the end of each of our steps."""
    net = hand_net(
        2,
        [(0, 1)],
        [0.0],
        n_exc=2,
        dt_ms=DT_MS,
        neurons=neuron(),
        synapses=synapse(delay_ms=DT_MS, nmda_jump=jump, tau_nmda_ms=100.0),
    )
    arrivals = set(arrival_steps.tolist())
    share = np.empty(n_steps)
    for step in range(n_steps):
        if step in arrivals:
            send(net, step, 0)
        net.run(step, 1)
        share[step] = net.state.memory(BOUND)[0]
    return share


K0, K1 = 0.6484, -0.6321  # alpha 0.5 per ms, rise 2 ms, decay 100 ms
WHY_RECEPTORS = "s rises by k0 + k1 s there, by k0 (1 - s) here: apart by 0.016 s, then summed"


def receptors() -> list[Row]:
    """Compare the share bound after a spike of a regular train with k0 / (1 - keep (1 + k1))."""
    rows = []
    n = 12  # spikes until s repeats itself
    for rate_hz in (2.0, 10.0, 40.0, 100.0):
        every = round(1000.0 / rate_hz / DT_MS)
        share = bound_receptors(np.arange(n) * every, n * every, K0)
        peak = share[(n - 1) * every] * math.exp(DT_MS / 100.0)  # before it decays
        closed = K0 / (1.0 - math.exp(-every * DT_MS / 100.0) * (1.0 + K1))
        rows.append(
            near(
                "V13",
                f"bound share after a spike, {rate_hz:g} Hz",
                "closed form of NEST",
                peak,
                closed,
                0.025,
                WHY_RECEPTORS,
            )
        )
    return rows


def receptors_of_nest() -> list[Row]:
    """Compare the jump and the whole course of the bound share with NEST, input of 30 Hz."""
    k0, k1 = nest_nmda.nmda_jump()
    input_ms = np.round(np.cumsum(np.random.default_rng(4).exponential(33.0, 25) + 5.0), 1)
    spike_ms, times_ms, theirs = nest_nmda.nmda_of_train(input_ms)
    # NEST's s at time t holds the spikes stamped before t; ours of step m is for (m + 1) dt.
    arrivals = np.rint(spike_ms / DT_MS).astype(int)
    share = bound_receptors(arrivals, 10_000, k0)
    at = np.rint(times_ms / DT_MS).astype(int) - 1
    return [
        near("V13", "jump k0 at s = 0", "closed form", k0, K0, 1e-4, "recorded to four digits"),
        near("V13", "jump k1 for s", "closed form", k1, K1, 1e-4, "recorded to four digits"),
        all_near(
            "V13",
            "bound share at every step of 1 s, 20 spikes",
            "NEST, iaf_bw_2001",
            share[at],
            theirs,
            0.025,
            WHY_RECEPTORS,
        ),
    ]
