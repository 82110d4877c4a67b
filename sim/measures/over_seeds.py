"""Where the values of several seeds lie: their median, and the quartiles around it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sim.phrases import rounded, with_quartiles


class Quartiles(NamedTuple):
    """Lower quartile, median and upper quartile over seeds; numbers, or arrays of one shape."""

    low: float | np.ndarray
    median: float | np.ndarray
    high: float | np.ndarray


def quartiles(values: Sequence[float] | np.ndarray) -> Quartiles:
    """Return the quartiles of the values of several seeds.

    Parameters
    ----------
    values : (n_seeds,) or (n_seeds, ...) array
        A seed with a value that is missing or infinite is left out.

    Returns
    -------
    Quartiles
        Of numbers, or of arrays of the shape that one seed has; NaN without a seed.
    """
    known = _known(values)
    if not len(known):
        return Quartiles(*np.full((3, *known.shape[1:]), np.nan))
    return Quartiles(*np.percentile(known, [25.0, 50.0, 75.0], axis=0))


def median_in_words(values: Sequence[float] | np.ndarray) -> str:
    """Return ``0.92 (0.83 to 1)``, the value alone of one seed, nothing without a value."""
    known = _known(values)
    if known.size < 2:
        return "".join(map(rounded, known))
    return with_quartiles(*quartiles(known))


def _known(values: Sequence[float] | np.ndarray) -> np.ndarray:
    values = np.asarray(values, dtype=float)
    return values[np.isfinite(values).all(axis=tuple(range(1, values.ndim)))]
