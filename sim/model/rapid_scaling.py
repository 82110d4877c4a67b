r"""Rapid synaptic scaling: within hours all excitatory inputs grow by the same factor, for a while.

::

    goal = from_bdnf B + from_block b_E
    dR/dt = (goal - R) / tau,   tau = tau_rise where goal > R, tau_fade otherwise
    w = scale (1 + R) (h + z)

Two hypotheses in one equation. ``from_bdnf``: the BDNF-like signal of the surge does it.
``from_block``: it follows from blocked NMDA receptors at rest, without a surge (the rival
mechanism of Suzuki et al. 2021 and of Kavalali and Monteggia 2022). It multiplies what is there,
before any spine has grown, and fades; both are off (0) unless a scenario asks for them.
"""

from __future__ import annotations

import math

from sim.params import Params, par


class RapidScalingParams(Params):
    """Size and speed of rapid scaling."""

    from_bdnf: float = par(
        0.0,
        ge=0,
        le=1,
        step=0.01,
        label="Rapid growth of inputs by the signal",
        help="Growth of excitatory inputs at a full BDNF-like signal.",
        source="chosen",
    )
    from_block: float = par(
        0.0,
        ge=0,
        le=10,
        step=0.1,
        label="Rapid growth of inputs by the block",
        help="Growth of excitatory inputs for each unit of NMDA block on excitatory cells: the "
        "rival to the surge.",
        source="chosen after K04",
    )
    tau_rise_h: float = par(
        1.0,
        unit="h",
        gt=0,
        le=48,
        step=0.5,
        label="Rise of rapid growth",
        help="Rise of the factor.",
        source="chosen after K04",
    )
    tau_fade_h: float = par(
        24.0,
        unit="h",
        gt=0,
        le=1000,
        step=1,
        label="Fading of rapid growth",
        help="Return of the factor to nothing.",
        source="chosen",
    )


def step(
    params: RapidScalingParams, rapid: float, *, bdnf: float, block_exc: float, step_h: float
) -> float:
    """Return the growth R after ``step_h`` hours with constant signal and block."""
    goal = params.from_bdnf * bdnf + params.from_block * block_exc
    tau_h = params.tau_rise_h if goal > rapid else params.tau_fade_h
    return goal + (rapid - goal) * math.exp(-step_h / tau_h)
