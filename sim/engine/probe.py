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
from sim.model.world import World, writes


class Probe(NamedTuple):
    """The outputs and spikes of one test."""

    values: dict[str, np.ndarray | float]  # by name, as in `sim.outputs`
    spikes: Spikes  # all of the test


@writes()
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

    values = {
        "answer": answered(True),
        "uncued": answered(False),
        "occupancy": occupancy(state),
        "dwell_ms": dwell_ms(state),
        "transition_entropy_bits": transition_entropy_bits(state),
        "transitions": transitions(state),
        "strength": world.block_strengths(),
        "group_rate_hz": mean,
        "rate_exc_hz": float((mean * sizes)[:INHIBITORY].sum() / network.n_exc),
        "rate_inh_hz": float(mean[INHIBITORY]),
        "autocorr_total": total,
        "autocorr_slow": slow,
        "fast_change": fast_change(world),
        "modularity": modularity(world),
    }
    return Probe(values, spikes)


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
