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
    minuend, subtrahend = (
        {result.seed: value(result) for result in results} for results in (first, second)
    )
    differences = [minuend[seed] - subtrahend[seed] for seed in minuend if seed in subtrahend]
    return np.array([difference for difference in differences if np.isfinite(difference)])


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
        Reads the number that is compared from a run.

    Returns
    -------
    float
        Infinite if all seeds differ by the same amount, 0 if none differs, NaN with fewer than
        `LEAST_SEEDS` seeds in which both have a value.
    """
    differences = paired(first, second, value)
    if differences.size < LEAST_SEEDS:
        return float("nan")
    mean, spread = abs(float(differences.mean())), float(differences.std(ddof=1))
    return mean / spread if spread else float("inf") if mean else 0.0
