"""Where labels and marks go, on the page and in print alike."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from sim.phrases import listed
from sim.plots import style
from sim.plots.panels.cells import CellsView
from sim.plots.panels.dots import DotsView
from sim.plots.panels.lines import Line, View
from sim.plots.panels.matrix import MatrixView
from sim.plots.panels.picture import AnyView, PanelsView
from sim.plots.panels.switches import SwitchView

_STEPS = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
_HEADROOM = 1.1  # above the highest value
_NO_BREAK = "\N{NO-BREAK SPACE}"
_COINCIDE = 0.006  # of the height of a plot: ends nearer than this look like one


class Row(NamedTuple):
    """A row above a plot: what it is called, where its marks are, and of what kind they are.

    ``kind`` is that of a `Mark`, or the style of a `Band`, whose ends are then in ``x``.
    """

    label: str
    x: tuple[float, ...]
    kind: str


class EndLabel(NamedTuple):
    """What stands at the end of lines that end at one place.

    ``at`` is the place as a share of the height of the plot, ``x`` that on the x axis; ``rows``
    is the text, wrapped.
    """

    lines: tuple[Line, ...]
    x: float
    at: float
    rows: tuple[str, ...]

    @property
    def colour(self) -> str:
        """That of the lines, ink for lines of different colours."""
        colours = {style.STYLES[line.style].colour for line in self.lines}
        return colours.pop() if len(colours) == 1 else style.INK


def plain(text: str) -> str:
    """Return a text without line breaks or other control characters, which fonts lack."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def height_in(view: AnyView) -> float:
    """Return a good height of a printed picture in inches."""
    return max(4.0, 1.0 + getattr(view, "height_px", 0) / 85.0)


def y_limits(view: View) -> tuple[float, float]:
    """Return the ends of the y axis; what the view leaves open ends at a round number."""
    low, high = view.y_range or (0.0, None)
    if high is not None:
        return low, high
    values = [
        part[np.isfinite(part)]
        for line in view.lines
        for part in (line.y, line.high)
        if part is not None
    ]
    top = _HEADROOM * max((float(part.max()) for part in values if part.size), default=1.0)
    if top <= low:
        return low, low + 1.0
    scale = 10.0 ** np.floor(np.log10(top))
    return low, float(scale * next(step for step in _STEPS if step * scale >= top * 0.999))


def same_scale(views: Sequence[AnyView]) -> tuple[AnyView, ...]:
    """Return views that stand side by side, with one scale for all, so that heights compare.

    Parameters
    ----------
    views : sequence of views
        One for each arm. Lines get one y axis and the same room above it, matrices one scale of
        shades; other views are returned as they are.
    """
    made = list(views)
    for kind, level in _LEVELLED_BY.items():
        places = [place for place, view in enumerate(views) if type(view) is kind]
        for place, view in zip(places, level([views[place] for place in places])):
            made[place] = view
    return tuple(made)


def _level_lines(views: Sequence[View]) -> list[View]:
    """Return lines with one y axis and the same room above it."""
    limits = [y_limits(view) for view in views]
    rows = max((len(strip(view)) for view in views), default=0)
    return [
        replace(
            view,
            y_range=(min(low for low, _ in limits), max(high for _, high in limits)),
            least_rows=rows,
        )
        for view in views
    ]


def _level_shades(views: Sequence[MatrixView]) -> list[MatrixView]:
    """Return matrices with one scale of shades."""
    top = max((float(np.nanmax(view.values)) for view in views), default=None)
    return [replace(view, top=top) for view in views]


def _level_switches(views: Sequence[SwitchView]) -> list[SwitchView]:
    """Return switch maps with one width of arrows and one height of landscapes."""
    return [
        replace(
            view,
            top_per_min=max(one.top_per_min for one in views),
            top_height=max(one.top_height for one in views),
        )
        for view in views
    ]


def _level_cells(views: Sequence[CellsView]) -> list[CellsView]:
    """Return matrices of synapses with one scale of shades."""
    return [replace(view, top=max(one.top for one in views)) for view in views]


def _level_panels(views: Sequence[PanelsView]) -> list[PanelsView]:
    """Return pictures of several parts, each part on one scale with its like."""
    if len({len(view.panels) for view in views}) > 1:
        return list(views)
    columns = [same_scale(_level_clouds(parts)) for parts in zip(*(view.panels for view in views))]
    return [replace(view, panels=panels) for view, panels in zip(views, zip(*columns))]


def _level_clouds(views: Sequence[Any]) -> Sequence[Any]:
    """Return clouds of points with one x axis; other views as they are."""
    if not all(
        isinstance(view, View)
        and view.x_range
        and view.lines
        and not any(line.joined for line in view.lines)
        for view in views
    ):
        return views
    ends = [view.x_range for view in views]
    both = min(low for low, _ in ends), max(high for _, high in ends)
    return [replace(view, x_range=both) for view in views]


