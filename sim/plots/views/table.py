"""Any view as a table: for readers who do not see the picture, and for CSV."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from sim.plots.views.cells import cell_rows
from sim.plots.views.kinds import CellsView, PartsView, SwitchView
from sim.plots.views.learning import parts_rows
from sim.plots.views.shapes import DotsView, MapView, PanelsView
from sim.plots.views.switches import switch_rows
from sim.plots.views.table_parts import dots_table, map_table, panels_table
from sim.plots.views.types import AnyView, CalendarView, MatrixView, RasterView, View

Cell = str | float | None
Table = tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]


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
