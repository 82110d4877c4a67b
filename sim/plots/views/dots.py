"""Rows of dots: single runs, their mean, its band, and one that is ringed."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

import numpy as np

from sim.plots.panels.dots import DotRow
from sim.plots.panels.scale import Quantity, round_end
from sim.plots.views.gather import LEAST_FOR_BAND, t95


def dot_row(
    label: str,
    values: Mapping[Hashable, float],
    within: tuple[float, float],
    style: str,
    mine: Hashable | None = None,
) -> DotRow:
    """Return a row with the values that exist, by name, their mean and its 95 % band.

    Parameters
    ----------
    label : str
    values : mapping of name to value
        NaN where there is none.
    within : (low, high)
        Bounds, which the band does not leave.
    style : str
    mine : name, optional
        The one that is ringed.
    """
    kept = {name: float(value) for name, value in values.items() if np.isfinite(value)}
    numbers = np.array(list(kept.values()), dtype=float)
    names = tuple(kept)
    mean, low, high = mean_and_band(numbers, within)
    return DotRow(
        label,
        numbers,
        names,
        mean,
        low,
        high,
        style,
        names.index(mine) if mine is not None and mine in kept else None,
    )


def mean_and_band(
    values: np.ndarray, within: tuple[float, float] = (-np.inf, np.inf), least: int = LEAST_FOR_BAND
) -> tuple[float | None, float | None, float | None]:
    """Return the mean of values (n,) and its 95 % band; None with fewer values than ``least``."""
    n = values.size
    if n == 0:
        return None, None, None
    mean = float(values.mean())
    if n < max(least, 2):
        return mean, None, None
    half = t95(n) * float(values.std(ddof=1)) / np.sqrt(n)
    low, high = np.clip([mean - half, mean + half], *within)
    return mean, float(low), float(high)


def round_range(quantity: Quantity, rows: Sequence[DotRow]) -> tuple[float, float]:
    """Return the ends of an axis: the bounds of a quantity, else 0 and a round number."""
    parts = [row.values for row in rows]
    parts += [np.array([end]) for row in rows for end in (row.low, row.high) if end is not None]
    every = np.concatenate(parts) if parts else np.zeros(0)
    low, high = quantity.low, quantity.high
    if low is None:
        low = -round_end(-float(every.min())) if every.size and every.min() < 0.0 else 0.0
    if high is None:
        high = low + round_end(float(every.max()) - low) if every.size else low + 1.0
    return low, high
