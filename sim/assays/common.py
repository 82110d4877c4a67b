"""What assays share: what one reports, the answer after a push, thresholds, and no trace left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

import numpy as np

from sim.model.activity import active_pattern, count_bins
from sim.model.episode import Spikes
from sim.model.network import PATTERNS
from sim.model.world import World


class Output(NamedTuple):
    """A number that an assay finds at a test, as tables and claims name it."""

    name: str
    unit: str
    label: str
    help: str
    group: str = "activity"  # as in `sim.measures.measure.GROUPS`


def active_in(
    world: World, spikes: Spikes, starts_ms: Sequence[float], length_ms: float
) -> np.ndarray:
    """Return which pattern is active in stretches of an episode.

    Parameters
    ----------
    world : World
    spikes : Spikes
    starts_ms : sequence of float
        Beginning of each stretch.
    length_ms : float
        Length of each.

    Returns
    -------
    (n,) int array
        0 to 3 for A to D, `sim.model.activity.NONE` for none.
    """
    patterns = world.scenario.network.group_slices()[: len(PATTERNS)]
    rate_hz = np.empty((len(PATTERNS), len(starts_ms)))
    for column, start_ms in zip(rate_hz.T, starts_ms):
        first, last = np.searchsorted(spikes.t_ms, [start_ms, start_ms + length_ms])
        column[:] = count_bins(
            spikes.t_ms[first:last] - start_ms,
            spikes.neuron[first:last],
            patterns,
            length_ms,
            bin_ms=length_ms,
        )[:, 0]
    return active_pattern(rate_hz, world.scenario.probe)


def mean_threshold(shares: np.ndarray, happened: np.ndarray) -> float:
    r"""Return the mean share from which on something happens, 0 to 1.

    :math:`\int_0^1 (1 - P(f))\,df`, the estimate of Spearman and Karber of a median dose: it
    needs no curve to be fitted. What does not happen at a share of 1 counts as a threshold of 1,
    so a value of 1 means "1 or more", and no trial is left out.

    Parameters
    ----------
    shares : (n,) array
        From 0 to 1, growing.
    happened : (n, trials) bool array
    """
    return float(np.trapezoid(1.0 - happened.mean(axis=1), shares))


@contextmanager
def put_back(world: World) -> Iterator[None]:
    """Let the network learn, and put its weights back afterwards."""
    kept = world.fast
    try:
        yield
    finally:
        world.fast = kept  # learning makes a new array and leaves this one alone
