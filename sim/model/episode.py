"""Short stretches of spiking activity, sampled from the calendar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sim import streams
from sim.errors import Cancelled, DivergedError
from sim.kernels import STOPPED, SpikeBuffer, advance, steps
from sim.model.cells import Source, kernel_cells, kernel_drive, resting_state, silence
from sim.model.network import INHIBITORY, PATTERNS
from sim.model.stdp import kernel_rule
from sim.model.world import World

# Episodes of one kind at one calendar step share their luck between arms. Append only.
KINDS = ("test", "everyday", "practice", "surge", "baseline")
_BACKGROUND_EXC, _BACKGROUND_INH, _CUE, _TEACHER = range(4)  # streams of input spikes


class Segment(NamedTuple):
    """A part of an episode with constant input."""

    duration_ms: float
    cue_hz: float = 0.0
    teacher_hz: float = 0.0
    taught: str | None = None  # pattern that the teacher drives
    fresh: bool = False  # forget what was active, and its adaptation, before it begins


class Spikes(NamedTuple):
    """Spikes of an episode in order of time."""

    t_ms: np.ndarray  # (K,) from the end of settling
    neuron: np.ndarray  # (K,) int32
    duration_ms: float


def run_episode(world: World, segments: Sequence[Segment], *, kind: str, step: int,
                learning: float = 0.0, block_exc: float = 0.0, block_inh: float = 0.0) -> Spikes:
    """Let the network of ``world`` be active for a while; its weights change if it learns.

    Parameters
    ----------
    world : World
    segments : sequence of Segment
    kind : str
        One of `KINDS`; with ``step`` it names the luck of the episode.
    step : int
        Calendar step.
    learning : float
        Factor on the learning rate; 0 for none.
    block_exc, block_inh : float
        Share of blocked NMDA receptors.

    Returns
    -------
    Spikes

    Raises
    ------
    Cancelled
        When the stop word of the world is set.
    DivergedError
        When a potential is not finite any more.
    """
    scenario, network = world.scenario, world.scenario.network
    dt_ms = scenario.time.dt_ms
    key = (KINDS.index(kind), step)
    neuron = scenario.neuron
    start_mv = streams.generator(world.seed, "initial", *key).uniform(
        neuron.e_leak_mv, neuron.v_threshold_mv, network.n_cells)
    before_ns = world.kernel_weights()
    weight_ns = before_ns.copy() if learning > 0.0 else before_ns
    state = resting_state(weight_ns, delay_steps=max(1, round(scenario.synapse.delay_ms / dt_ms)),
                          v_mv=start_mv)
    cells = kernel_cells(neuron, scenario.synapse, n_exc=network.n_exc, dt_ms=dt_ms,
                         block_exc=block_exc, block_inh=block_inh)
    background = streams.counter_key(world.seed, "background", *key)
    settle = Segment(scenario.probe.settle_ms)
    total_steps = sum(round(s.duration_ms / dt_ms) for s in (settle, *segments))
    # A cell fires at most once in its refractory time and the step that ends it.
    most = network.n_cells * (total_steps // (1 + min(cells.exc.refractory_steps,
                                                       cells.inh.refractory_steps)) + 1)
    buffer = SpikeBuffer(np.empty(most, np.int32), np.empty(most, np.int32), np.zeros(1, np.int64))

    done = 0
    for number, segment in enumerate((settle, *segments)):
        rule = kernel_rule(scenario.stdp, w_base_ns=scenario.synapse.w_base_ns, dt_ms=dt_ms,
                           factor=learning if number > 0 else 0.0)
        if segment.fresh:
            silence(state, start_mv)
        drive = kernel_drive(_sources(world, segment), background, dt_ms=dt_ms)
        count = round(segment.duration_ms / dt_ms)
        status = advance(world.graph.wiring, state, cells, rule, drive, buffer,
                         steps(done, count), world.control)
        if status == STOPPED:
            raise Cancelled("the run was stopped")
        done += count
    if not np.isfinite(state.v_mv).all():
        raise DivergedError(
            f"potentials became infinite in a {kind} episode on day "
            f"{step * scenario.time.step_h / 24.0:g}; lower stdp.rate or the weights")
    if learning > 0.0:
        world.take_weights(before_ns, weight_ns)

    n = int(buffer.count[0])
    t_ms = buffer.step[:n] * dt_ms - scenario.probe.settle_ms
    begin = int(np.searchsorted(t_ms, 0.0))
    return Spikes(t_ms[begin:].astype(np.float32), buffer.neuron[begin:n].copy(),
                  sum(s.duration_ms for s in segments))


def _sources(world: World, segment: Segment) -> list[Source]:
    synapse, network = world.scenario.synapse, world.scenario.network
    groups = network.group_slices()
    to_exc, to_inh = synapse.w_background_exc_ns, synapse.w_background_inh_ns
    sources = [
        Source(_BACKGROUND_EXC, slice(0, network.n_exc), synapse.background_hz, to_exc),
        Source(_BACKGROUND_INH, groups[INHIBITORY], synapse.background_hz, to_inh),
    ]
    if segment.cue_hz > 0.0:
        sources.append(Source(_CUE, groups[len(PATTERNS)], segment.cue_hz, to_exc))
    if segment.taught is not None and segment.teacher_hz > 0.0:
        cells = groups[PATTERNS.index(segment.taught)]
        sources.append(Source(_TEACHER, cells, segment.teacher_hz, to_exc))
    return sources
