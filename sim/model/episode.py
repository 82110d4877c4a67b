"""Short stretches of spiking activity, sampled from the calendar."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from sim import streams
from sim.errors import Cancelled, DivergedError
from sim.kernels import (
    BUFFER_FULL,
    STOPPED,
    Cells,
    Drive,
    Learning,
    SpikeBuffer,
    State,
    advance,
    steps,
)
from sim.model.cells import (
    Source,
    copied,
    in_precision,
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
# Of what cells and synapses hold during an episode. Single precision moves half the bytes and puts
# twice the cells into the vector unit; `docs/accuracy.md` says what it does to results. Weights of
# the world stay double: an episode hands over by how much it changed them.
PRECISION = np.float32
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


class Observer(NamedTuple):
    """Looks at the state of an episode every few milliseconds after settling; changes nothing."""

    look: Callable[[State, float], None]  # called with the state and the time in ms
    every_ms: float


class KernelInput(NamedTuple):
    """All that the kernel is given for one segment, beside the state."""

    cells: Cells
    rule: Learning
    drive: Drive


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
    observer: Observer | None = None,
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
    observer : Observer, optional

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
    scenario, dt_ms = world.scenario, world.scenario.time.dt_ms
    key = (KINDS.index(kind), step, number)
    start_mv = _start_mv(world, key)
    before_ns = world.kernel_weights().astype(PRECISION)
    weight_ns = before_ns.copy() if learning > 0.0 else before_ns
    state = resting_state(
        weight_ns, v_mv=start_mv, delay_steps=1 + round(scenario.synapse.delay_ms / dt_ms)
    )
    background = streams.counter_key(world.seed, "background", *key)

    @cache
    def input_of(alike: Segment, learning: float) -> KernelInput:
        """Return what the kernel is given for segments that differ in their length alone."""
        return kernel_input(world, alike, acute, background, learning)

    settle = Segment(scenario.probe.settle_ms)
    done = 0  # steps
    pieces: list[tuple[np.ndarray, np.ndarray]] = []  # steps and cells of spikes
    asides: list[tuple[int, int, list]] = []  # when it began, its steps, its pieces
    for place, segment in enumerate((settle, *segments)):
        is_settling, is_aside = place == 0, segment.aside
        acted = copied(state) if is_aside else state
        if segment.fresh:
            silence(acted, start_mv)
        _hold(world, acted, segment, acute)
        learns = 0.0 if is_settling or is_aside else learning
        given = input_of(segment._replace(duration_ms=0.0), learns)
        count = round(segment.duration_ms / dt_ms)
        is_watched = observer is not None and not (is_settling or is_aside)
        chunk = round(observer.every_ms / dt_ms) if is_watched else count
        here = []
        for first in range(done, done + count, max(chunk, 1)):
            n = min(chunk, done + count - first)
            here.append(_advance(world, acted, given, steps(first, n), kind))
            if is_watched:
                observer.look(state, (first + n) * dt_ms - settle.duration_ms)
        if not np.isfinite(acted.v_mv).all():
            raise DivergedError(
                f"potentials became infinite in a {kind} episode on day "
                f"{step * scenario.time.step_h / 24.0:g}; lower stdp.rate or the weights"
            )
        if is_aside:
            asides.append((done, count, here))
            continue
        pieces += [] if is_settling else here
        done += count
    end = done
    for began, count, here in asides:
        pieces += [(spike_step + np.int32(end - began), neuron) for spike_step, neuron in here]
        end += count
    if learning > 0.0:
        world.take_weights(before_ns, weight_ns)

    if not pieces:  # segments shorter than a step
        pieces.append(taken(empty_buffer(0)))
    spike_step, neuron = (np.concatenate(arrays) for arrays in zip(*pieces))
    t_ms = spike_step * dt_ms - round(settle.duration_ms / dt_ms) * dt_ms
    duration_ms = sum(segment.duration_ms for segment in segments)
    return Spikes(t_ms.astype(np.float32), neuron, duration_ms)


def _start_mv(world: World, key: tuple[int, int, int]) -> np.ndarray:
    """Draw the potential at which each cell begins, (N,)."""
    neuron = world.scenario.neuron
    # A cell that rests above its threshold fires by itself, so it may be anywhere on its way there.
    fires_alone = neuron.e_leak_mv >= neuron.v_threshold_mv
    return streams.generator(world.seed, "initial", *key).uniform(
        neuron.v_reset_mv if fires_alone else neuron.e_leak_mv,
        neuron.v_threshold_mv,
        world.scenario.network.n_cells,
    )


def kernel_input(
    world: World, segment: Segment, acute: Acute, background: np.uint64, learning: float
) -> KernelInput:
    """Return what the kernel is given for a segment that learns with a factor."""
    dt_ms = world.scenario.time.dt_ms
    rule = kernel_rule(world.scenario.stdp, w_base_ns=world.w_base_ns, dt_ms=dt_ms, factor=learning)
    sources = _sources(world, segment)
    drive = kernel_drive(sources, background, dt_ms=dt_ms, precision=PRECISION)
    cells = in_precision(_cells(world, segment, acute), PRECISION)
    return KernelInput(cells, in_precision(rule, PRECISION), drive)


def _advance(
    world: World, state: State, given: KernelInput, span: np.ndarray, kind: str
) -> tuple[np.ndarray, np.ndarray]:
    """Advance a state by a ``span`` of steps; returns steps and cells of its spikes."""
    cells = given.cells
    # A cell fires at most once in its refractory time and the step that ends it.
    shortest = 1 + min(cells.exc.refractory_steps, cells.inh.refractory_steps)
    buffer = empty_buffer(world.scenario.network.n_cells * (int(span[1]) // shortest + 1))
    status = advance(world.graph.wiring, state, *given, buffer, span, world.control)
    if status == STOPPED:
        raise Cancelled("the run was stopped")
    if status == BUFFER_FULL:
        raise DivergedError(
            f"more spikes in a {kind} episode than cells can fire: an "
            "error of the program; please report the scenario and the seed"
        )
    return taken(buffer)


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
