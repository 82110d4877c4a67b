r"""How a dose gets into the blood: five routes, and how far one dose differs from the next.

An infusion runs into a vein at a constant rate. On every other route the whole dose lies in a
depot G, of which the share F reaches the blood, after a lag, at a first-order rate::

    dG/dt = -ka G,   G(start + lag) = F dose,   u(t) = ka G(t)

F is published (rows A14, A16, A20, A23). ka is fitted so that the peak of the two-compartment
model falls on the published time (rows A15, A18, A21, A24). No lag is published, so it is 0.

Where the model is known to be off. Sublingual: a peak 27 % below the published one (row A22).
Oral: about half the published one, within one standard deviation (row A19); norketamine, which
after oral S-ketamine circulates at many times the level of the drug (row A17), is left out. Nasal:
the peak of the racemic spray agrees with row A25, but at an F of 0.30, between the 0.11 to 0.19 of
that study and the 0.45 of another (row A23). The spray of esketamine (row A26) is another product,
not in this table, and the model probably overestimates it. Intramuscular: the peak falls on the
late end of the published 5 to 15 min (row A15).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Literal, NamedTuple

import numpy as np

from sim import streams
from sim.model.floats import usual_floats

RouteName = Literal["iv", "im", "nasal", "sublingual", "oral"]
ROUTE_WORDS: dict[RouteName, str] = {
    "iv": "into a vein",
    "im": "into a muscle",
    "nasal": "nasal spray",
    "sublingual": "under the tongue",
    "oral": "swallowed",
}


class Route(NamedTuple):
    """How a dose reaches the blood."""

    bioavailability: float  # share of the dose; the median where doses differ
    ka_per_min: float  # 0: straight into the blood
    lag_min: float
    log_sd_f: float  # spread of the share from dose to dose, as the SD of its logarithm
    source: str  # rows of the table of sources


def log_sd(coefficient_of_variation: float) -> float:
    """Return the SD of the logarithm of a lognormal with this ratio of SD to mean."""
    return math.sqrt(math.log1p(coefficient_of_variation**2))


# The spread is that of published peaks. None is published for a muscle.
ROUTES: dict[RouteName, Route] = {
    "iv": Route(1.0, 0.0, 0.0, 0.0, "A01"),
    "im": Route(0.93, 0.1416, 0.0, 0.0, "A14, A15"),
    "nasal": Route(0.30, 0.128, 0.0, math.log(2.29), "A23, A24, A25"),
    "sublingual": Route(0.29, 0.0235, 0.0, log_sd(6.6 / 28.6), "A20, A21, A22"),
    "oral": Route(0.20, 0.0161, 0.0, log_sd(12.8 / 22.8), "A16, A18, A19"),
}


class Administration(NamedTuple):
    """One dose: an infusion when ``ka_per_min`` is 0, otherwise a depot that is filled at once."""

    start_d: float
    duration_min: float  # of an infusion, above 0; 0 for a depot
    dose_mg_per_kg: float
    bioavailability: float = 1.0
    ka_per_min: float = 0.0
    lag_min: float = 0.0
    log_sd_f: float = 0.0  # spread that `drawn` has still to give to the bioavailability


def administer(
    name: RouteName,
    start_d: float,
    dose_mg_per_kg: float,
    *,
    infusion_min: float = 40.0,
    spread: float = 0.0,
) -> Administration:
    """Return one dose on a route.

    Parameters
    ----------
    name : str
        Key of `ROUTES`.
    start_d : float
        Day and time at which it is given.
    dose_mg_per_kg : float
    infusion_min : float
        Duration of an infusion; other routes do not read it.
    spread : float
        0 for the published bioavailability, 1 for the published spread around it.
    """
    route = ROUTES[name]
    return Administration(
        start_d,
        infusion_min if route.ka_per_min == 0.0 else 0.0,
        dose_mg_per_kg,
        route.bioavailability,
        route.ka_per_min,
        route.lag_min,
        spread * route.log_sd_f,
    )


def drawn(doses: Iterable[Administration], seed: int) -> list[Administration]:
    """Return the doses of a run in order of time, each with a bioavailability drawn for it.

    The number of a dose in that order is the key of its draw, so that a later dose changes
    nothing in earlier ones. A dose without spread comes back as it is.

    Parameters
    ----------
    doses : iterable of Administration
    seed : int
        Seed of the run.
    """
    drawn_doses = []
    for index, dose in enumerate(sorted(doses)):
        draw = streams.generator(seed, "absorption", index).standard_normal()
        if dose.log_sd_f > 0.0:
            share = min(1.0, dose.bioavailability * math.exp(dose.log_sd_f * draw))
            dose = dose._replace(bioavailability=share, log_sd_f=0.0)
        drawn_doses.append(dose)
    return drawn_doses


@usual_floats
def absorbed(ka_per_min: float, rate_per_min: float, since_min: np.ndarray) -> np.ndarray:
    """Return what is left of a depot's outflow if it decays at ``rate_per_min`` in the blood.

    The integral of ka exp(-ka u) exp(-rate (t - u)) over u from 0 to t, as a share of the depot.
    Written so that nothing cancels or overflows when both rates are close or far apart.

    Parameters
    ----------
    ka_per_min, rate_per_min : float, 1/min
    since_min : (T,) array
        Minutes since the depot was filled; before that nothing is there.

    Returns
    -------
    (T,) array
    """
    since = np.maximum(since_min, 0.0)
    gap = abs(ka_per_min - rate_per_min)
    overlap = -np.expm1(-gap * since) / gap if gap > 0.0 else since
    return ka_per_min * overlap * np.exp(-min(ka_per_min, rate_per_min) * since)
