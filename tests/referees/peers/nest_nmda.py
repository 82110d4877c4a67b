"""NEST: saturation of NMDA receptors in the sender, as in ``iaf_bw_2001``.

Brunel and Wang (2001) let a variable rise within 2 ms of a spike and bind receptors meanwhile. NEST
replaces that by a jump of s by k0 + k1 s at the spike.
"""

from __future__ import annotations

import math

import numpy as np

from .nest_cases import RESOLUTION_MS, nest


def nmda_jump(
    alpha_per_ms: float = 0.5, tau_rise_ms: float = 2.0, tau_decay_ms: float = 100.0
) -> tuple[float, float]:
    """Return k0 and k1, in closed form (documentation of ``iaf_bw_2001``)."""
    from scipy.special import gamma, gammainc

    share, reach = tau_rise_ms / tau_decay_ms, alpha_per_ms * tau_rise_ms
    lower_gamma = gammainc(1.0 - share, reach) * gamma(1.0 - share)
    return float(reach**share * lower_gamma), math.expm1(-reach)


def nmda_of_train(input_ms: np.ndarray, duration_ms: float = 1000.0) -> tuple[np.ndarray, ...]:
    """Let a cell fire at about ``input_ms`` and record what its receiver's NMDA receptors do.

    Each input is strong enough to make the cell fire one step after it is heard.

    Returns
    -------
    spike_ms : (n,)
        When the cell fired.
    times_ms, s : (T,)
        Bound share of receptors for a synapse of weight 1 and delay 0.1 ms.
    """
    sim = nest()
    sender = sim.Create("iaf_bw_2001", params={"tau_AMPA": 0.1})  # one spike per input
    receiver = sim.Create("iaf_bw_2001")
    ports = receiver.receptor_types
    source = sim.Create("spike_generator", params={"spike_times": np.asarray(input_ms, float)})
    sim.Connect(
        source,
        sender,
        syn_spec={"weight": 20000.0, "delay": RESOLUTION_MS, "receptor_type": ports["AMPA"]},
    )
    sim.Connect(
        sender,
        receiver,
        syn_spec={"weight": 1.0, "delay": RESOLUTION_MS, "receptor_type": ports["NMDA"]},
    )
    # The cell hands its jump of s over in the part of a spike time that lies between steps.
    recorder = sim.Create("spike_recorder", params={"time_in_steps": True})
    meter = sim.Create("multimeter", params={"record_from": ["s_NMDA"], "interval": RESOLUTION_MS})
    sim.Connect(sender, recorder)
    sim.Connect(meter, receiver)
    sim.Simulate(duration_ms)
    return (
        np.array(recorder.events["times"]) * RESOLUTION_MS,
        np.array(meter.events["times"]),
        np.array(meter.events["s_NMDA"]),
    )
