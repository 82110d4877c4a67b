"""Any picture as a table: for readers who do not see it, and for CSV."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from sim.plots.panels.lines import Lines, values_of
from sim.plots.panels.picture import STACKED, Cell, Panel, Picture, Table

_BESIDE = ("axis", "place on it", "line", "quantity", "mean", "95 % band from", "95 % band to")


def table(picture: Picture, *, most_rows: int | None = None) -> Table:
    """Return header and rows of a picture.

    Parameters
    ----------
    picture : Picture
    most_rows : int, optional
        Thin the rows evenly to at most so many, the first and the last among them.

    Returns
    -------
    header : tuple of str
    rows : tuple of tuples
        Of Python's own numbers and texts; None where a line has no value.
    """
    header, rows = _whole(picture)
    if most_rows is not None and len(rows) > most_rows:
        some = np.unique(np.linspace(0, len(rows) - 1, max(most_rows, 1)).astype(int))
        rows = tuple(rows[k] for k in some)
    return header, rows


def _whole(picture: Picture) -> Table:
    if len(picture.panels) == 1:
        return picture.panel.table()
    if picture.arrangement == "beside":
        return _BESIDE, tuple(row for panel in picture.panels for row in _beside(panel))
    if picture.shares_x:
        return _on_one_axis(picture).table()
    return STACKED, tuple(row for panel in picture.panels for row in _stacked(panel))


def _on_one_axis(picture: Picture) -> Lines:
    """Return the lines of all panels in one, named after their y axes."""
    lines = tuple(
        replace(line, name=f"{line.name}: {panel.y_label}")
        for panel in picture.panels
        for line in panel.measured
    )
    return Lines(picture.panels[-1].x_label, "", lines)


def _stacked(panel: Panel) -> Sequence[tuple[Cell, ...]]:
    if not isinstance(panel, Lines):
        return panel.table()[1]
    return [
        (panel.y_label, line.name, *values) for line in panel.measured for values in values_of(line)
    ]


def _beside(panel: Lines) -> list[tuple[Cell, ...]]:
    return [
        (panel.x_label, x, line.name, panel.y_label, *values)
        for line in panel.lines
        for x, *values in values_of(line)
    ]
