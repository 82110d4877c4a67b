"""Spikes of single cells in time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.plots.panels.lines import Band
from sim.plots.panels.picture import Panel, Table


@dataclass(frozen=True, eq=False)
class Raster(Panel):
    """Spikes of one test, K spikes in ``n_rows`` rows.

    ``t_ms`` (K,) from the start of the test; ``row`` (K,) and ``group`` (K,) int; rows are sorted
    by group, ``row_bounds`` (n_groups + 1,) holds the first row of each group and the end.
    ``bands`` are the stretches that count for the answer, ``cues_ms`` the (start, end) of each
    cue, ``cuts_ms`` the times from which on another moment is shown.
    ``n_spikes`` counts all spikes, also those left out of the picture.
    """

    t_ms: np.ndarray
    row: np.ndarray
    group: np.ndarray
    group_names: tuple[str, ...]
    row_bounds: np.ndarray
    duration_ms: float
    n_rows: int
    n_spikes: int
    bands: tuple[Band, ...]
    label: str
    cues_ms: tuple[tuple[float, float], ...] = ()
    cuts_ms: tuple[float, ...] = ()
    x_label: str = "time in the test (ms)"
    y_label: str = "cell, sorted by group (number)"

    kind: ClassVar[str] = "raster"

    def table(self) -> Table:
        """Return one row for each group: single spikes would tell a reader nothing."""
        n_drawn = np.bincount(self.group, minlength=len(self.group_names))
        n_cells = np.diff(self.row_bounds)
        stands_for = self.n_spikes / max(self.t_ms.size, 1)  # spikes for each that is drawn
        rows = tuple(
            (name, int(n), float(k * stands_for * 1000.0 / (self.duration_ms * n)) if n else None)
            for name, n, k in zip(self.group_names, n_cells, n_drawn, strict=True)
        )
        return ("group", "cells (number)", f"mean rate in {self.label} (Hz)"), rows
