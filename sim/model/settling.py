r"""Settling: before day 0 a network finds its own strengths and excitability.

Cells settle first, each type by itself, with all synapses silent and nothing but its random
input: a steady current brings its rate to a set point::

    I_x <- I_x + eta b_x log(alone_x / rate_x)                          x = excitatory, inhibitory

Then the network rests, and three factors on its synapses, E to E, I to E and E to I, bring mean
rates and the spread of activity in time to set points::

    log f <- log f + eta A (log m* - log m),    m = (rate E, rate I, SD of pattern rates in 50 ms)

A is the inverse of how m answers to f in the network as written, d log m / d log f. Each round
takes a fresh stretch of rest; eta is 1 at first and then falls as 1/k, so that the last rounds
average.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.params import Params, par

# d log f / d log m, rows E to E, I to E, E to I; columns as in `SettlingParams.goals`.
_ANSWER = np.array([[-0.54, -0.21, 0.57], [-0.42, -1.24, 0.48], [-1.10, 1.26, 0.47]])
_PA_EXC, _PA_INH = 75.0, 25.0
_LARGEST_STEP = 0.15
_LEAST_HZ = 0.05


class SettlingParams(Params):
    """Set points of the network before day 0."""

    enabled: bool = par(False, label="Settling before day 0",
        help="Off: strengths and excitability are as written.", source="chosen")
    rate_exc_hz: float = par(5.2, unit="Hz", gt=0, le=50, step=0.1, label="Set point E", help="x", source="chosen")
    rate_inh_hz: float = par(11.3, unit="Hz", gt=0, le=50, step=0.1, label="Set point I", help="x", source="chosen")
    spread_hz: float = par(11.46, unit="Hz", gt=0, le=50, step=0.1, label="Set point SD", help="x", source="chosen")
    alone_exc_hz: float = par(12.1, unit="Hz", gt=0, le=100, step=0.1, label="alone E", help="x", source="chosen")
    alone_inh_hz: float = par(11.86, unit="Hz", gt=0, le=100, step=0.1, label="alone I", help="x", source="chosen")
    rounds: int = par(14, ge=1, le=200, step=1, label="rounds", help="x", source="chosen")
    round_s: float = par(2.0, unit="s", gt=0, le=60, step=0.5, label="round s", help="x", source="chosen")
    excitability: bool = par(True, label="exc", help="x", source="chosen")
    synapses: bool = par(True, label="syn", help="x", source="chosen")


class Settled(NamedTuple):
    """What settling has made of a network."""

    exc_exc: float = 1.0
    inh_exc: float = 1.0
    exc_inh: float = 1.0
    inh_inh: float = 1.0
    current_exc_pa: float = 0.0
    current_inh_pa: float = 0.0


UNSETTLED = Settled()


def gain(k: int) -> float:
    return 1.0 if k < 5 else 1.0 / (k - 3)


def next_currents(params, settled, rate_exc, rate_inh, eta):
    de = np.clip(np.log(params.alone_exc_hz / max(rate_exc, _LEAST_HZ)), -1, 1)
    di = np.clip(np.log(params.alone_inh_hz / max(rate_inh, _LEAST_HZ)), -1, 1)
    return settled._replace(current_exc_pa=settled.current_exc_pa + eta * _PA_EXC * de,
                            current_inh_pa=settled.current_inh_pa + eta * _PA_INH * di)


def next_factors(params, settled, measured, eta):
    goal = np.log([params.rate_exc_hz, params.rate_inh_hz, params.spread_hz])
    error = np.clip(goal - np.log(np.maximum(measured, _LEAST_HZ)), -0.5, 0.5)
    step = eta * (_ANSWER * error).sum(axis=1)
    biggest = np.abs(step).max()
    if biggest > _LARGEST_STEP:
        step *= _LARGEST_STEP / biggest
    f = np.exp(step) * np.array(settled[:3])
    return settled._replace(exc_exc=f[0], inh_exc=f[1], exc_inh=f[2])
