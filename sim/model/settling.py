r"""Settling: before day 0 a network finds its own excitability and strengths.

A network whose numbers are set by hand works in a narrow range of them. Real ones hold their
activity: cells keep mean and variance of what they do, and do so as a population. Here that happens
once, before anything else, without learning, and is then left alone.

First the cells, each type by itself and with all synapses silent: a steady current I brings the
rate at which random input alone makes them fire to its set point. Then the network at rest: three
factors f on the synapses E to E, I to E and E to I bring three numbers m to theirs, the mean rates
of both cell types and how far the rate of a pattern varies in time::

    I_x   <- I_x + eta b_x log(alone*_x / alone_x)             x = excitatory, inhibitory
    log f <- log f + eta A (log m* - log m)
    m = (rate_exc, rate_inh, SD of pattern rates in 50 ms)
    eta = 1 for the first rounds, then 1/2, 1/3, ...           the last rounds average

Each round takes a new stretch of activity. A is the inverse of d log m / d log f, measured in the
network as written; what a factor answers to is not one rate but several (cross-homeostasis:
Soldado-Magraner 2022, one rule for each rate cannot hold such a network). That cells hold mean and
variance: Cannon and Miller 2017; that populations rather than cells are held: Slomowitz 2015; set
points of excitability, seen with synapses blocked: Desai 1999. How and when it happens here is
assumed. It does not know of A, B or the cue: how well-worn A is and what is learned stay as they
are.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from sim.params import Params, par

# A: rows E to E, I to E, E to I; columns as m. Means of 12 networks, seeds 600 on.
_ANSWER = ((-0.54, -0.21, 0.57), (-0.42, -1.24, 0.48), (-1.10, 1.26, 0.47))
_EXC_PA, _INH_PA = 75.0, 25.0  # b: what a rate e times too low asks for
_LARGEST = 0.15  # most that the logarithm of a factor moves in a round
_FULL_ROUNDS = 4  # with eta = 1
_LEAST_HZ = 0.05  # a silent network still has a logarithm
# Logarithms differ in their last bit between machines; what is rounded does not.
_FACTOR_DIGITS, _PA_DIGITS = 6, 3


class SettlingParams(Params):
    """Set points of the network before day 0."""

    enabled: bool = par(
        True,
        label="Settling at the start",
        help="Whether the network finds its own excitability and strengths before day 0. Off: they "
        "are as written.",
        source="chosen after Soldado-Magraner 2022, Cannon and Miller 2017",
    )
    alone_exc_hz: float = par(
        13.4,
        unit="Hz",
        gt=0,
        le=100,
        step=0.1,
        label="Set point, excitatory cells alone",
        help="Rate of excitatory cells with silent synapses.",
        source="chosen",
    )
    alone_inh_hz: float = par(
        12.0,
        unit="Hz",
        gt=0,
        le=100,
        step=0.1,
        label="Set point, inhibitory cells alone",
        help="Rate of inhibitory cells with silent synapses.",
        source="chosen",
    )
    rate_exc_hz: float = par(
        5.2,
        unit="Hz",
        gt=0,
        le=50,
        step=0.1,
        label="Set point, excitatory cells",
        help="Mean rate of excitatory cells at rest. Homeostasis defends it later.",
        source="chosen",
    )
    rate_inh_hz: float = par(
        11.4,
        unit="Hz",
        gt=0,
        le=50,
        step=0.1,
        label="Set point, inhibitory cells",
        help="Mean rate of inhibitory cells at rest.",
        source="chosen",
    )
    spread_hz: float = par(
        10.2,
        unit="Hz",
        gt=0,
        le=50,
        step=0.1,
        label="Set point, ups and downs of a pattern",
        help="How far the rate of a pattern varies in time at rest: standard deviation in 50 ms.",
        source="chosen",
    )
    rounds: int = par(
        9,
        ge=0,
        le=100,
        step=1,
        label="Rounds of settling",
        help="Rounds in which the strengths settle; 0: only the excitability does.",
        source="chosen",
    )
    round_s: float = par(
        2.0,
        unit="s",
        gt=0,
        le=60,
        step=0.5,
        label="Length of a round",
        help="Resting activity in a round.",
        source="chosen",
    )


class Settled(NamedTuple):
    """Factors on strengths, and currents, that settling has given to a network."""

    exc_exc: float = 1.0  # factors on the strength of synapses, from and to
    inh_exc: float = 1.0
    exc_inh: float = 1.0
    inh_inh: float = 1.0  # left alone by settling
    current_exc_pa: float = 0.0  # steady, into each cell of a type
    current_inh_pa: float = 0.0


AS_WRITTEN = Settled()
SYNAPSES_SILENT = Settled(0.0, 0.0, 0.0, 0.0)


def gain(number: int) -> float:
    """Return eta of a round, counted from 0."""
    return 1.0 / max(1, number - _FULL_ROUNDS + 2)


def next_currents(
    params: SettlingParams, now: Settled, exc_hz: float, inh_hz: float, eta: float
) -> Settled:
    """Return what one round makes of the currents.

    Parameters
    ----------
    params : SettlingParams
    now : Settled
        In that round.
    exc_hz, inh_hz : float
        Rates in it, with silent synapses.
    eta : float
        See `gain`.
    """
    exc = math.log(params.alone_exc_hz / max(exc_hz, _LEAST_HZ))
    inh = math.log(params.alone_inh_hz / max(inh_hz, _LEAST_HZ))
    exc_pa = now.current_exc_pa + eta * _EXC_PA * min(exc, 1.0)
    inh_pa = now.current_inh_pa + eta * _INH_PA * min(inh, 1.0)
    return now._replace(
        current_exc_pa=round(exc_pa, _PA_DIGITS), current_inh_pa=round(inh_pa, _PA_DIGITS)
    )


def next_factors(params: SettlingParams, now: Settled, measured: np.ndarray, eta: float) -> Settled:
    """Return what one round makes of the factors on synapses.

    Parameters
    ----------
    params : SettlingParams
    now : Settled
        In that round.
    measured : (3,) array
        m in it, in Hz.
    eta : float
        See `gain`.
    """
    goal = np.array([params.rate_exc_hz, params.rate_inh_hz, params.spread_hz])
    error = np.clip(np.log(goal / np.maximum(measured, _LEAST_HZ)), -0.5, 0.5)
    move = eta * (np.array(_ANSWER) * error).sum(axis=1)
    move *= min(1.0, _LARGEST / max(float(np.abs(move).max()), _LARGEST))
    exc_exc, inh_exc, exc_inh = (
        round(factor, _FACTOR_DIGITS) for factor in (np.array(now[:3]) * np.exp(move)).tolist()
    )
    return now._replace(exc_exc=exc_exc, inh_exc=inh_exc, exc_inh=exc_inh)
