r"""Birth and loss of spines on the potential synapses of the network.

::

    loss of a synapse:         hazard = loss_per_d exp(1 - w / w_stable)
    birth at an empty place:   hazard = birth_per_d (1 + birth_gain F)

F is the drive of `sim.model.window`. The drug raises births and leaves losses alone (rows D06 to
D08). A newborn synapse has the base weight; a strong one is hardly ever lost, so new spines that
are used survive. Births balance losses at the start.
"""

from __future__ import annotations

import numpy as np

from sim.params import Params, par


class SpineParams(Params):
    """Turnover of spines."""

    enabled: bool = par(True, help="Off: no spine is born or lost.", source="chosen")
    every_h: float = par(6.0, unit="h", gt=0, le=48, step=0.5,
        help="How often births and losses are drawn.", source="chosen")
    loss_per_d: float = par(0.02, unit="1/day", ge=0, le=1, step=0.005,
        help="Loss of an ordinary spine.", source="chosen, between D13 and D14")
    w_stable: float = par(1.0, unit="base weights", gt=0, le=10, step=0.1,
        help="Strength that makes a spine e times safer.", source="chosen")
    birth_gain: float = par(20.0, ge=0, le=100, step=1,
        help="How many times faster spines are born at full drive.", source="chosen after D06")


def birth_per_d(params: SpineParams, weight: np.ndarray, alive: np.ndarray) -> float:
    """Return the birth hazard of an empty place that balances losses now, 1/day.

    Parameters
    ----------
    weight : (P,) array, base weights
    alive : (P,) bool array
    """
    empty = int(np.count_nonzero(~alive))
    if empty == 0:
        return 0.0
    return float(np.sum(loss_hazard(params, weight[alive])) / empty)


def loss_hazard(params: SpineParams, weight: np.ndarray) -> np.ndarray:
    """Return the hazard of loss in 1/day of synapses with ``weight`` in base weights."""
    return params.loss_per_d * np.exp(1.0 - weight / params.w_stable)


def turnover(params: SpineParams, weight: np.ndarray, alive: np.ndarray, birth_hazard: float,
             drive: float, luck: np.ndarray, days: float) -> tuple[np.ndarray, np.ndarray]:
    """Draw births and losses of one interval.

    Parameters
    ----------
    weight : (P,) array, base weights
    alive : (P,) bool array
    birth_hazard : float
        From `birth_per_d` at the start of the run, 1/day.
    drive : float
        Spine-formation drive F.
    luck : (P,) array
        Uniform numbers, one for each place whatever its state.
    days : float
        Length of the interval.

    Returns
    -------
    born, lost : (P,) bool arrays
    """
    p_loss = -np.expm1(-loss_hazard(params, weight) * days)
    p_birth = -np.expm1(-birth_hazard * (1.0 + params.birth_gain * drive) * days)
    return ~alive & (luck < p_birth), alive & (luck < p_loss)
