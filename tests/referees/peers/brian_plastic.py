"""Brian2: networks that learn, with the textbook form of each rule: traces in the synapse.

**Order of arrivals and receivers' spikes.** Brian2 handles both in the ``synapses`` slot of a
step, arrivals first unless told otherwise. An arrival handled in step m acts on membranes in step
m + 1; the receiver's spike of step m is older than that. So the pathway ``post`` comes before the
pathway ``pre`` here: a receiver's spike in the step before a spike is heard counts as post
before pre, with a trace that has not decayed at all, and the trace of the sender that it sees
does not hold this arrival yet.

**Order at an arrival.** The weight acts first and learns afterwards. Published Brian2 scripts of
Vogels et al. (2011) do it the other way round.

**What a step of delay in the traces does to additive STDP.** Here a receiver that fires in the very
step in which a spike is heard sees a trace that has decayed once, and an arrival in the next step
sees a trace of the receiver that has not. Other programs let the trace decay first, so that it is
the other way round. Potentiation and depression differ by dt / tau between the two, 1 % at
0.2 ms, and the output rate of an additive rule, balanced to 5 %, differs threefold: at input of 15,
25 and 40 Hz 5, 7 and 9 Hz here against 17, 19 and 23 Hz there, with nearly the same weights. Both
tend to about 9 Hz at 15 Hz as dt becomes small. To reproduce the other order exactly, multiply
``a_plus`` by exp(dt / tau_pre) and divide ``a_minus`` by exp(dt / tau_post).
"""

from __future__ import annotations

import numpy as np

from .brian_cases import CONDUCTANCE_CELL, brian, cells, run_and_read, static_synapses

# Song, Miller and Abbott (2000) on a cell of 200 pF and 10 nS: 0.015 of the leak is 0.15 nS.
SONG = {
    "capacitance_pf": 200.0,
    "g_leak_ns": 10.0,
    "e_leak_mv": -74.0,
    "e_exc_mv": 0.0,
    "e_inh_mv": -70.0,
    "tau_exc_ms": 5.0,
    "tau_inh_ms": 5.0,
    "v_threshold_mv": -54.0,
    "v_reset_mv": -60.0,
    "current_pa": 0.0,
    "w_max_ns": 0.15,
    "w_inh_ns": 0.5,
    "tau_pre_ms": 20.0,
    "tau_post_ms": 20.0,
    "a_plus": 0.005,
    "a_minus": 0.00525,
    "mu": 0.0,
}

# Vogels et al. (2011): inhibition that brings receivers to a target rate.
VOGELS = {
    "capacitance_pf": 200.0,
    "g_leak_ns": 10.0,
    "e_leak_mv": -60.0,
    "e_exc_mv": 0.0,
    "e_inh_mv": -80.0,
    "tau_exc_ms": 5.0,
    "tau_inh_ms": 10.0,
    "v_threshold_mv": -50.0,
    "v_reset_mv": -60.0,
    "current_pa": 200.0,
    "tau_stdp_ms": 20.0,
    "eta_ns": 0.01,
    "target_hz": 5.0,
    "w_inh_max_ns": 100.0,
}

PAIR_TRACES = """
w : 1
dx/dt = -x / (tau_pre_ms * ms) : 1 (event-driven)
dy/dt = -y / (tau_post_ms * ms) : 1 (event-driven)
"""
PAIR_PRE = """
g_exc_post += w
w = clip(w - a_minus * w_max_ns * y * (w / w_max_ns)**mu, 0, w_max_ns)
x += 1
"""
PAIR_POST = """
w = clip(w + a_plus * w_max_ns * x * (1 - w / w_max_ns)**mu, 0, w_max_ns)
y += 1
"""
VOGELS_TRACES = """
w : 1
dx/dt = -x / (tau_stdp_ms * ms) : 1 (event-driven)
dy/dt = -y / (tau_stdp_ms * ms) : 1 (event-driven)
"""
VOGELS_PRE = """
g_inh_post += w
w = clip(w + eta_ns * (y - 2 * target_hz * tau_stdp_ms / 1000), 0, w_inh_max_ns)
x += 1
"""
VOGELS_POST = """
w = clip(w + eta_ns * x, 0, w_inh_max_ns)
y += 1
"""


def learning_synapses(source, target, pre, post, weight_ns, *, code, constants, delay_steps, dt_ms):
    """Return brian2 ``Synapses`` with ``code`` (model, at arrival, at the receiver's spike)."""
    b2 = brian()
    model, on_pre, on_post = code
    synapses = b2.Synapses(
        source, target, model, on_pre=on_pre, on_post=on_post, namespace=constants, dt=dt_ms * b2.ms
    )
    synapses.connect(i=pre, j=post)
    synapses.w = weight_ns
    synapses.pre.delay = (delay_steps - 1) * dt_ms * b2.ms
    synapses.post.order, synapses.pre.order = 0, 1
    return synapses