def _level_dots(views: Sequence[DotsView]) -> list[DotsView]:
    """Return rows of dots with one axis."""
    ends = [view.x_range for view in views]
    return [
        replace(view, x_range=(min(low for low, _ in ends), max(high for _, high in ends)))
        for view in views
    ]


# The function that gives one scale to views of each kind.
_LEVELLED_BY: dict[type, Callable[[Sequence[Any]], Sequence[Any]]] = {
    View: _level_lines,
    MatrixView: _level_shades,
    PanelsView: _level_panels,
    DotsView: _level_dots,
    SwitchView: _level_switches,
    CellsView: _level_cells,
}


def fits_left(x: Sequence[float], x_range: tuple[float, float]) -> bool:
    """Return whether a label has more room on the left of marks than on their right."""
    low, high = x_range
    return min(x) - low > high - max(x) + 0.1 * (high - low)  # the margin is on the right


def strip(view: View) -> tuple[Row, ...]:
    """Return the rows above a plot: shaded stretches and marks, one row for each label."""
    rows: dict[str, Row] = {}
    for label, x, kind in (
        *((band.label, (band.x0, band.x1), band.style) for band in view.bands),
        *((mark.label, (mark.x,), mark.kind) for mark in view.marks),
    ):
        if not label:  # named in another panel
            continue
        seen = rows[label].x if label in rows else ()
        rows[label] = Row(label, (*seen, *x), kind)
    return tuple(rows.values())


def strip_rows(view: View) -> int:
    """Return how many rows a plot leaves above itself."""
    return max(len(strip(view)), view.least_rows)


def end_labels(view: View, limits: tuple[float, float], most_chars: int) -> list[EndLabel]:
    """Return the labels at the line ends from low to high; lines that end alike share one."""
    ends = []
    for line in view.lines if view.is_labelled else ():
        seen = np.flatnonzero(np.isfinite(line.y))
        if seen.size and line.joined and line.name:
            share = (float(line.y[seen[-1]]) - limits[0]) / (limits[1] - limits[0])
            ends.append((share, float(line.x[seen[-1]]), line))
    ends.sort(key=lambda end: end[0])
    groups: list[list[tuple[float, float, Line]]] = []
    for end in ends:
        last = groups[-1][0] if groups else None
        is_shared = (
            last is not None
            and end[0] - last[0] < _COINCIDE
            and end[1] == last[1]
            and "reference" not in (end[2].style, last[2].style)
        )
        if is_shared:
            groups[-1].append(end)
        else:
            groups.append([end])
    made = []
    for group in groups:
        lines = sorted((line for _, _, line in group), key=view.lines.index)
        rows = textwrap.wrap(_joined(lines), most_chars) or [""]
        at = sum(share for share, _, _ in group) / len(group)
        made.append(EndLabel(tuple(lines), group[0][1], at, tuple(rows)))
    return made


def _joined(lines: Sequence[Line]) -> str:
    """Return one label for lines; what their names share is said once.

    The sign of its marker stands before each name, since the lines may differ further left.
    """
    if len(lines) == 1:
        return plain(lines[0].label)
    parts = [plain(line.label).split() for line in lines]
    shortest = min(map(len, parts))
    head = next((k for k in range(shortest) if len({part[k] for part in parts}) > 1), shortest)
    tail = next((k for k in range(shortest) if len({part[-1 - k] for part in parts}) > 1), shortest)
    if head + tail >= shortest:
        head = tail = 0
    middles = [
        style.sign(line.style, line.variant) + _NO_BREAK + " ".join(part[head : len(part) - tail])
        for line, part in zip(lines, parts)
    ]
    return " ".join([*parts[0][:head], listed(middles), *parts[0][len(parts[0]) - tail :]])


def spread(wanted: list[float], half: list[float], top: float, over: float = 0.0) -> list[float]:
    """Return places for labels as near the wanted ones as possible that do not overlap.

    Parameters
    ----------
    wanted : list of float
        Middles in growing order.
    half : list of float
        Half the height of each label.
    top : float
        Upper end of the room, in the same unit; the lower end is 0.
    over : float
        How far labels may reach beyond both ends.
    """
    if not wanted:
        return []
    sizes = np.asarray(half, dtype=float)
    offset = np.concatenate([[0.0], np.cumsum(sizes[:-1] + sizes[1:])])
    # Without the room between them places only have to grow: pool those that do not.
    pools: list[tuple[float, int]] = []  # mean and count
    for value in np.asarray(wanted, dtype=float) - offset:
        mean, count = float(value), 1
        while pools and pools[-1][0] > mean:
            before, n = pools.pop()
            mean, count = (before * n + mean * count) / (n + count), n + count
        pools.append((mean, count))
    places = np.repeat([mean for mean, _ in pools], [count for _, count in pools])
    places = np.minimum(np.maximum(places, sizes[0] - over), top + over - sizes[-1] - offset[-1])
    return (places + offset).tolist()
