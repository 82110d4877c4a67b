"""How far two arms stand apart in a number, seed by seed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from sim.result import Result

LEAST_SEEDS = 3  # with fewer, a spread says nothing


def paired(
    first: Sequence[Result], second: Sequence[Result], value: Callable[[Result], float]
) -> np.ndarray:
    """Return the difference, first less second, in each seed in which both have a value."""
    known = [{one.seed: value(one) for one in results} for results in (first, second)]
    found = np.array([known[0][seed] - known[1][seed] for seed in known[0] if seed in known[1]])
    return found[np.isfinite(found)]


def effect_size(
    first: Sequence[Result], second: Sequence[Result], value: Callable[[Result], float]
) -> float:
    """Return how many standard deviations the mean difference within a seed is away from 0.

    This is Cohen's d of paired values, without its sign. Above 1 the arms differ by more than
    their spread.

    Parameters
    ----------
    first, second : sequence of Result
        Runs of two arms.
    value : callable
        What is compared, read from a run.

    Returns
    -------
    float
        Infinite if all seeds differ by the same amount, 0 if none differs, NaN with fewer than
        `LEAST_SEEDS` seeds in which both have a value.
    """
    found = paired(first, second, value)
    if found.size < LEAST_SEEDS:
        return float("nan")
    mean, spread = abs(float(found.mean())), float(found.std(ddof=1))
    return mean / spread if spread else float("inf") if mean else 0.0