def song(
    exc_spikes: np.ndarray,
    inh_spikes: np.ndarray,
    weight0_ns: np.ndarray,
    *,
    duration_ms: float,
    method: str = "euler",
    delay_steps: int = 1,
    held_steps: int = 0,
    dt_ms: float = 0.2,
    constants: dict[str, float] | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """Drive one cell through synapses that learn from pairs of spikes (Song et al. 2000).

    Parameters
    ----------
    exc_spikes, inh_spikes : (n, 2) int
        Step and number of each input spike; an input spikes at most once in a step.
    weight0_ns : (M,)
        Start weights of the excitatory inputs.
    constants : dict, optional
        Changes to `SONG`; ``mu`` 0 is additive, 1 multiplicative (Gutig et al. 2003).

    Returns
    -------
    spike_step : (k,) int
        Steps in which the cell fires.
    weight_ns : (M,)
        Weights at the end.
    """
    b2 = brian()
    constants = SONG | (constants or {})
    cell = cells(
        CONDUCTANCE_CELL,
        np.array([constants["e_leak_mv"]]),
        constants=constants,
        method=method,
        held_steps=held_steps,
        dt_ms=dt_ms,
    )
    n_exc, n_inh = weight0_ns.size, int(inh_spikes[:, 1].max(initial=0)) + 1
    dt = dt_ms * b2.ms
    exc = b2.SpikeGeneratorGroup(n_exc, exc_spikes[:, 1], exc_spikes[:, 0] * dt, dt=dt)
    inh = b2.SpikeGeneratorGroup(n_inh, inh_spikes[:, 1], inh_spikes[:, 0] * dt, dt=dt)
    learning = learning_synapses(
        exc,
        cell,
        np.arange(n_exc),
        np.zeros(n_exc, dtype=int),
        weight0_ns,
        code=(PAIR_TRACES, PAIR_PRE, PAIR_POST),
        constants=constants,
        delay_steps=delay_steps,
        dt_ms=dt_ms,
    )
    fixed = b2.Synapses(
        inh,
        cell,
        on_pre="g_inh_post += w_inh_ns",
        namespace=constants,
        delay=(delay_steps - 1) * dt,
        dt=dt,
    )
    fixed.connect()
    spikes = run_and_read([cell, exc, inh, learning, fixed], cell, duration_ms, dt_ms, learning)
    return spikes[:, 0], np.array(learning.w)


def vogels_network(
    pre: np.ndarray,
    post: np.ndarray,
    weight_ns: np.ndarray,
    v0_mv: np.ndarray,
    *,
    n_exc: int,
    duration_ms: float,
    method: str = "euler",
    delay_steps: int = 1,
    held_steps: int = 49,
    dt_ms: float = 0.1,
    constants: dict[str, float] | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """Run a network whose inhibitory-to-excitatory synapses learn (Vogels et al. 2011).

    Parameters
    ----------
    pre, post : (S,) int
        Sender and target; senders from ``n_exc`` on are inhibitory.
    weight_ns : (S,)
        Start weights, all positive.
    v0_mv : (N,)
        Start potentials.
    constants : dict, optional
        Changes to `VOGELS`.

    Returns
    -------
    spikes : (n, 2) int array of (step, neuron)
    weight_ns : (S,)
        Weights at the end.
    """
    constants = VOGELS | (constants or {})
    group = cells(
        CONDUCTANCE_CELL,
        v0_mv,
        constants=constants,
        method=method,
        held_steps=held_steps,
        dt_ms=dt_ms,
    )
    plastic = (pre >= n_exc) & (post < n_exc)
    steps = {"delay_steps": delay_steps, "dt_ms": dt_ms}
    objects = [group]
    for onto, chosen in (("g_exc", pre < n_exc), ("g_inh", (pre >= n_exc) & ~plastic)):
        if chosen.any():
            objects.append(
                static_synapses(
                    group, pre[chosen], post[chosen], weight_ns[chosen], onto=onto, **steps
                )
            )
    learning = learning_synapses(
        group,
        group,
        pre[plastic],
        post[plastic],
        weight_ns[plastic],
        code=(VOGELS_TRACES, VOGELS_PRE, VOGELS_POST),
        constants=constants,
        **steps,
    )
    spikes = run_and_read([*objects, learning], group, duration_ms, dt_ms, learning)
    final_ns = np.array(weight_ns, dtype=float)
    final_ns[plastic] = learning.w
    return spikes, final_ns
