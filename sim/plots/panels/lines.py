"""Lines with their bands, dots and bars, and what is marked on both axes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from sim.plots.words import BAND_OF_MEAN


@dataclass(frozen=True, eq=False)
class Line:
    """One line of a view: the mean or median over seeds, its band, and the seeds themselves.

    Attributes
    ----------
    name : str
        Label at the end of the line.
    x, y : (n,) arrays
        In the units of the axes of the view; NaN leaves a gap.
    style : str
        Key of `sim.plots.style.STYLES`.
    low, high : (n,) arrays or None
        Ends of the band; None with fewer than five seeds.
    band : str
        What the band is: that of the mean, or what else is named here.
    dots : tuple of (x, y) pairs of (n,) arrays
        One pair for each seed; empty where dots would only be noise.
    variant : int
        Number of the arm where one picture repeats the same styles for several arms: 0 is drawn
        with filled markers, others with hollow ones.
    end_label : str
        What to write at the end of the line if the name is too long for that; see ``View.key``.
    joined : bool
        Whether the points are joined; if not, they are a cloud and nothing is written at its end.
    """

    name: str
    x: np.ndarray
    y: np.ndarray
    style: str
    low: np.ndarray | None = None
    high: np.ndarray | None = None
    dots: tuple[tuple[np.ndarray, np.ndarray], ...] = ()
    variant: int = 0
    end_label: str = ""
    joined: bool = True
    band: str = BAND_OF_MEAN

    @property
    def label(self) -> str:
        """What stands at the end of the line."""
        return self.end_label or self.name


@dataclass(frozen=True)
class Band:
    """A stretch of the x axis. ``style`` is ``window``, ``held_back``, ``cue`` or ``setting``.

    A ``setting`` is one place: both ends are the same. Without a label nothing stands above it.
    """

    x0: float
    x1: float
    label: str
    style: str


@dataclass(frozen=True, eq=False)
class Bars:
    """Bars from zero, ``width`` wide around ``x`` (n,), to ``y`` (n,); hollow ones are losses."""

    name: str
    x: np.ndarray
    y: np.ndarray
    width: float
    style: str
    is_hollow: bool = False


@dataclass(frozen=True)
class Level:
    """A stretch of the y axis, with what it stands for."""

    y0: float
    y1: float
    label: str


@dataclass(frozen=True)
class Mark:
    """Something that happens at one place of the x axis."""

    x: float
    label: str
    kind: Literal["dose", "session", "test", "reached"]


@dataclass(frozen=True, eq=False)
class View:
    """A picture of lines.

    Attributes
    ----------
    id : str
    title : str
        A sentence filled from the runs.
    what : str
        What is drawn, for a reader who sees it for the first time.
    leaves_out : str
        What it does not show.
    x_label, y_label : str
        With units.
    lines, bands, marks : tuples of `Line`, `Band` and `Mark`
    y_range, x_range : (low, high) or None
        None fits the axis to the data.
    alt : str
        The message in words, for readers who do not see the picture.
    key : str
        What the numbers at the line ends stand for, if there are any; shown above the picture.
    least_rows : int
        Rows of marks for which there is room above the plot in any case, so that pictures side
        by side are level.
    bars : tuple of `Bars`
    levels : tuple of `Level`
    is_labelled : bool
        Whether names stand at the line ends; a picture beside may have them.
    is_log : bool
        Whether the x axis is logarithmic; ``x_range`` then begins above 0.
    """

    id: str
    title: str
    what: str
    leaves_out: str
    x_label: str
    y_label: str
    lines: tuple[Line, ...]
    bands: tuple[Band, ...]
    marks: tuple[Mark, ...]
    y_range: tuple[float, float | None] | None
    alt: str
    x_range: tuple[float, float] | None = None
    key: str = ""
    least_rows: int = 0
    bars: tuple[Bars, ...] = ()
    levels: tuple[Level, ...] = ()
    is_log: bool = False
    is_labelled: bool = True
