r"""Birth and loss of spines on the potential synapses of the network.

::

    loss of a settled synapse:   loss_per_d exp(1 - w / w_stable) + u exp(-r_i / spared_hz)
    loss of a young synapse:     young_loss_per_d exp(1 - w / w_stable) + u exp(-r_i / spared_hz)
    a young synapse settles:     settle_per_d
    birth at an empty place:     birth_per_d (1 + birth_gain F) k, times regrowth where one was lost

F is the drive of `sim.model.window`; u and k come from interventions and are 0 and 1 otherwise.
The drug raises births and leaves losses alone (rows D06 to D08). A strong synapse is hardly ever
lost, so spines that are used survive. ``u`` is a loss that spares synapses of cells with a high
running rate r_i: stress prunes what is little used. A spine that returns to a place has the share
``memory`` of the strength that was lost there: an assumption, after spines regrown near the places
of lost ones (Moda-Sava 2019). Births balance losses at the start, and so do young and settled
synapses.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from sim.params import Params, par


class SpineParams(Params):
    """Turnover of spines."""

    enabled: bool = par(
        True,
        label="Birth and loss of spines",
        help="Off: no spine is born or lost.",
        source="chosen",
    )
    every_h: float = par(
        6.0,
        unit="h",
        gt=0,
        le=48,
        step=0.5,
        label="Time between births and losses",
        help="How often births and losses are drawn.",
        source="chosen",
    )
    loss_per_d: float = par(
        0.0025,
        unit="1/day",
        ge=0,
        le=1,
        step=0.005,
        label="Loss of ordinary settled spines",
        help="Loss of an ordinary settled spine.",
        source="chosen between D11 and D13",
    )
    w_stable: float = par(
        1.0,
        unit="base weights",
        gt=0,
        le=10,
        step=0.1,
        label="Weight that makes a spine safer",
        help="Strength that makes a spine e times safer.",
        source="chosen",
    )
    young_loss_per_d: float = par(
        0.2,
        unit="1/day",
        ge=0,
        le=2,
        step=0.05,
        label="Loss of young spines",
        help="Loss of an ordinary spine that has not settled yet.",
        source="chosen",
    )
    settle_per_d: float = par(
        0.035,
        unit="1/day",
        gt=0,
        le=2,
        step=0.005,
        label="Speed at which young spines settle",
        help="How fast young spines settle.",
        source="chosen after D06",
    )
    birth_gain: float = par(
        100.0,
        ge=0,
        le=1000,
        step=10,
        label="Faster births of spines at full drive",
        help="How many times faster spines are born at full drive.",
        source="chosen after D03a",
    )
    regrowth: float = par(
        1.0,
        ge=0,
        le=50,
        step=0.5,
        label="Preference for places of lost spines",
        help="How many times likelier a birth is where a spine was lost.",
        source="chosen after D03a",
    )
    memory: float = par(
        1.0,
        ge=0,
        le=1,
        step=0.1,
        label="Strength that a returning spine keeps",
        help="Share of its lost strength that a spine has when it returns.",
        source="chosen",
    )
    spared_hz: float = par(
        5.0,
        unit="Hz",
        gt=0,
        le=100,
        step=0.5,
        label="Rate that protects spines from stress",
        help="Rate that protects the spines of a cell from the pruning by stress, e times.",
        source="chosen",
    )


class Pressure(NamedTuple):
    """Drive and hazards that act on spines in one interval."""

    drive: float = 0.0  # F
    birth: float = 1.0  # k
    unused_per_d: np.ndarray | float = 0.0  # u exp(-r_i / spared_hz) of each synapse, (P,)


class Places(NamedTuple):
    """Where synapses are: three bool arrays (P,)."""

    alive: np.ndarray
    young: np.ndarray  # born lately
    former: np.ndarray  # empty, with a synapse lost there


def young_at_balance(params: SpineParams, weight: np.ndarray, draws: np.ndarray) -> np.ndarray:
    """Return which synapses are young where settling balances the loss of settled ones, (P,) bool.

    Parameters
    ----------
    weight : (P,) array, base weights
    draws : (P,) array
        Uniform numbers.
    """
    ratio = params.loss_per_d / params.settle_per_d * np.exp(1.0 - weight / params.w_stable)
    return draws < ratio / (1.0 + ratio)


def balanced_birth_per_d(params: SpineParams, weight: np.ndarray, places: Places) -> float:
    """Return the birth hazard of an empty place that balances losses now, 1/day.

    Parameters
    ----------
    weight : (P,) array, base weights
    places : Places
    """
    empty = int(np.count_nonzero(~places.alive))
    if empty == 0:
        return 0.0
    lost = loss_hazard(params, weight, places.young)[places.alive]
    return float(np.sum(lost) / empty)


def loss_hazard(
    params: SpineParams,
    weight: np.ndarray,
    young: np.ndarray,
    unused_per_d: np.ndarray | float = 0.0,
) -> np.ndarray:
    """Return the hazard of loss of each synapse in 1/day."""
    rate = np.where(young, params.young_loss_per_d, params.loss_per_d)
    return rate * np.exp(1.0 - weight / params.w_stable) + unused_per_d


def turnover(
    params: SpineParams,
    weight_at: Callable[[np.ndarray], np.ndarray],
    places: Places,
    birth_per_d: float,
    pressure: Pressure,
    draws: np.ndarray,
    days: float,
) -> tuple[np.ndarray, ...]:
    """Draw births, losses and settling of one interval.

    Parameters
    ----------
    weight_at : callable
        Returns the weights, in base weights, of the places whose indices it is given.
    places : Places
    birth_per_d : float
        From `balanced_birth_per_d` at the start of the run.
    pressure : Pressure
    draws : (2, P) array
        Uniform numbers, two for each place whatever its state.
    days : float
        Length of the interval.

    Returns
    -------
    born, lost, settled : (P,) bool arrays
    """
    birth = birth_per_d * (1.0 + params.birth_gain * pressure.drive) * pressure.birth
    # Most places draw a number above every hazard of their kind, so they can be skipped.
    young_loss, settled_loss = _highest_losses(params, pressure)
    highest = max(birth * max(params.regrowth, 1.0), settled_loss)
    near = np.flatnonzero(
        (draws[0] < _chance(highest, days) * (1.0 + 1e-9))
        | (places.young & (draws[0] < _chance(young_loss, days) * (1.0 + 1e-9)))
    )
    unused = np.broadcast_to(pressure.unused_per_d, places.alive.shape)[near]
    hazard = np.where(
        places.alive[near],
        loss_hazard(params, weight_at(near), places.young[near], unused),
        birth * np.where(places.former[near], params.regrowth, 1.0),
    )
    changes = np.zeros(places.alive.size, dtype=bool)
    changes[near] = draws[0][near] < _chance(hazard, days)
    settled = places.young & (draws[1] < _chance(params.settle_per_d, days))
    return changes & ~places.alive, changes & places.alive, settled


def _highest_losses(params: SpineParams, pressure: Pressure) -> np.ndarray:
    """Return the hazards of a young and of a settled synapse without any weight, 1/day."""
    most_unused = float(np.max(pressure.unused_per_d, initial=0.0))
    return loss_hazard(params, np.zeros(2), np.array([True, False]), most_unused)


def _chance(hazard: np.ndarray | float, days: float) -> np.ndarray:
    return -np.expm1(-hazard * days)
