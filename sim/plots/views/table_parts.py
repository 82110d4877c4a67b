"""Tables of pictures of several parts, of rows of dots and of maps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from sim.plots.views.shapes import DotsView, MapView, PanelsView
from sim.plots.views.types import Line, View

Cell = str | float | None
Table = tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]
_LONG = ("picture", "line or arm", "at", "value", "95 % band from", "95 % band to")


def panels_table(view: PanelsView, lines_table: Callable[[View], Table]) -> Table:
    """Return one table of all panels: side by side on a shared axis, else below each other."""
    if not view.is_shared:
        return _LONG, tuple(row for panel in view.panels for row in _long(panel))
    together = tuple(
        replace(line, name=f"{line.name}: {panel.y_label}")
        for panel in view.panels
        for line in _all_lines(panel)
    )
    return lines_table(replace(view.panels[0], x_label=view.x_label, lines=together))


def dots_table(view: DotsView) -> Table:
    """Return single values, and the mean of each row."""
    return _LONG[1:], tuple(row[1:] for row in _long(view))


def map_table(view: MapView) -> Table:
    """Return one row for each pair of settings."""
    rows = tuple(
        (
            float(view.x[column]),
            float(view.y[row]),
            _number(view.values[row, column]),
            int(view.counts[row, column]),
        )
        for row, column in np.ndindex(view.values.shape)
    )
    return (view.x_label, view.y_label, view.z_label, "runs (number)"), rows


def _all_lines(panel: View) -> tuple[Line, ...]:
    """Return the lines of a panel without references, and its bars as lines."""
    bars = tuple(Line(one.name, one.x, one.y, one.style) for one in panel.bars)
    return (*(line for line in panel.lines if line.style != "reference"), *bars)


def _long(panel: View | DotsView) -> Iterator[tuple[Cell, ...]]:
    if isinstance(panel, View):
        for line in _all_lines(panel):
            none = np.full(line.x.size, np.nan)
            low, high = (none if part is None else part for part in (line.low, line.high))
            for parts in zip(line.x, line.y, low, high):
                yield (panel.y_label, line.name, *map(_number, parts))
        return
    if panel.note:
        yield panel.x_label, "", panel.note, None, None, None
    for row in panel.rows if not panel.note else ():
        for name, value in zip(row.names, row.values):
            yield panel.x_label, row.label, str(name), float(value), None, None
        yield panel.x_label, row.label, f"mean of {row.values.size}", row.mean, row.low, row.high


def _number(value: Any) -> float | None:
    """Return a float of Python, or None for NaN."""
    return float(value) if np.isfinite(value) else None
