"""NEST: single cells and single synapses.

**When things happen in NEST.** A spike found in a step is stamped with the end of the step. A spike
of stamp t with delay d raises its conductance at t + d, and the potential feels it in the step
that begins there. A generator's spike time is its stamp. A cell is held at reset for ``t_ref``
after the stamp, and moves in the step that begins there.

**Delay in learning.** NEST puts the delay of a synapse on the receiver's side: the receiver's spike
reaches the synapse ``delay`` late, the sender's at once. So post minus pre is longer by the delay
than the times given. When both reach the synapse in the same instant, neither sees the other: each
reads the other's trace from before. (In our engine the receiver's spike at the end of a step comes
just before an arrival of the next step, which sees it.)
"""

from __future__ import annotations

import os
import sys
from types import ModuleType

import numpy as np

RESOLUTION_MS = 0.1


def nest() -> ModuleType:
    """Return nest with an empty kernel: one thread, `RESOLUTION_MS`, no messages.

    NEST reads the command line of the process when it is imported and prints a banner.
    """
    os.environ.setdefault("PYNEST_QUIET", "1")
    arguments, sys.argv = sys.argv, sys.argv[:1]
    try:
        import nest as simulator
    finally:
        sys.argv = arguments
    simulator.verbosity = simulator.VerbosityLevel.ERROR
    simulator.ResetKernel()
    simulator.SetKernelStatus({"resolution": RESOLUTION_MS, "local_num_threads": 1})
    return simulator


def psp() -> tuple[np.ndarray, np.ndarray]:
    """Return time and potential of a conductance cell that receives one spike of each sign.

    1 nS of excitation leaves at 10 ms and 5 nS of inhibition at 60 ms; the delay is 1 ms.

    Returns
    -------
    times_ms, v_mv : (T,)
        From 0.1 ms to at least 99 ms, at every step.
    """
    sim = nest()
    cell = sim.Create(
        "iaf_cond_exp",
        params={
            "E_L": -70.0,
            "V_m": -70.0,
            "g_L": 10.0,
            "C_m": 200.0,
            "E_ex": 0.0,
            "tau_syn_ex": 5.0,
            "E_in": -75.0,
            "tau_syn_in": 10.0,
            "V_th": 0.0,
        },
    )
    for at_ms, weight_ns in ((10.0, 1.0), (60.0, -5.0)):
        source = sim.Create("spike_generator", params={"spike_times": [at_ms]})
        sim.Connect(source, cell, syn_spec={"weight": weight_ns, "delay": 1.0})
    meter = sim.Create("voltmeter", params={"interval": RESOLUTION_MS})
    sim.Connect(meter, cell)
    sim.Simulate(100.0)
    return np.array(meter.events["times"]), np.array(meter.events["V_m"])


def firing_curve(drive_mv: np.ndarray, model: str = "iaf_psc_exp") -> np.ndarray:
    """Return the interval between spikes in steps (n,) of a cell with a constant current.

    The cell rests at 0, fires at 10 mV, is reset to 0 and held for 5 ms; tau is 10 ms.

    Parameters
    ----------
    drive_mv : (n,)
        Potential to which the current would bring the cell; from about 10.1 on.
    model : str
        ``iaf_psc_exp`` solves the equation exactly, ``iaf_cond_exp`` with adaptive Runge-Kutta.
    """
    sim = nest()
    cell = {"C_m": 100.0, "E_L": 0.0, "V_m": 0.0, "V_th": 10.0, "V_reset": 0.0, "t_ref": 5.0}
    leak = {"tau_m": 10.0} if model == "iaf_psc_exp" else {"g_L": 10.0}
    cells = sim.Create(model, len(drive_mv), params=cell | leak)
    cells.I_e = [10.0 * float(drive) for drive in drive_mv]  # a leak of 10 nS
    recorder = sim.Create("spike_recorder", params={"time_in_steps": True})
    sim.Connect(cells, recorder)
    sim.Simulate(400.0)
    step, sender = np.array(recorder.events["times"]), np.array(recorder.events["senders"])
    return np.array([np.diff(step[sender == cell])[-1] for cell in cells.tolist()])


def weight_after(
    model: str,
    pre_ms: np.ndarray,
    post_ms: np.ndarray,
    synapse: dict[str, float],
    post_cell: dict[str, float],
    delay_ms: float,
) -> float:
    """Return the weight of one synapse after given spikes of sender and receiver.

    NEST brings a weight up to date when the sender fires. A last spike of the sender, 5 s after the
    others, therefore follows, and the caller takes out what it does by itself.

    The receiver is a ``parrot_neuron``, which repeats what it hears. Heard through receptor 1, the
    sender's spikes are not repeated, so the receiver fires at ``post_ms`` alone.
    """
    sim = nest()
    last_ms = float(max(np.max(pre_ms), np.max(post_ms, initial=0.0))) + 5000.0
    pre, post = sim.Create("parrot_neuron"), sim.Create("parrot_neuron", params=post_cell)
    for cell, times_ms in ((pre, [*pre_ms, last_ms]), (post, post_ms)):
        sent_ms = np.round(np.asarray(times_ms) - RESOLUTION_MS, 1)  # repeated one step later
        source = sim.Create("spike_generator", params={"spike_times": sent_ms})
        sim.Connect(source, cell, syn_spec={"delay": RESOLUTION_MS})
    sim.Connect(
        pre,
        post,
        syn_spec={"synapse_model": model, "delay": delay_ms, "receptor_type": 1} | synapse,
    )
    sim.Simulate(last_ms + 10.0)
    return float(sim.GetConnections(pre, post).get("weight"))


def pair_change(pre_ms: np.ndarray, post_ms: np.ndarray, delay_ms: float = 0.1) -> float:
    """Return the weight change by ``stdp_synapse``, additive, lambda 0.01 and alpha 1.05."""
    synapse = {
        "weight": 0.5,
        "Wmax": 1.0,
        "lambda": 0.01,
        "alpha": 1.05,
        "mu_plus": 0.0,
        "mu_minus": 0.0,
        "tau_plus": 20.0,
    }
    return (
        weight_after("stdp_synapse", pre_ms, post_ms, synapse, {"tau_minus": 20.0}, delay_ms)
        - synapse["weight"]
    )


def pair_window(lags_ms: np.ndarray) -> np.ndarray:
    """Return the weight change (n,) by one pair of spikes at ``lags_ms`` (n,), post minus pre."""
    return np.array([pair_change([100.0], [100.0 + lag]) for lag in lags_ms])


def triplet_change(pre_ms: np.ndarray, post_ms: np.ndarray, delay_ms: float = 0.1) -> float:
    """Return the weight change by ``stdp_triplet_synapse`` (Pfister and Gerstner 2006, table 3).

    Its defaults are the full all-to-all fit to visual cortex.
    """
    synapse = {"weight": 1.0, "Wmax": 100.0}
    post_cell = {"tau_minus": 33.7, "tau_minus_triplet": 125.0}
    return (
        weight_after("stdp_triplet_synapse", pre_ms, post_ms, synapse, post_cell, delay_ms)
        - synapse["weight"]
    )


def triplet(frequencies_hz: np.ndarray, lag_ms: float, n_pairings: int = 60) -> np.ndarray:
    """Return the weight change (n,) by pairings at each frequency, post ``lag_ms`` after pre."""
    changes = []
    for frequency_hz in frequencies_hz:
        pre_ms = 100.0 + np.arange(n_pairings) * 1000.0 / frequency_hz
        changes.append(triplet_change(pre_ms, pre_ms + lag_ms))
    return np.array(changes)
