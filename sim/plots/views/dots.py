"""Rows of dots: single runs, their mean, its band, and one that is ringed."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

import numpy as np

from sim.plots.views.gather import LEAST_FOR_BAND, t95
from sim.plots.views.shapes import DotRow, DotsView, Quantity

_BINS = 48  # dots nearer than a share of the axis like this are stacked
NAME_AT = -0.36  # of a row: where its name stands, if that is above the dots
_STEPS = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)


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
        low = -round_up(-float(every.min())) if every.size and every.min() < 0.0 else 0.0
    if high is None:
        high = low + round_up(float(every.max()) - low) if every.size else low + 1.0
    return low, high


def round_up(value: float) -> float:
    """Return a round number a little above ``value``; 1 if it is not above 0."""
    if value <= 0.0:
        return 1.0
    top = 1.04 * value
    scale = 10.0 ** np.floor(np.log10(top))
    return float(scale * next(step for step in _STEPS if step * scale >= top * 0.999))


def lifts(values: np.ndarray, x_range: tuple[float, float]) -> np.ndarray:
    """Return how high each dot of a row is lifted, 0 to 1, so that equal ones are all seen.

    Dots of one place stand on each other, in the order in which they come.
    """
    low, high = x_range
    place = np.round((values - low) / (high - low) * _BINS).astype(int)
    seen: dict[int, int] = {}
    order = np.zeros(values.size)
    for k, one in enumerate(place.tolist()):
        order[k] = seen.get(one, 0)
        seen[one] = seen.get(one, 0) + 1
    most = max(seen.values(), default=1)
    return order / max(most - 1, 4)


def place_of_dots(view: DotsView, row: DotRow, place: int) -> np.ndarray:
    """Return the height of each dot (n,) of row number ``place``; heights grow downwards."""
    base, room = (0.14, 0.32) if view.is_long else (-0.02, 0.38)
    return place + base - room * lifts(row.values, view.x_range)


def place_of_mean(view: DotsView, place: int) -> float:
    """Return the height of the mean of row number ``place``."""
    return place + (0.34 if view.is_long else 0.28)
