"""How irregularly cells fire."""

from __future__ import annotations

import numpy as np


def mean_interval_cv(time: np.ndarray, cell: np.ndarray, min_spikes: int) -> float:
    """Return the mean coefficient of variation of intervals between a cell's spikes.

    Few spikes cut long intervals off: in the current network of Vogels and Abbott 0.74 from 3
    spikes on, 0.77 from 10.

    Parameters
    ----------
    time, cell : (n,) arrays
        Spikes, in any unit of time and any order.
    min_spikes : int
        Cells with fewer spikes do not count.
    """
    order = np.lexsort((time, cell))
    time, cell = time[order], cell[order]
    trains = np.split(time, np.flatnonzero(np.diff(cell)) + 1)
    intervals = [np.diff(train) for train in trains if train.size >= min_spikes]
    return float(np.mean([gap.std() / gap.mean() for gap in intervals])) if intervals else np.nan
