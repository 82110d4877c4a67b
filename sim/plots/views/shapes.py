"""What pictures of several parts, of single runs and of two settings show; nothing here draws."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from sim.phrases import rounded
from sim.plots.views.types import View


class Quantity(NamedTuple):
    """What an axis stands for.

    ``unit`` is empty for a number without one; ``low`` and ``high`` are the bounds that the
    quantity can not leave, None if there are none.
    """

    label: str
    unit: str = ""
    low: float | None = None
    high: float | None = None

    @property
    def axis(self) -> str:
        """Label of an axis, with the unit."""
        return f"{self.label} ({self.unit_words})"

    @property
    def unit_words(self) -> str:
        """The unit, or what kind of number it is."""
        is_share = (self.low, self.high) == (0.0, 1.0)
        return self.unit or ("share, 0 to 1" if is_share else "number")

    @property
    def within(self) -> tuple[float, float]:
        """Both bounds, infinite where there is none."""
        return (
            -np.inf if self.low is None else self.low,
            np.inf if self.high is None else self.high,
        )

    def of(self, value: float) -> str:
        """Return a value with its unit, rounded to three digits."""
        return f"{rounded(value)} {self.unit}".rstrip()


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


@dataclass(frozen=True, eq=False)
class PanelsView:
    """Several pictures, one above the other.

    Attributes
    ----------
    id, title, what, leaves_out, alt, key : str
        As in a `View`; those of the panels themselves are not shown.
    panels : tuple of `View` or `DotsView`
    heights : tuple of int
        Of each panel with its axes, in px on the page; elsewhere they are shares.
    is_shared : bool
        Whether the panels have the same x axis, which is then named once, below the last.
    """

    id: str
    title: str
    what: str
    leaves_out: str
    panels: tuple[View | DotsView, ...]
    heights: tuple[int, ...]
    alt: str
    is_shared: bool = False
    key: str = ""

    @property
    def x_label(self) -> str:
        """That of the last panel."""
        return self.panels[-1].x_label

    @property
    def y_label(self) -> str:
        """That of the first panel."""
        return self.panels[0].y_label

    @property
    def height_px(self) -> int:
        """A good height on the page."""
        return sum(self.heights) + 30 * bool(self.key)


@dataclass(frozen=True, eq=False)
class MapView:
    """The mean outcome over two settings.

    Attributes
    ----------
    x, y : (n_x,) and (n_y,) arrays
        Values of both settings, growing.
    values : (n_y, n_x) array
        Mean outcome; NaN where nothing was run.
    counts : (n_y, n_x) int array
        Runs behind each mean.
    level : float
        Value of the contour.
    contour : tuple of (2, 2) arrays
        Segments of the contour, each two points (place in ``x``, place in ``y``); places may be
        broken numbers.
    bounds : (low, high)
        Of the shades.
    current : (float, float) or None
        The setting at present, as places in ``x`` and ``y``.
    """

    id: str
    title: str
    what: str
    leaves_out: str
    x_label: str
    y_label: str
    z_label: str
    x: np.ndarray
    y: np.ndarray
    values: np.ndarray
    counts: np.ndarray
    level: float
    contour: tuple[np.ndarray, ...]
    bounds: tuple[float, float]
    alt: str
    current: tuple[float, float] | None = None

    @property
    def key(self) -> str:
        """What the line stands for, and the ring if there is one."""
        ring = "" if self.current is None else ",  ring: current settings"
        return f"dashed line: {rounded(self.level)}{ring}" if self.contour else ring.lstrip(", ")
