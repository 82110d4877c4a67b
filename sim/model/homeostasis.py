r"""Synaptic scaling on the calendar clock.

::

    d(log scale_i)/dt = error_i / tau_scaling
    error_i = (target - rate) / (target + soft), pooled over the population or cell by cell
    d(rate_i)/dt = (measured_i - rate_i) / tau_rate

The target is the rate before anything happened: homeostasis has accepted the well-worn pattern
and does not cure it. Scaling multiplies fast and slow weights alike (Turrigiano 1998). In
cultures the mean rate of a population returns to its target while single cells end elsewhere
(Slomowitz et al. 2015), so errors are pooled by default. With a target for each cell
(``pooling`` 0) scaling works against what was learned, and results scatter more.
"""

from __future__ import annotations

import numpy as np

from sim.params import Params, par


class HomeostasisParams(Params):
    """Speed and limits of synaptic scaling."""

    enabled: bool = par(
        True, label="Synaptic scaling", help="Off: no synaptic scaling.", source="chosen"
    )
    pooling: float = par(
        1.0,
        ge=0,
        le=1,
        step=0.1,
        label="How far cells share their scaling",
        help="1: cells share one error, that of their mean rate; 0: each has its own.",
        source="chosen after Slomowitz 2015",
    )
    tau_scaling_d: float = par(
        4.0,
        unit="days",
        gt=0,
        le=100,
        step=0.5,
        label="Time to correct a wrong rate",
        help="Time to correct a rate that is off.",
        source="chosen after K03",
    )
    tau_rate_d: float = par(
        1.5,
        unit="days",
        gt=0,
        le=100,
        step=0.5,
        label="Time over which a cell averages its rate",
        help="Time over which a cell averages its rate.",
        source="chosen",
    )
    soft_hz: float = par(
        5.0,
        unit="Hz",
        gt=0,
        le=100,
        step=0.5,
        label="Brake on scaling of very quiet cells",
        help="Keeps very quiet cells from overreacting.",
        source="chosen",
    )
    scale_min: float = par(
        0.7,
        gt=0,
        le=1,
        step=0.05,
        label="Lowest scaling factor",
        help="Lowest factor.",
        source="chosen",
    )
    scale_max: float = par(
        1.3,
        ge=1,
        le=5,
        step=0.05,
        label="Highest scaling factor",
        help="Highest factor.",
        source="chosen",
    )


def scale_inputs(
    params: HomeostasisParams,
    scale: np.ndarray,
    rate_hz: np.ndarray,
    target_hz: np.ndarray,
    step_d: float,
) -> np.ndarray:
    """Return the factors on the inputs of each excitatory cell after ``step_d`` days.

    Parameters
    ----------
    scale, rate_hz, target_hz : (N_exc,) arrays
    """
    of_cell = (target_hz - rate_hz) / (target_hz + params.soft_hz)
    target, rate = target_hz.mean(), rate_hz.mean()
    shared = (target - rate) / (target + params.soft_hz)
    error = params.pooling * shared + (1.0 - params.pooling) * of_cell
    return np.clip(
        scale * np.exp(error * step_d / params.tau_scaling_d), params.scale_min, params.scale_max
    )


def average_rate(
    params: HomeostasisParams, rate_hz: np.ndarray, measured_hz: np.ndarray, step_d: float
) -> np.ndarray:
    """Return the running mean of rates after one more measurement, (N_exc,) Hz."""
    keep = np.exp(-step_d / params.tau_rate_d)
    return keep * rate_hz + (1.0 - keep) * measured_hz
