"""Any picture as a table: for readers who do not see it, and for CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from sim.plots.panels.calendar import CalendarView
from sim.plots.panels.cells import CellsView, cell_rows
from sim.plots.panels.dots import DotsView
from sim.plots.panels.lines import Line, View
from sim.plots.panels.map import MapView
from sim.plots.panels.matrix import MatrixView
from sim.plots.panels.picture import AnyView, PanelsView, PartsView
from sim.plots.panels.raster import RasterView
from sim.plots.panels.switches import SwitchView, switch_rows

Cell = str | float | None


Table = tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]


_LONG = ("picture", "line or arm", "at", "value", "95 % band from", "95 % band to")


def table(view: AnyView, *, most_rows: int | None = None) -> Table:
    """Return header and rows of a view.

    Parameters
    ----------
    view : any view
    most_rows : int, optional
        Thin the rows evenly to at most so many, the first and the last among them.

    Returns
    -------
    header : tuple of str
    rows : tuple of tuples
        Of Python's own numbers and texts; None where a line has no value.
    """
    header, rows = _ROWS_OF[type(view)](view)
    if most_rows is not None and len(rows) > most_rows:
        some = np.unique(np.linspace(0, len(rows) - 1, max(most_rows, 1)).astype(int))
        rows = tuple(rows[k] for k in some)
    return header, rows


def _number(value: Any) -> float | None:
    """Return a float of Python, or None for NaN."""
    return float(value) if np.isfinite(value) else None


def _lines(view: View) -> Table:
    header, columns = [view.x_label], []
    for line in view.lines:
        parts = [(line.name, line.y)]
        if line.low is not None and line.high is not None:
            parts += [
                (f"{line.name}: {line.band} from", line.low),
                (f"{line.name}: {line.band} to", line.high),
            ]
        for name, values in parts:
            header.append(name)
            columns.append({float(x): _number(y) for x, y in zip(line.x, values)})
    places = sorted({x for column in columns for x in column})
    return tuple(header), tuple((x, *(column.get(x) for column in columns)) for x in places)


def _spikes(view: RasterView) -> Table:
    """One row for each group: single spikes would tell a reader nothing."""
    count = np.bincount(view.group, minlength=len(view.group_names))
    cells = np.diff(view.row_bounds)
    drawn = view.n_spikes / max(view.t_ms.size, 1)  # spikes that one drawn spike stands for
    rows = tuple(
        (name, int(n), _number(k * drawn * 1000.0 / (view.duration_ms * n)) if n else None)
        for name, n, k in zip(view.group_names, cells, count)
    )
    return ("group", "cells (number)", f"mean rate in {view.label} (Hz)"), rows


def _events(view: CalendarView) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for lane in view.lanes:
        rows += [(lane.label, day, "dose") for day in lane.doses_d]
        rows += [
            (lane.label, day, f"session of {pattern}, active in {share:.2f} of it")
            for day, share, pattern in lane.sessions
        ]
        rows += [
            (lane.label, first, f"window open, until day {last:.1f}") for first, last in lane.open_d
        ]
        rows += [(lane.label, day, "test") for day in lane.tests_d]
    order = {lane.label: place for place, lane in enumerate(view.lanes)}
    rows.sort(key=lambda row: (order[row[0]], row[1]))
    return ("arm", "time (model days)", "event"), tuple(rows)


def _weights(view: MatrixView) -> Table:
    header = ("from", *(f"to {name} ({view.unit})" for name in view.names))
    return header, tuple((name, *map(_number, row)) for name, row in zip(view.names, view.values))


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


def parts_rows(view: PartsView) -> tuple[tuple[str, ...], tuple[tuple[object, ...], ...]]:
    """Return pictures side by side as one table, a row for each point of a line."""
    rows: list[tuple[object, ...]] = []
    for part in view.parts:
        for line in part.lines:
            columns = [
                line.y,
                *(line.y * np.nan if one is None else one for one in (line.low, line.high)),
            ]
            rows += [
                (
                    part.x_label,
                    float(x),
                    line.name,
                    part.y_label,
                    *(float(one) if np.isfinite(one) else None for one in values),
                )
                for x, *values in zip(line.x, *columns)
            ]
    return (
        "axis",
        "place on it",
        "line",
        "quantity",
        "mean",
        "95 % band from",
        "95 % band to",
    ), tuple(rows)


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


# The function that returns header and rows of each kind of view.
_ROWS_OF: dict[type, Callable[[Any], Table]] = {
    View: _lines,
    RasterView: _spikes,
    CalendarView: _events,
    MatrixView: _weights,
    PanelsView: lambda view: panels_table(view, _lines),
    DotsView: dots_table,
    MapView: map_table,
    PartsView: parts_rows,
    SwitchView: switch_rows,
    CellsView: cell_rows,
}
