"""Rows of dots: single runs, their mean, its band, and one that is ringed."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np

_BINS = 48  # dots nearer than a share of the axis like this are stacked


NAME_AT = -0.36  # of a row: where its name stands, if that is above the dots


@dataclass(frozen=True, eq=False)
class DotRow:
    """One row of dots: an arm or a group.

    Attributes
    ----------
    label : str
    values : (n,) array
        One for each run; without NaN.
    names : tuple of n
        Seeds, or what else tells the runs apart.
    mean, low, high : float or None
        Mean of the values and its 95 % band; None where there is none.
    style : str
        Key of `sim.plots.style.STYLES`, for the mark of the mean.
    ringed : int or None
        Place in ``values`` of the dot that is ringed.
    """

    label: str
    values: np.ndarray
    names: tuple[Hashable, ...]
    mean: float | None
    low: float | None
    high: float | None
    style: str
    ringed: int | None = None


@dataclass(frozen=True, eq=False)
class DotsView:
    """Single runs as dots, one row above the other, with mean and band.

    ``note`` says why there is no dot, and is empty if there are some. ``is_long`` names rows above
    their dots, in full; else a short label stands on the left.
    """

    id: str
    title: str
    what: str
    leaves_out: str
    x_label: str
    rows: tuple[DotRow, ...]
    x_range: tuple[float, float]
    alt: str
    y_label: str = "arm (one row each)"
    note: str = ""
    is_long: bool = False
    key: str = ""

    @property
    def height_px(self) -> int:
        """A good height on the page."""
        rows = 1 if self.note else len(self.rows)
        return 64 + rows * (58 if self.is_long else 26)


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
