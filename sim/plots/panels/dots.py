"""Rows of dots: single runs, their mean, its band, and one that is ringed."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Self

import numpy as np

from sim.plots.panels.picture import STACKED, Cell, Panel, Table
from sim.plots.panels.scale import around_all

_BINS = 48  # dots nearer than a share of the axis like this are stacked
_NAME_AT = -0.36  # of a row: where its name stands, if that is above the dots


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
class Dots(Panel):
    """Single runs as dots, one row above the other, with mean and band.

    ``note`` says why there is no dot, and is empty if there are some. ``is_long`` names rows above
    their dots, in full; else a short label stands on the left.
    """

    x_label: str
    rows: tuple[DotRow, ...]
    x_range: tuple[float, float]
    y_label: str = "arm (one row each)"
    note: str = ""
    is_long: bool = False

    kind: ClassVar[str] = "dots"
    has_x_above: ClassVar[bool] = True

    @property
    def height_px(self) -> int:
        """Height that the rows and the scale above them need on the page."""
        rows = 1 if self.note else len(self.rows)
        if not self.is_long:
            return 64 + rows * 26
        # From four rows on they stand closer, so that the screen of a school laptop holds them.
        return 64 + rows * (58 if rows < 4 else 50)

    @classmethod
    def levelled(cls, panels: Sequence[Self]) -> tuple[Self, ...]:
        """Return rows of dots with one axis."""
        x_range = around_all(panel.x_range for panel in panels)
        return tuple(replace(panel, x_range=x_range) for panel in panels)

    def place_of_dots(self, place: int) -> np.ndarray:
        """Return the height of each dot (n,) of row number ``place``; heights grow downwards."""
        base, room = (0.14, 0.32) if self.is_long else (-0.02, 0.38)
        return place + base - room * lifts(self.rows[place].values, self.x_range)

    def place_of_mean(self, place: int) -> float:
        """Return the height of the mean of row number ``place``."""
        return place + (0.34 if self.is_long else 0.28)

    def place_of_name(self, place: int) -> float:
        """Return the height of the name of row number ``place``."""
        return place + (_NAME_AT if self.is_long else 0.0)

    def table(self) -> Table:
        """Return single values, and the mean of each row."""
        if self.note:
            return STACKED, ((self.x_label, "", self.note, None, None, None),)
        rows: list[tuple[Cell, ...]] = []
        for row in self.rows:
            rows += [
                (self.x_label, row.label, str(name), float(value), None, None)
                for name, value in zip(row.names, row.values, strict=True)
            ]
            mean = f"mean of {row.values.size}"
            rows.append((self.x_label, row.label, mean, row.mean, row.low, row.high))
        return STACKED, tuple(rows)


def lifts(values: np.ndarray, x_range: tuple[float, float]) -> np.ndarray:
    """Return how high each dot of a row is lifted, 0 to 1, so that equal ones are all seen.

    Dots of one place stand on each other, in the order in which they come.
    """
    low, high = x_range
    bins = np.round((values - low) / (high - low) * _BINS).astype(int)
    counts: dict[int, int] = {}
    order = np.zeros(values.size)
    for k, bin_ in enumerate(bins.tolist()):
        order[k] = counts.get(bin_, 0)
        counts[bin_] = counts.get(bin_, 0) + 1
    most = max(counts.values(), default=1)
    return order / max(most - 1, 4)
