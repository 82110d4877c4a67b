r"""The weights as a whole, read in every test; nothing spikes here.

::

    autocorr   = corr(w, w of the start), over synapses that exist or existed at the start
    modularity = sum over groups g of W_gg / m - s_out,g s_in,g / m^2,   m = sum of all weights

Modularity after Newman (2006), for directed weighted networks after Leicht and Newman (2008), with
the fixed partition A, B, C, D, cue, rest, so that values compare over time. Scaling multiplies all
inputs of a cell and is left out of the autocorrelation. Fast weights are all alike at the start,
so they have no autocorrelation with it: they count in the sum of fast and slow, and by how far
they are from rest.

Sums of products are ``(x * y).sum()``, here and wherever else numbers of a result come from: NumPy
adds in an order of its own. ``x @ y`` leaves the order to a BLAS library, which chooses it by the
processor and by how many cores there are, so that even one machine would not repeat its last bit.
"""

from __future__ import annotations

import numpy as np

from sim.model.world import World


def autocorrelation(world: World) -> tuple[float, float]:
    """Return the correlation with the start of fast + slow weights, and of slow weights alone.

    NaN where one of both is the same everywhere.
    """
    existed = world.start > 0.0
    seen = np.flatnonzero(world.alive | existed)
    total = np.where(world.alive, world.fast + world.slow, 0.0)
    slow_at_start = np.where(existed, world.start - 1.0, 0.0)
    return (
        _correlation(total[seen], world.start[seen]),
        _correlation(world.slow[seen], slow_at_start[seen]),
    )


def fast_change(world: World) -> float:
    """Return how far the fast weights of existing synapses are from rest, r.m.s., base weights."""
    moved = world.fast[np.flatnonzero(world.alive)] - 1.0
    return float(np.sqrt(np.mean(moved * moved))) if moved.size else 0.0


def modularity(world: World) -> float:
    """Return the modularity of the plastic weights, below 1; NaN without any weight."""
    weight = world.block_totals()
    total = weight.sum()
    if total == 0.0:
        return float("nan")
    expected = (weight.sum(axis=1) * weight.sum(axis=0)).sum() / total
    return float((np.trace(weight) - expected) / total)


def _correlation(x: np.ndarray, y: np.ndarray) -> float:
    if x.size == 0 or np.ptp(x) == 0.0 or np.ptp(y) == 0.0:
        return float("nan")
    dx, dy = x - x.mean(), y - y.mean()
    return float((dx * dy).sum() / np.sqrt((dx * dx).sum() * (dy * dy).sum()))
