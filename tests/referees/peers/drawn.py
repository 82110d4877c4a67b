"""Random networks and input for the cases, with numpy alone: every simulator gets the same."""

from __future__ import annotations

import numpy as np


def random_network(
    n: int, p: float, seed: int, *, autapses: bool = False
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Draw a random network in which every ordered pair is connected with probability ``p``.

    Known results, in spikes, of Brian2 and of independent loops:

    * `brian_cases.cuba`, 1000 cells, seed 0, with autapses, 6.48 and -36 mV, 1 s: 11 837
    * the same with Euler steps, 4000 cells, seed 1, 9 steps of delay, 1.62 and -9 mV, 0.5 s: 11 483
    * `brian_cases.coba`, that network, 4 and 51 nS, 0.5 s: 36 098

    Returns
    -------
    pre, post : (S,) int
        Sender and target of each synapse, sorted by sender, then by target.
    v0_mv : (n,)
        Start potentials between -60 and -50.
    """
    rng = np.random.default_rng(seed)
    rows = []
    for sender in range(n):
        chosen = rng.random(n) < p
        chosen[sender] &= autapses
        rows.append(np.flatnonzero(chosen))
    pre = np.repeat(np.arange(n), [row.size for row in rows])
    return pre, np.concatenate(rows), rng.uniform(-60.0, -50.0, n)


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
