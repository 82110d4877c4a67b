"""The biology of one calendar step: each part changes the world, and declares what of it.

A part takes the world and the plan of the step. The order of the parts is that of
`sim.engine.loop.Run.one_step`.
"""

from __future__ import annotations

import numpy as np

from sim import streams
from sim.engine.plan import StepPlan
from sim.engine.probe import pattern_share
from sim.interventions.base import Session
from sim.kernels import consolidate
from sim.model.consolidation import kernel_capture
from sim.model.dopamine import reward_factor
from sim.model.episode import Acute, Segment, Spikes, run_episode
from sim.model.erasure import erase
from sim.model.homeostasis import average_rate, scale_inputs
from sim.model.joining import join
from sim.model.lesion import lose_cells
from sim.model.rapid_scaling import step as step_rapid
from sim.model.sleep import Sleeper
from sim.model.spines import Pressure, turnover
from sim.model.window import learning_factor, signal
from sim.model.window import step as step_window
from sim.model.world import World, writes


@writes("acting", "learning", lose_cells, erase, join)
def intervene(world: World, now: StepPlan) -> None:
    """Let interventions act: conditions, loss of cells and spines, new cells that take a side."""
    scenario = world.scenario
    world.acting = now.acting
    for lesion in now.lesions:
        lose_cells(world, lesion)
    for erasure in now.erasures:
        erase(world, erasure, now.step)
    for joining in now.joinings:
        join(world, joining)
    world.learning = learning_factor(
        scenario.window, world.window, now.acute.block_exc, scenario.drug.learning_block
    )


@writes("surge")
def measure_surge(world: World, now: StepPlan) -> None:
    """Compare excitatory output with and without the drug, on the same input spikes."""
    if now.surge_blocks is None:
        return
    block_exc, block_inh = now.surge_blocks
    probe, acting = world.scenario.probe, now.acting
    undrugged = Acute(currents=acting.currents, silent=acting.silent)
    drugged = undrugged._replace(
        block_exc=block_exc, block_inh=block_inh, ampa_block=acting.ampa_block
    )
    world.surge = 0.0
    if block_inh < probe.surge_block_min or block_inh == 0.0:
        return
    rest = (Segment(probe.surge_s * 1000.0),)
    without, under_drug = (
        np.count_nonzero(
            run_episode(world, rest, kind="surge", step=now.step, acute=acute).neuron
            < world.scenario.network.n_exc
        )
        for acute in (undrugged, drugged)
    )
    world.surge = max(0.0, under_drug / max(without, 1) - 1.0)


@writes("rate_hz", "scale", run_episode)
def live_a_day(world: World, now: StepPlan) -> None:
    """Let the network rest and meet the cue, learning as it does; then scale its inputs."""
    scenario = world.scenario
    rest_ms = scenario.everyday.rest_s * 1000.0
    cue = (
        Segment(scenario.everyday.gap_ms),
        Segment(scenario.everyday.cue_ms, cue_hz=scenario.everyday.cue_hz),
    )
    spikes = run_episode(
        world,
        (Segment(rest_ms), *(cue * scenario.everyday.cues)),
        kind="everyday",
        step=now.step,
        acute=now.acute,
        learning=world.learning * reward_factor(scenario.dopamine, 0.0),
    )
    resting = spikes.neuron[spikes.t_ms < rest_ms]
    measured = np.bincount(resting, minlength=world.rate_hz.size)[: world.rate_hz.size]
    world.rate_hz = average_rate(
        scenario.homeostasis, world.rate_hz, measured * 1000.0 / rest_ms, 1.0
    )
    if scenario.homeostasis.enabled:
        world.scale = scale_inputs(
            scenario.homeostasis, world.scale, world.rate_hz, world.target_hz, 1.0
        )


@writes(run_episode)
def practise(world: World, now: StepPlan) -> list[float]:
    """Let the network go through the sessions of this step, practice first.

    Returns
    -------
    list of float
        Share of each session of practice in which its pattern was active.
    """
    practice = [session for session in now.sessions if session.is_practice]
    rehearsals = [session for session in now.sessions if not session.is_practice]
    shares = []
    for number, session in enumerate(practice):
        spikes = _go_through(world, now, session, "practice", number)
        shares.append(pattern_share(world, spikes, session.pattern))
    for number, session in enumerate(rehearsals):
        _go_through(world, now, session, "rehearsal", number)
    return shares


def _go_through(world: World, now: StepPlan, session: Session, kind: str, number: int) -> Spikes:
    """Let the network go through one session, the ``number``-th of its kind at this step."""
    repeat = (
        Segment(session.gap_ms),
        Segment(
            session.repeat_ms,
            cue_hz=session.cue_hz,
            teacher_hz=session.teacher_hz,
            taught=session.pattern,
        ),
    )
    return run_episode(
        world,
        repeat * session.repeats,
        kind=kind,
        step=now.step,
        number=number,
        acute=now.acute,
        learning=world.learning * reward_factor(world.scenario.dopamine, session.reward),
    )


@writes(World.lose_synapses, World.bear_synapses)
def turn_over_spines(world: World, now: StepPlan, sleeper: Sleeper) -> None:
    """Draw the births and losses of spines since they were drawn last."""
    params, acting = world.scenario.spines, now.acting
    draws = streams.generator(world.seed, "spines", now.step).random((2, world.alive.size))
    unused: np.ndarray | float = 0.0
    if acting.unused_loss_per_d > 0.0:
        unused = acting.unused_loss_per_d * np.exp(-world.rate_hz / params.spared_hz)
        unused = unused[world.graph.post]
    pressure = Pressure(world.chain.spine_drive, acting.spine_birth, unused)
    born, lost, settled = turnover(
        params,
        world.rested_weights,
        world.places,
        world.birth_hazard,
        pressure,
        draws,
        now.spine_d,
    )
    world.young = world.young & ~sleeper.settling(settled, draws[1], now.spine_d)
    world.lose_synapses(lost)
    world.bear_synapses(born, now.t_d)


@writes("fast", "slow", "protein", "rapid", "chain")
def advance_slow_variables(world: World, now: StepPlan) -> None:
    """Advance consolidation, rapid scaling and the window by one calendar step."""
    scenario = world.scenario
    step_h = scenario.time.step_h
    capture = kernel_capture(
        scenario.consolidation,
        step_h=step_h,
        capture_gain=scenario.window.capture_gain,
        window=world.window,
    )
    consolidate(
        world.graph.wiring.in_start, world.alive, world.fast, world.slow, world.protein, capture
    )
    opened = signal(
        scenario.window, world.chain, surge=world.surge, acting=now.acting, level_um=now.level_um
    )
    world.rapid = step_rapid(
        scenario.rapid_scaling,
        world.rapid,
        bdnf=world.chain.bdnf,
        block_exc=now.acute.block_exc,
        step_h=step_h,
    )
    world.chain = step_window(
        scenario.window, world.chain, opened, step_h, now.acting.synthesis_block
    )
