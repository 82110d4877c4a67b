"""Brian2: networks of leaky cells without learning, from given synapses and start potentials.

Equations are written in mV, nS, pF, pA and ms, which fit each other: nS mV = pA, pA / pF = mV / ms.
With the method ``euler`` Brian2 lets synapses decay by 1 - dt / tau in a step. To hold that against
an engine that decays by exp(-dt / tau), give the time constant ``dt / -expm1(-dt / tau)``.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any

import numpy as np

from .drawn import sorted_spikes

CODEGEN_TARGET = "numpy"  # or "cython", which compiles for up to a minute first

# Vogels and Abbott (2005) as benchmarks 2 and 1 of Brette et al. (2007); COBA after `Auryn`, with
# 20 mV of drive, 4 and 51 nS.
CUBA = {
    "tau_m_ms": 20.0,
    "tau_exc_ms": 5.0,
    "tau_inh_ms": 10.0,
    "e_leak_mv": -49.0,
    "v_threshold_mv": -50.0,
    "v_reset_mv": -60.0,
}
COBA = {
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
}

SYNAPTIC_DECAY = """
dg_exc/dt = -g_exc / (tau_exc_ms * ms) : 1
dg_inh/dt = -g_inh / (tau_inh_ms * ms) : 1
"""
CURRENT_CELL = (
    SYNAPTIC_DECAY
    + """
dv/dt = (g_exc + g_inh - (v - e_leak_mv)) / (tau_m_ms * ms) : 1 (unless refractory)
"""
)
CONDUCTANCE_CELL = (
    SYNAPTIC_DECAY
    + """
dv/dt = (g_leak_ns * (e_leak_mv - v) + g_exc * (e_exc_mv - v) + g_inh * (e_inh_mv - v)
         + current_pa) / (capacitance_pf * ms) : 1 (unless refractory)
