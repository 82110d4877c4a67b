"""Spikes of single cells in time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.plots.panels.lines import Band


@dataclass(frozen=True, eq=False)
class RasterView:
    """Spikes of one test, K spikes in ``n_rows`` rows.

    ``t_ms`` (K,) from the start of the test; ``row`` (K,) and ``group`` (K,) int; rows are sorted
    by group, ``row_bounds`` (n_groups + 1,) holds the first row of each group and the end.
    ``bands`` are the stretches that count for the answer, ``cues_ms`` the (start, end) of each
    cue, ``cuts_ms`` the times from which on another moment is shown.
    ``n_spikes`` counts all spikes, also those left out of the picture.
    """

    id: str
    title: str
    what: str
    leaves_out: str
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
    alt: str
    cues_ms: tuple[tuple[float, float], ...] = ()
    cuts_ms: tuple[float, ...] = ()
    x_label: str = "time in the test (ms)"
    y_label: str = "cell, sorted by group (number)"
