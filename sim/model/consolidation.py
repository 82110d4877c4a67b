r"""Consolidation by tag and capture: a fast weight that fades, a slow one that lasts.

::

    w = scale (h + z)
    dh/dt = -(h - 1) / tau_fast                      h: fast weight, in base weights
    tag   = |h - 1| > tag_threshold
    S_i   = D^n / (theta^n + D^n),  D = sum over inputs of |h - 1|
    dp_i/dt = (S_i - p_i) / tau_protein              p: proteins of cell i
    dz/dt = tag p_i (h - 1) / tau_slow               z: slow weight, with h + z >= 0
    theta = threshold / (1 + capture_gain W)         W: plasticity window

After the synaptic tagging and capture model of Luboeinski and Tetzlaff (2021), whose threshold a
neuromodulator lowers (Lehr, Luboeinski and Tetzlaff 2022); here the window does. Four points differ
from that model: synthesis sets in along a Hill curve, not at a step; a tagged synapse captures in
proportion to its change h - 1, not at a constant speed; z does not slow down as it grows but stops
at two limits; and fresh changes come from the rule of spikes, there is no calcium.
"""

from __future__ import annotations

import math

from sim.kernels import Capture
from sim.params import Params, par


class ConsolidationParams(Params):
    """Fading and capture of weight changes."""

    enabled: bool = par(
        True,
        label="Consolidation of what is learnt",
        help="Off: nothing is captured, all learning fades.",
        source="chosen",
    )
    tau_fast_h: float = par(
        6.0,
        unit="h",
        gt=0,
        le=200,
        step=0.5,
        label="Decay of a fresh change of weight",
        help="Decay of the fast weight.",
        source="chosen after Luboeinski and Tetzlaff 2021",
    )
    tau_protein_h: float = par(
        1.5,
        unit="h",
        gt=0,
        le=48,
        step=0.5,
        label="Rise and fall of proteins",
        help="Rise and fall of proteins.",
        source="chosen after Luboeinski and Tetzlaff 2021",
    )
    tau_slow_h: float = par(
        4.0,
        unit="h",
        gt=0,
        le=200,
        step=0.5,
        label="Time to consolidate a change",
        help="Speed of capture.",
        source="chosen after Luboeinski and Tetzlaff 2021",
    )
    tag_threshold: float = par(
        0.3,
        unit="base weights",
        ge=0,
        le=5,
        step=0.05,
        label="Change that tags a synapse",
        help="Change that tags a synapse.",
        source="chosen after Luboeinski and Tetzlaff 2021",
    )
    threshold: float = par(
        30.0,
        unit="base weights",
        gt=0,
        le=1000,
        step=1,
        label="Change that starts protein synthesis",
        help="Summed change of a cell's inputs that half starts its protein synthesis.",
        source="chosen",
    )
    steepness: float = par(
        4.0,
        ge=1,
        le=10,
        step=0.5,
        label="Steepness of the start of synthesis",
        help="Steepness of that threshold.",
        source="chosen",
    )
    slow_min: float = par(
        -1.0,
        unit="base weights",
        ge=-1,
        le=0,
        step=0.1,
        label="Lowest consolidated weight",
        help="Lowest slow weight; -1 undoes an ordinary synapse.",
        source="chosen",
    )
    slow_max: float = par(
        9.0,
        unit="base weights",
        ge=0,
        le=50,
        step=0.5,
        label="Highest consolidated weight",
        help="Highest slow weight.",
        source="chosen",
    )


def kernel_capture(
    params: ConsolidationParams, *, step_h: float, capture_gain: float, window: float
) -> Capture:
    """Return the constants of one calendar step of ``step_h`` hours at this ``window``."""
    return Capture(
        keep_fast=math.exp(-step_h / params.tau_fast_h),
        keep_protein=math.exp(-step_h / params.tau_protein_h),
        capture=params.tau_fast_h / params.tau_slow_h * -math.expm1(-step_h / params.tau_fast_h)
        if params.enabled
        else 0.0,
        tag_threshold=float(params.tag_threshold),
        threshold=float(params.threshold / (1.0 + capture_gain * window)),
        steepness=float(params.steepness),
        slow_min=float(params.slow_min),
        slow_max=float(params.slow_max),
    )