"""
)


def brian() -> ModuleType:
    """Return brian2, set to `CODEGEN_TARGET`."""
    import brian2

    brian2.prefs.codegen.target = CODEGEN_TARGET
    return brian2


def cells(
    equations: str,
    v0_mv: np.ndarray,
    *,
    constants: dict[str, float],
    method: str,
    held_steps: int,
    dt_ms: float,
) -> Any:
    """Return a brian2 ``NeuronGroup`` at potentials ``v0_mv`` (N,) without synaptic input.

    Brian2 counts refractory time from the start of the step of the spike, and a cell is free in
    the first step that begins ``refractory`` later. It is held for one step less than one reads.
    """
    b2 = brian()
    group = b2.NeuronGroup(
        v0_mv.size,
        equations,
        threshold="v >= v_threshold_mv",
        reset="v = v_reset_mv",
        refractory=(held_steps + 1) * dt_ms * b2.ms,
        method=method,
        namespace=constants,
        dt=dt_ms * b2.ms,
    )
    group.v = v0_mv
    return group


def static_synapses(
    group: Any,
    pre: np.ndarray,
    post: np.ndarray,
    weight: np.ndarray,
    *,
    onto: str,
    delay_steps: int,
    dt_ms: float,
) -> Any:
    """Return brian2 ``Synapses`` that add ``weight`` (S,) to the variable ``onto``.

    Brian2 lets synapses act after membranes, so its delay 0 is one step.
    """
    b2 = brian()
    synapses = b2.Synapses(
        group,
        group,
        "w : 1",
        on_pre=f"{onto}_post += w",
        delay=(delay_steps - 1) * dt_ms * b2.ms,
        dt=dt_ms * b2.ms,
    )
    synapses.connect(i=pre, j=post)
    synapses.w = weight
    return synapses


def run_and_read(
    objects: list, group: Any, duration_ms: float, dt_ms: float, learning: Any = None
) -> np.ndarray:
    """Run brian2 ``objects`` and return the spikes (n, 2) of ``group``.

    In its last step Brian2 handles arrivals that belong to the step after the end. They are left
    out of the synapses ``learning``, so that these are as they were at the end of that step.
    """
    b2 = brian()
    monitor = b2.SpikeMonitor(group)
    network = b2.Network(*objects, monitor)
    network.run((duration_ms - dt_ms) * b2.ms)
    if learning is not None:
        learning.pre.active = False
    network.run(dt_ms * b2.ms)
    return sorted_spikes(np.rint(np.asarray(monitor.t / b2.ms) / dt_ms), np.asarray(monitor.i))


def static_network(
    equations: str,
    pre: np.ndarray,
    post: np.ndarray,
    weight: np.ndarray,
    v0_mv: np.ndarray,
    *,
    n_exc: int,
    constants: dict[str, float],
    method: str,
    duration_ms: float,
    delay_steps: int,
    held_steps: int,
    dt_ms: float,
) -> np.ndarray:
    """Return the spikes of a network whose synapses from ``n_exc`` on are inhibitory."""
    group = cells(
        equations, v0_mv, constants=constants, method=method, held_steps=held_steps, dt_ms=dt_ms
    )
    objects = [group]
    for onto, chosen in (("g_exc", pre < n_exc), ("g_inh", pre >= n_exc)):
        if chosen.any():
            objects.append(
                static_synapses(
                    group,
                    pre[chosen],
                    post[chosen],
                    weight[chosen],
                    onto=onto,
                    delay_steps=delay_steps,
                    dt_ms=dt_ms,
                )
            )
    return run_and_read(objects, group, duration_ms, dt_ms)


def cuba(
    pre: np.ndarray,
    post: np.ndarray,
    weight_mv: np.ndarray,
    v0_mv: np.ndarray,
    *,
    n_exc: int,
    duration_ms: float,
    method: str = "exact",
    delay_steps: int = 1,
    held_steps: int = 49,
    dt_ms: float = 0.1,
    constants: dict[str, float] | None = None,
) -> np.ndarray:
    """Run cells with exponential synaptic currents.

    Parameters
    ----------
    pre, post : (S,) int
        Sender and target; senders from ``n_exc`` on are inhibitory.
    weight_mv : (S,)
        Jump of the synaptic drive, negative for inhibition; with a leak of 10 nS it is a current of
        10 pA per mV.
    v0_mv : (N,)
        Start potentials.
    duration_ms : float
    method : str
        ``exact`` solves the linear equations, ``euler`` takes forward steps.
    delay_steps, held_steps : int
        See the package. 49 held steps are what ``refractory=5*ms`` is in Brian2 at 0.1 ms.
    constants : dict, optional
        Changes to `CUBA`.

    Returns
    -------
    (n, 2) int array of (step, neuron)
    """
    return static_network(
        CURRENT_CELL,
        pre,
        post,
        weight_mv,
        v0_mv,
        n_exc=n_exc,
        constants=CUBA | (constants or {}),
        method=method,
        duration_ms=duration_ms,
        delay_steps=delay_steps,
        held_steps=held_steps,
        dt_ms=dt_ms,
    )


def coba(
    pre: np.ndarray,
    post: np.ndarray,
    weight_ns: np.ndarray,
    v0_mv: np.ndarray,
    *,
    n_exc: int,
    duration_ms: float,
    method: str = "euler",
    delay_steps: int = 9,
    held_steps: int = 49,
    dt_ms: float = 0.1,
    constants: dict[str, float] | None = None,
) -> np.ndarray:
    """Run cells with exponential synaptic conductances; arguments as in `cuba`, weights in nS.

    All weights are positive; ``constants`` changes `COBA`.
    """
    return static_network(
        CONDUCTANCE_CELL,
        pre,
        post,
        weight_ns,
        v0_mv,
        n_exc=n_exc,
        constants=COBA | (constants or {}),
        method=method,
        duration_ms=duration_ms,
        delay_steps=delay_steps,
        held_steps=held_steps,
        dt_ms=dt_ms,
    )
