"""Lines with their bands, dots and bars, and what is marked along both axes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Literal, NamedTuple, Self

import numpy as np

from sim.plots.panels.picture import Cell, Panel, Table, finite
from sim.plots.panels.scale import around_all, round_end
from sim.plots.words import BAND_OF_MEAN

_HEADROOM = 0.1  # above the highest value, as a share of it


@dataclass(frozen=True, eq=False)
class Line:
    """One line: the mean or median over seeds, its band, and the seeds themselves.

    Attributes
    ----------
    name : str
        Label at the end of the line.
    x, y : (n,) arrays
        In the units of the axes; NaN leaves a gap.
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
        What to write at the end of the line if the name is too long for that; see ``Picture.key``.
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
        """Text at the end of the line."""
        return self.end_label or self.name

    @property
    def is_reference(self) -> bool:
        """Whether it is only there to compare with."""
        return self.style == "reference"


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


class MarkRow(NamedTuple):
    """A row above the axes: what it is called, where its marks are, and of what kind they are.

    ``kind`` is that of a `Mark`, or the style of a `Band`, whose ends are then in ``x``.
    """

    label: str
    x: tuple[float, ...]
    kind: str


@dataclass(frozen=True, eq=False)
class Lines(Panel):
    """Lines on two axes.

    Attributes
    ----------
    x_label, y_label : str
        With units.
    lines, bands, marks : tuples of `Line`, `Band` and `Mark`
    y_range, x_range : (low, high) or None
        None fits the axis to the data.
    least_mark_rows : int
        Rows of marks for which there is room above the axes in any case, so that panels side by
        side are level.
    bars : tuple of `Bars`
    levels : tuple of `Level`
    is_log : bool
        Whether the x axis is logarithmic; ``x_range`` then begins above 0.
    is_labelled : bool
        Whether names stand at the line ends; a panel beside may have them.
    """

    x_label: str
    y_label: str
    lines: tuple[Line, ...]
    bands: tuple[Band, ...] = ()
    marks: tuple[Mark, ...] = ()
    y_range: tuple[float, float | None] | None = None
    x_range: tuple[float, float] | None = None
    least_mark_rows: int = 0
    bars: tuple[Bars, ...] = ()
    levels: tuple[Level, ...] = ()
    is_log: bool = False
    is_labelled: bool = True

    kind: ClassVar[str] = "lines"

    @property
    def y_limits(self) -> tuple[float, float]:
        """Ends of the y axis; what ``y_range`` leaves open ends at a round number."""
        low, high = self.y_range or (0.0, None)
        if high is not None:
            return low, high
        values = [
            part[np.isfinite(part)]
            for line in self.lines
            for part in (line.y, line.high)
            if part is not None
        ]
        top = max((float(part.max()) for part in values if part.size), default=1.0)
        if (1.0 + _HEADROOM) * top <= low:
            return low, low + 1.0
        return low, round_end(top, _HEADROOM)

    @property
    def mark_rows(self) -> tuple[MarkRow, ...]:
        """Rows above the axes: shaded stretches and marks, one row for each label."""
        rows: dict[str, MarkRow] = {}
        for label, x, kind in (
            *((band.label, (band.x0, band.x1), band.style) for band in self.bands),
            *((mark.label, (mark.x,), mark.kind) for mark in self.marks),
        ):
            if not label:  # named in another panel
                continue
            before = rows[label].x if label in rows else ()
            rows[label] = MarkRow(label, (*before, *x), kind)
        return tuple(rows.values())

    @property
    def n_mark_rows(self) -> int:
        """Rows that are left free above the axes."""
        return max(len(self.mark_rows), self.least_mark_rows)

    @property
    def is_cloud(self) -> bool:
        """Whether there are only points that are not joined."""
        return bool(self.lines) and not any(line.joined for line in self.lines)

    @classmethod
    def levelled(cls, panels: Sequence[Self]) -> tuple[Self, ...]:
        """Return panels with one y axis and the same room above it; clouds with one x axis too."""
        y_range = around_all(panel.y_limits for panel in panels)
        rows = max(len(panel.mark_rows) for panel in panels)
        made = [replace(panel, y_range=y_range, least_mark_rows=rows) for panel in panels]
        if all(panel.is_cloud and panel.x_range for panel in panels):
            x_range = around_all(panel.x_range for panel in panels)
            made = [replace(panel, x_range=x_range) for panel in made]
        return tuple(made)

    @property
    def measured(self) -> tuple[Line, ...]:
        """The lines that show values of runs, bars among them."""
        bars = tuple(Line(bars.name, bars.x, bars.y, bars.style) for bars in self.bars)
        return (*(line for line in self.lines if not line.is_reference), *bars)

    def table(self) -> Table:
        """Return a column for each line and each end of its band, a row for each place."""
        header, columns = [self.x_label], []
        for line in self.lines:
            parts = [(line.name, line.y)]
            if line.low is not None and line.high is not None:
                parts += [
                    (f"{line.name}: {line.band} from", line.low),
                    (f"{line.name}: {line.band} to", line.high),
                ]
            for name, values in parts:
                header.append(name)
                columns.append({float(x): finite(y) for x, y in zip(line.x, values, strict=True)})
        places = sorted({x for column in columns for x in column})
        return tuple(header), tuple((x, *(column.get(x) for column in columns)) for x in places)


def values_of(line: Line) -> Iterator[tuple[Cell, ...]]:
    """Yield x, y and both ends of the band at each place of a line."""
    nothing = np.full(line.x.size, np.nan)
    low, high = (nothing if end is None else end for end in (line.low, line.high))
    for values in zip(line.x, line.y, low, high, strict=True):
        yield tuple(map(finite, values))
