"""Random networks and input for the cases, with numpy alone, so that every simulator gets the same."""

from __future__ import annotations

import numpy as np


def random_network(n: int, p: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return sender and target (S,) of each synapse, sorted by sender, then by target.

    Every ordered pair of different cells is connected with probability ``p``.
    """
    rng = np.random.default_rng(seed)
    rows = []
    for sender in range(n):
        chosen = rng.random(n) < p
        chosen[sender] = False
        rows.append(np.flatnonzero(chosen))
    pre = np.repeat(np.arange(n), [row.size for row in rows])
    return pre, np.concatenate(rows)


def bernoulli_trains(n: int, rate_hz: float, n_steps: int, dt_ms: float, seed: int) -> np.ndarray:
    """Return spikes (k, 2) of ``n`` inputs, each at most once in a step, as (step, input)."""
    rng = np.random.default_rng(seed)
    p = rate_hz * dt_ms / 1000.0
    # Gaps between events of all inputs laid end to end: as many draws as there are events.
    gaps = rng.geometric(p, size=int(n * n_steps * p * 1.1 + 1000))
    place = np.cumsum(gaps) - 1
    step, which = np.divmod(place[place < n * n_steps], n)
    return np.column_stack([step, which])


def sorted_spikes(step: np.ndarray, neuron: np.ndarray) -> np.ndarray:
    """Return (n, 2) int64 spikes sorted by step, then by neuron."""
    order = np.lexsort((neuron, step))
    return np.column_stack([step, neuron])[order].astype(np.int64)


def mean_isi_cv(spikes: np.ndarray) -> float:
    """Return the mean coefficient of variation of intervals of neurons with at least 3 spikes."""
    order = np.lexsort((spikes[:, 0], spikes[:, 1]))
    step, neuron = spikes[order].T
    intervals = np.split(step, np.flatnonzero(np.diff(neuron)) + 1)
    cvs = [np.std(isi) / np.mean(isi) for isi in map(np.diff, intervals) if isi.size >= 2]
    return float(np.mean(cvs)) if cvs else float("nan")
