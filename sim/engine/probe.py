"""A test of the network: how it rests and what it answers to the cue. It does not learn here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from sim.assays.structure import autocorrelation, fast_change, modularity
from sim.model.activity import (
    count_bins,
    dwell_ms,
    occupancy,
    states,
    transition_entropy_bits,
    transitions,
)
from sim.model.episode import Acute, Segment, Spikes, run_episode
from sim.model.network import INHIBITORY, PATTERNS
from sim.model.trials import Trial, answers, shares, trials
from sim.model.world import World


class Probe(NamedTuple):
    """What one test found; shapes as in `sim.result.Result`."""

    answer: np.ndarray  # (5,) share of cues answered with A, B, C, D, none
    uncued: np.ndarray  # (5,) the same at the same moments without a cue
    occupancy: np.ndarray  # (5,) share of resting time
    dwell_ms: np.ndarray  # (4,)
    transition_entropy_bits: float
    transitions: np.ndarray  # (5, 5) changes at rest between A, B, C, D, none; row = from
    strength: np.ndarray  # (6, 6) base weights
    group_rate_hz: np.ndarray  # (7,) resting rate of each group, inhibitory cells last
    rate_exc_hz: float
    rate_inh_hz: float
    autocorr_total: float  # of fast + slow weights with those of the start
    autocorr_slow: float
    fast_change: float  # r.m.s. distance of fast weights from rest, base weights
    modularity: float
    spikes: Spikes  # all of the test
    rest_ms: float  # length of the resting part


def run_probe(world: World, *, step: int, acute: Acute) -> Probe:
    """Test the network of ``world`` at a calendar step, with what acts on it now."""
    probe, network = world.scenario.probe, world.scenario.network
    rest_ms = probe.rest_s * 1000.0
    asked = trials(probe, world.scenario.time.dt_ms)
    spikes = run_episode(
        world, tuple(_segments(asked, rest_ms, probe.cue_hz)), kind="test", step=step, acute=acute
    )
    slices = network.group_slices()
    end = int(np.searchsorted(spikes.t_ms, rest_ms))
    rate = count_bins(spikes.t_ms[:end], spikes.neuron[:end], slices, rest_ms)
    mean = rate.mean(axis=1)
    sizes = np.array([cells.stop - cells.start for cells in slices])
    state = states(rate[: len(PATTERNS)], probe)
    total, slow = autocorrelation(world)

    def answered(with_cue: bool) -> np.ndarray:
        return shares(
            answers(
                [trial.counted(with_cue) for trial in asked],
                spikes.t_ms,
                spikes.neuron,
                slices[: len(PATTERNS)],
                probe,
            )
        )

    return Probe(
        answer=answered(True),
        uncued=answered(False),
        occupancy=occupancy(state),
        dwell_ms=dwell_ms(state),
        transition_entropy_bits=transition_entropy_bits(state),
        transitions=transitions(state),
        strength=world.block_strengths(),
        group_rate_hz=mean,
        rate_exc_hz=float((mean * sizes)[:INHIBITORY].sum() / network.n_exc),
        rate_inh_hz=float(mean[INHIBITORY]),
        autocorr_total=total,
        autocorr_slow=slow,
        fast_change=fast_change(world),
        modularity=modularity(world),
        spikes=spikes,
        rest_ms=rest_ms,
    )


def _segments(asked: Sequence[Trial], rest_ms: float, cue_hz: float) -> Iterator[Segment]:
    """Yield the rest in pieces and, between them, the cue as it would be met at each moment."""
    now_ms = 0.0
    for trial in asked:
        yield Segment(trial.moment_ms - now_ms)
        yield Segment(trial.length_ms, cue_hz=cue_hz, aside=True)
        now_ms = trial.moment_ms
    yield Segment(rest_ms - now_ms)


def pattern_share(world: World, spikes: Spikes, pattern: str) -> float:
    """Return the share of an episode in which ``pattern`` was the active one."""
    patterns = world.scenario.network.group_slices()[: len(PATTERNS)]
    rate = count_bins(spikes.t_ms, spikes.neuron, patterns, spikes.duration_ms)
    return float(np.mean(states(rate, world.scenario.probe) == PATTERNS.index(pattern)))
