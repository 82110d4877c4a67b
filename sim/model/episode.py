"""Short stretches of spiking activity, sampled from the calendar."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from sim import streams
from sim.errors import Cancelled, DivergedError
from sim.kernels import BUFFER_FULL, STOPPED, Cells, SpikeBuffer, State, advance, steps
from sim.model.cells import (
    Source,
    copied,
    kernel_cells,
    kernel_drive,
    resting_state,
    silence,
)
from sim.model.conditions import Current, Silent
from sim.model.network import INHIBITORY, PATTERNS
from sim.model.stdp import kernel_rule
from sim.model.world import World, writes

# Episodes of one kind at one calendar step share their random numbers between arms. Append only.
KINDS = (
    "test",
    "everyday",
    "practice",
    "surge",
    "baseline",
    "sleep",
    "kick",
    "basin",
    "reversal",
    "challenge",
    "pairing",
    "balance",
    "rehearsal",
    "settling",
    "waking",
    "leaving",
)
_FOREVER = 2**30  # steps; longer than any episode
_BACKGROUND_EXC, _BACKGROUND_INH, _CUE, _TEACHER = range(4)  # streams of input spikes


class Segment(NamedTuple):
    """A part of an episode with constant input."""

    duration_ms: float
    cue_hz: float = 0.0
    teacher_hz: float = 0.0
    taught: str | None = None  # pattern that the teacher drives
    taught_share: float = 1.0  # the teacher drives this share of its cells
    silenced: str | None = None  # group some of whose cells cannot fire
    silenced_share: float = 0.0
    fresh: bool = False  # forget what was active, and its adaptation, before it begins
    # What would happen from here on with this input: on a copy of the state, with the random
    # numbers of the next segment, and without learning; the copy is then forgotten.
    aside: bool = False
    block: tuple[float, float] | None = None  # NMDA block here, if it is not that of the episode


class Acute(NamedTuple):
    """Blocks, currents and silence that act on receptors and cells during an episode."""

    block_exc: float = 0.0  # share of NMDA receptors blocked on excitatory cells
    block_inh: float = 0.0
    ampa_block: float = 0.0
    currents: tuple[Current, ...] = ()
    silent: tuple[Silent, ...] = ()


UNDISTURBED = Acute()


class Spikes(NamedTuple):
    """Spikes of an episode in order of time; segments aside come after the others."""

    t_ms: np.ndarray  # (K,) from the end of settling
    neuron: np.ndarray  # (K,) int32
    duration_ms: float  # of all segments, those aside among them


@writes(World.take_weights)
def run_episode(
    world: World,
    segments: Sequence[Segment],
    *,
    kind: str,
    step: int,
    number: int = 0,
    learning: float = 0.0,
    acute: Acute = UNDISTURBED,
    observe: Callable[[State, float], None] | None = None,
    observe_ms: float = 20.0,
) -> Spikes:
    """Let the network of ``world`` be active for a while; its weights change if it learns.

    Parameters
    ----------
    world : World
    segments : sequence of Segment
    kind : str
        One of `KINDS`; with ``step`` it chooses the random numbers of the episode.
    step : int
        Calendar step.
    number : int
        Tells episodes of one kind at one step apart.
    learning : float
        Factor on the learning rate; 0 for none.
    acute : Acute
        What acts on receptors and cells.
    observe : callable, optional
        Called with the state and the time in ms every ``observe_ms`` after settling; it may look
        and not touch.

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
    key = (KINDS.index(kind), step, number)
    neuron = scenario.neuron
    # A cell that rests above its threshold fires by itself, so it may be anywhere on its way there.
    fires_alone = neuron.e_leak_mv >= neuron.v_threshold_mv
    start_mv = streams.generator(world.seed, "initial", *key).uniform(
        neuron.v_reset_mv if fires_alone else neuron.e_leak_mv,
        neuron.v_threshold_mv,
        network.n_cells,
    )
    before_ns = world.kernel_weights()
    weight_ns = before_ns.copy() if learning > 0.0 else before_ns
    state = resting_state(
        weight_ns, v_mv=start_mv, delay_steps=1 + round(scenario.synapse.delay_ms / dt_ms)
    )
    background = streams.counter_key(world.seed, "background", *key)
    settle = Segment(scenario.probe.settle_ms)

    settled = round(settle.duration_ms / dt_ms)
    done, parts, asides = 0, [], []
    for place, segment in enumerate((settle, *segments)):
        cells = _cells(world, segment, acute)
        # A cell fires at most once in its refractory time and the step that ends it.
        shortest = 1 + min(cells.exc.refractory_steps, cells.inh.refractory_steps)
        learns = place > 0 and not segment.aside
        rule = kernel_rule(
            scenario.stdp,
            w_base_ns=world.w_base_ns,
            dt_ms=dt_ms,
            factor=learning if learns else 0.0,
        )
        acted = copied(state) if segment.aside else state
        if segment.fresh:
            silence(acted, start_mv)
        _hold(world, acted, segment, acute)
        drive = kernel_drive(_sources(world, segment), background, dt_ms=dt_ms)
        count = round(segment.duration_ms / dt_ms)
        watched = observe is not None and place > 0 and not segment.aside
        chunk = round(observe_ms / dt_ms) if watched else count
        for first in range(0, count, max(chunk, 1)):
            n = min(chunk, count - first)
            buffer = empty_buffer(network.n_cells * (n // shortest + 1))
            status = advance(
                world.graph.wiring,
                acted,
                cells,
                rule,
                drive,
                buffer,
                steps(done + first, n),
                world.control,
            )
            if status == STOPPED:
                raise Cancelled("the run was stopped")
            if status == BUFFER_FULL:
                raise DivergedError(
                    f"more spikes in a {kind} episode than cells can fire: an "
                    "error of the program; please report the scenario and the seed"
                )
            if segment.aside:
                asides.append((*taken(buffer), done, count))
            elif place > 0:
                parts.append(taken(buffer))
                if observe is not None:
                    observe(state, (done + first + n) * dt_ms - settle.duration_ms)
        if not np.isfinite(acted.v_mv).all():
            raise DivergedError(
                f"potentials became infinite in a {kind} episode on day "
                f"{step * scenario.time.step_h / 24.0:g}; lower stdp.rate or the weights"
            )
        if not segment.aside:
            done += count
    end = done
    for step_of_spike, neuron_of_spike, began, count in asides:
        parts.append((step_of_spike + np.int32(end - began), neuron_of_spike))
        end += count
    if learning > 0.0:
        world.take_weights(before_ns, weight_ns)

    if not parts:  # segments shorter than a step
        parts.append(taken(empty_buffer(0)))
    step_of_spike = np.concatenate([part[0] for part in parts])
    t_ms = step_of_spike * dt_ms - settled * dt_ms
    return Spikes(
        t_ms.astype(np.float32),
        np.concatenate([part[1] for part in parts]),
        sum(s.duration_ms for s in segments),
    )


def _cells(world: World, segment: Segment, acute: Acute) -> Cells:
    scenario = world.scenario
    block_exc, block_inh = segment.block or (acute.block_exc, acute.block_inh)
    cells = kernel_cells(
        scenario.neuron,
        scenario.synapse,
        n_exc=scenario.network.n_exc,
        dt_ms=scenario.time.dt_ms,
        block_exc=block_exc,
        block_inh=block_inh,
    )
    return cells._replace(ampa_open=cells.ampa_open * (1.0 - acute.ampa_block))


def _hold(world: World, state: State, segment: Segment, acute: Acute) -> None:
    """Silence dead cells and those of the segment, and inject its currents."""
    state.refractory[state.refractory > _FOREVER // 2] = 0
    state.refractory[world.dead] = _FOREVER
    for gone in acute.silent:
        state.refractory[world.part_of(*gone)] = _FOREVER
    if segment.silenced is not None:
        state.refractory[world.part_of(segment.silenced, 0.0, segment.silenced_share)] = _FOREVER
    n_exc = world.scenario.network.n_exc
    state.current_pa[:n_exc] = world.settled.current_exc_pa
    state.current_pa[n_exc:] = world.settled.current_inh_pa
    quiet = segment.cue_hz == 0.0 and segment.taught is None
    for current in acute.currents:
        if quiet or not current.quiet_only:
            cells = world.part_of(current.group, current.first, current.last)
            state.current_pa[cells] += current.current_pa


def empty_buffer(size: int) -> SpikeBuffer:
    """Return room for ``size`` spikes."""
    return SpikeBuffer(np.empty(size, np.int32), np.empty(size, np.int32), np.zeros(1, np.int64))


def taken(buffer: SpikeBuffer) -> tuple[np.ndarray, np.ndarray]:
    """Return copies of the steps and cells of the spikes in a buffer."""
    n = int(buffer.count[0])
    return buffer.step[:n].copy(), buffer.neuron[:n].copy()


def _sources(world: World, segment: Segment) -> list[Source]:
    synapse, network = world.scenario.synapse, world.scenario.network
    groups = network.group_slices()
    to_exc, to_inh = synapse.w_background_exc_ns, synapse.w_background_inh_ns
    sources = [
        Source(_BACKGROUND_EXC, slice(0, network.n_exc), synapse.background_hz, to_exc),
        Source(_BACKGROUND_INH, groups[INHIBITORY], synapse.background_hz, to_inh),
    ]
    if segment.cue_hz > 0.0:
        sources.append(Source(_CUE, groups[len(PATTERNS)], segment.cue_hz, synapse.w_input_ns))
    if segment.taught is not None and segment.teacher_hz > 0.0:
        cells = world.part_of(segment.taught, 0.0, segment.taught_share)
        sources.append(Source(_TEACHER, cells, segment.teacher_hz, synapse.w_input_ns))
    return sources
