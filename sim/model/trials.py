"""The trials of a test: at which moments the cue is shown, and what answers.

A test is a stretch of rest. At moments spread over it the network is asked: from a copy of its
state, cells and random numbers as they are at that moment, the cue is shown, and then the copy is
forgotten. The rest that goes on without a cue is the *catch trial* of that moment. An answer says
something about the cue only beside what would have come up without one, and no trial is touched by
the tiredness that an earlier cue left.

On the time axis of a test the rest comes first, then the cues one after another.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sim.model.activity import NONE, active_pattern
from sim.model.calendar import ProbeParams
from sim.model.episode import Spikes
from sim.model.network import PATTERNS
from sim.model.world import World


class Trial(NamedTuple):
    """One moment with and without a cue; ms from the beginning of the test."""

    moment_ms: float  # of the rest, at which the cue would begin
    start_ms: float  # of the cue, after the rest
    length_ms: float  # of both
    ignored_ms: float  # at the beginning of both, before what counts as the answer

    def counted(self, with_cue: bool) -> tuple[float, float]:
        """Return from when to when activity counts as the answer."""
        start_ms = self.start_ms if with_cue else self.moment_ms
        return start_ms + self.ignored_ms, start_ms + self.length_ms


def trials(probe: ProbeParams, dt_ms: float) -> tuple[Trial, ...]:
    """Return the trials of a test.

    Parameters
    ----------
    probe : ProbeParams
    dt_ms : float
        Moments and lengths are whole steps of so many ms.
    """
    rest_ms, length_ms = (round(ms / dt_ms) * dt_ms for ms in (probe.rest_s * 1000.0, probe.cue_ms))
    last_ms = max(rest_ms - length_ms, 0.0)
    moments = np.linspace(min(probe.lead_ms, last_ms), last_ms, probe.trials)
    ignored_ms = min(probe.ignore_ms, length_ms / 2.0)
    return tuple(
        Trial(round(moment / dt_ms) * dt_ms, rest_ms + k * length_ms, length_ms, ignored_ms)
        for k, moment in enumerate(moments.tolist())
    )


def answers(
    stretches: Sequence[tuple[float, float]],
    t_ms: np.ndarray,
    neuron: np.ndarray,
    patterns: Sequence[slice],
    probe: ProbeParams,
) -> np.ndarray:
    """Return which pattern was the active one in each of some stretches.

    Parameters
    ----------
    stretches : sequence of (from ms, to ms)
    t_ms, neuron : (K,) arrays
        Spikes in order of time.
    patterns : sequence of slice
        Cells of A to D.
    probe : ProbeParams

    Returns
    -------
    (n,) int array
        0 to 3 for A to D, `sim.model.activity.NONE` for none.
    """
    from_ms, to_ms = np.reshape(stretches, (-1, 2)).T
    return active_pattern(_rates_hz(from_ms, to_ms, to_ms - from_ms, t_ms, neuron, patterns), probe)


def shares(active: np.ndarray) -> np.ndarray:
    """Return the share of trials in which each of A, B, C, D and none was active, (5,)."""
    return np.bincount(active, minlength=NONE + 1) / max(active.size, 1)


def active_in(
    world: World, spikes: Spikes, starts_ms: Sequence[float], length_ms: float
) -> np.ndarray:
    """Return which pattern is active in stretches of an episode, all of one length.

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
    from_ms = np.array(starts_ms, dtype=float)
    rate_hz = _rates_hz(
        from_ms, from_ms + length_ms, length_ms, spikes.t_ms, spikes.neuron, patterns
    )
    return active_pattern(rate_hz, world.scenario.probe)


def _rates_hz(
    from_ms: np.ndarray,
    to_ms: np.ndarray,
    length_ms: np.ndarray | float,
    t_ms: np.ndarray,
    neuron: np.ndarray,
    patterns: Sequence[slice],
) -> np.ndarray:
    """Return the rate of each pattern in each of n stretches, (4, n); the spikes are in order."""
    first, last = np.searchsorted(t_ms, from_ms), np.searchsorted(t_ms, to_ms)
    rate_hz = np.empty((len(patterns), from_ms.size))
    for row, cells in zip(rate_hz, patterns):
        fired = (neuron >= cells.start) & (neuron < cells.stop)
        count = np.concatenate([[0], np.cumsum(fired)])  # of its spikes before each spike
        row[:] = count[last] - count[first]
        row *= 1000.0 / (length_ms * max(cells.stop - cells.start, 1))
    return rate_hz
