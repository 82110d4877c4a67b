"""The activity of a network, read from its spikes: active pattern, answer, dwell, transitions."""

from __future__ import annotations

import numpy as np

from sim.model.calendar import ProbeParams
from sim.model.network import PATTERNS

BIN_MS = 10.0
SMOOTH_BINS = 5
NONE = len(PATTERNS)  # state in which no pattern is active


def count_bins(
    t_ms: np.ndarray,
    neuron: np.ndarray,
    slices: tuple[slice, ...],
    duration_ms: float,
    bin_ms: float = BIN_MS,
) -> np.ndarray:
    """Return the rate of each group in each bin.

    Parameters
    ----------
    t_ms : (K,) spike times, 0 to ``duration_ms``
    neuron : (K,) spiking cells
    slices : tuple of slice
        Cells of each group.
    duration_ms, bin_ms : float

    Returns
    -------
    (n_groups, n_bins) array, Hz per cell
    """
    n_bins = max(1, round(duration_ms / bin_ms))
    place = np.minimum((t_ms / bin_ms).astype(np.int64), n_bins - 1)
    rate = np.empty((len(slices), n_bins))
    for row, cells in zip(rate, slices):
        inside = (neuron >= cells.start) & (neuron < cells.stop)
        row[:] = np.bincount(place[inside], minlength=n_bins)
        row *= 1000.0 / (bin_ms * max(cells.stop - cells.start, 1))
    return rate


def active_pattern(rate_hz: np.ndarray, probe: ProbeParams) -> np.ndarray:
    """Return which pattern is active: above a rate, and well above every other pattern.

    Parameters
    ----------
    rate_hz : (4, n) array
        Rates of the patterns.
    probe : ProbeParams

    Returns
    -------
    (n,) int array
        0 to 3 for A to D, `NONE` for none.
    """
    order = np.sort(rate_hz, axis=0)
    clear = (order[-1] > probe.active_hz) & (order[-1] > probe.active_ratio * order[-2])
    return np.where(clear, rate_hz.argmax(axis=0), NONE)


def states(rate_hz: np.ndarray, probe: ProbeParams) -> np.ndarray:
    """Return the active pattern in each bin of the smoothed rates (4, n_bins)."""
    # At the edges the mean runs over the bins that exist.
    half, n_bins = SMOOTH_BINS // 2, rate_hz.shape[1]
    total = np.concatenate([np.zeros((len(rate_hz), 1)), np.cumsum(rate_hz, axis=1)], axis=1)
    first = np.maximum(np.arange(n_bins) - half, 0)
    last = np.minimum(np.arange(n_bins) + half + 1, n_bins)
    return active_pattern((total[:, last] - total[:, first]) / (last - first), probe)


def occupancy(state: np.ndarray) -> np.ndarray:
    """Return the share of time in each pattern and in none, (5,)."""
    return np.bincount(state, minlength=NONE + 1) / state.size


def visits(state: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the states visited in turn and the number of bins spent in each."""
    starts = np.concatenate([[0], np.flatnonzero(np.diff(state)) + 1])
    return state[starts], np.diff(np.concatenate([starts, [state.size]]))


def transitions(state: np.ndarray) -> np.ndarray:
    """Return how often one state was followed by another, (5, 5): row = from, column = to.

    Pauses are a state of their own here; the diagonal is 0.
    """
    visited = visits(state)[0]
    count = np.zeros((NONE + 1, NONE + 1), dtype=np.int32)
    np.add.at(count, (visited[:-1], visited[1:]), 1)
    return count


def dwell_ms(state: np.ndarray) -> np.ndarray:
    """Return the mean length of a visit to each pattern, (4,) ms; NaN where there was none."""
    visited, bins = visits(state)
    return np.array(
        [
            bins[visited == k].mean() * BIN_MS if (visited == k).any() else np.nan
            for k in range(NONE)
        ]
    )


def transition_entropy_bits(state: np.ndarray) -> float:
    r"""Return how open the order of patterns is, 0 to log2(3) = 1.58 bits.

    :math:`H = -\sum_k \pi_k \sum_{l \ne k} P_{kl} \log_2 P_{kl}`, over visits to patterns with
    pauses left out and repeats of one pattern merged. Shannon (1948). NaN without a transition.
    It is 0 for a fixed cycle too: read it beside the occupancy.
    """
    visited = visits(state)[0]
    visited = visited[visited != NONE]
    first, second = visited[:-1], visited[1:]
    change = first != second
    if not change.any():
        return float("nan")
    count = np.zeros((NONE, NONE))
    np.add.at(count, (first[change], second[change]), 1.0)
    row = count.sum(axis=1, keepdims=True)
    share = np.divide(count, row, out=np.zeros_like(count), where=row > 0)
    terms = share * np.log2(share, out=np.zeros_like(share), where=share > 0)
    return float(-(row[:, 0] / row.sum() * terms.sum(axis=1)).sum() + 0.0)
