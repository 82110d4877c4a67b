"""The run: one arm of a scenario, from day 0 to its end.

At each calendar step, in this order: cells and spines that are lost on purpose, and new cells that
take a side; a test if one is due; the surge, everyday activity and practice as spiking episodes;
spines and scaling; then the window, rapid scaling and consolidation advance.
"""

from __future__ import annotations

import copy
import time
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from sim import streams
from sim.assays import run_assays
from sim.engine.plan import Due, Plan
from sim.engine.probe import pattern_share, run_probe
from sim.engine.recorder import Recorder
from sim.engine.settle import settle
from sim.errors import Cancelled
from sim.interventions.base import Session
from sim.kernels import consolidate
from sim.model.consolidation import kernel_capture
from sim.model.dopamine import reward_factor
from sim.model.episode import Acute, Segment, run_episode
from sim.model.erasure import erase
from sim.model.floats import usual_floats
from sim.model.homeostasis import average_rate, scale_inputs
from sim.model.joining import join
from sim.model.lesion import lose_cells
from sim.model.rapid_scaling import step as step_rapid
from sim.model.sleep import Sleeper
from sim.model.spines import Pressure, turnover
from sim.model.subjects import as_subject
from sim.model.window import learning_factor, signal
from sim.model.window import step as step_window
from sim.model.world import World
from sim.result import Result, provenance
from sim.scenario import Scenario, load

_EVERYDAY_HOUR = 12.0  # everyday activity is sampled at noon
_REPORTS_PER_S = 10.0


class Progress(NamedTuple):
    """How far a run has come."""

    done_d: float
    total_d: float
    arm: str
    seed: int


def run(
    scenario: Scenario,
    *,
    arm: str,
    seed: int = 0,
    on_progress: Callable[[Progress], None] | None = None,
    stop: np.ndarray | None = None,
) -> Result:
    """Run one arm of a scenario.

    Parameters
    ----------
    scenario : Scenario
        Or what `sim.load` makes one of.
    arm : str
        Id of one of its arms.
    seed : int
        0 or above. Arms with the same seed share network, noise and luck: they are identical to
        the last bit until their first difference.
    on_progress : callable, optional
        Called with a `Progress` at most ten times a second.
    stop : (2,) int64 array, optional
        Stop word: set ``stop[0] = 1`` from another thread to end the run.

    Returns
    -------
    Result

    Raises
    ------
    ScenarioError
        If the scenario has no such arm or the seed is negative.
    Cancelled
        If the stop word was set.
    DivergedError
        If the network left every sensible range.
    """
    return Run(scenario, arm, seed, stop).to_end(on_progress)


class Run:
    """One run under way; see `run`."""

    @usual_floats
    def __init__(self, scenario: Scenario, arm: str, seed: int, stop: np.ndarray | None) -> None:
        scenario, seed = load(scenario), streams.plain_seed(seed)
        self.wall_s, self.step = 0.0, 0  # what it has taken; the step that is next
        self.source, self.arm, self.seed = scenario, arm, seed
        self.given = scenario.for_arm(arm)
        self.scenario = as_subject(self.given, seed)
        self.control = np.zeros(2, dtype=np.int64) if stop is None else stop
        if self.control.dtype != np.int64 or self.control.shape != (2,):
            raise ValueError("stop must be an int64 array of two numbers")
        self.world = World(self.scenario, seed, self.control)
        self.plan = Plan(self.scenario, seed)
        self.sleeper = Sleeper(self.world, self.plan.t_d.size)
        self.surge = 0.0
        self.recorder = Recorder(self.world, self.plan.t_d.size)

    def to_end(self, on_progress: Callable[[Progress], None] | None) -> Result:
        """Go through the calendar and return the result."""
        self.go_on(self.plan.t_d.size, on_progress)
        return self.result()

    @usual_floats
    def go_on(self, until: int, on_progress: Callable[[Progress], None] | None = None) -> None:
        """Go through the calendar up to a step, without that step."""
        began_s, reported_s, t_d = time.perf_counter(), 0.0, self.plan.t_d
        if self.step == 0 < until:
            settle(self.world, self.plan.due(0).acting.silent)
        while self.step < until:
            if self.control[0] != 0:
                raise Cancelled("the run was stopped")
            now_s = time.perf_counter()
            if on_progress is not None and now_s - reported_s > 1.0 / _REPORTS_PER_S:
                reported_s = now_s
                on_progress(Progress(float(t_d[self.step]), float(t_d[-1]), self.arm, self.seed))
            self.one_step(self.step, self.plan.due(self.step))
            self.step += 1
        self.wall_s += time.perf_counter() - began_s

    def parts_at(self, scenario: Scenario, arm: str) -> int:
        """Return the first step on which something else is due in another arm.

        Both arms have the same tables; they differ in interventions only.
        """
        plan, step = Plan(as_subject(scenario.for_arm(arm), self.seed), self.seed), 0
        while step < plan.t_d.size and self.plan.due(step) == plan.due(step):
            if self.control[0] != 0:
                raise Cancelled("the run was stopped")
            step += 1
        return step

    def branch(self, scenario: Scenario, arm: str) -> Run:
        """Return a run of another arm that has got as far as this one, and goes its own way.

        The other arm must not have parted yet, see `parts_at`.
        """
        if self.step > self.parts_at(scenario, arm):
            raise ValueError(f"arm {arm} has parted from {self.arm} already")
        given = scenario.for_arm(arm)
        own = as_subject(given, self.seed)
        # What is named here is not copied: the arms' own, and the stop word that both obey.
        instead = (
            (self.source, scenario),
            (self.given, given),
            (self.scenario, own),
            (self.plan, Plan(own, self.seed)),
            (self.control, self.control),
        )
        other = copy.deepcopy(self, {id(ours): theirs for ours, theirs in instead})
        other.arm = arm
        return other

    def one_step(self, step: int, due: Due) -> None:
        """Do all that is due at one calendar step."""
        scenario, world, plan, acute = self.scenario, self.world, self.plan, due.acute
        t_d = float(plan.t_d[step])
        world.acting = due.acting
        for lesion in due.lesions:
            lose_cells(world, lesion)
        for erasure in due.erasures:
            erase(world, erasure, step)
        for joining in due.joinings:
            join(world, joining)
        learning = learning_factor(
            scenario.window, world.window, acute.block_exc, scenario.drug.learning_block
        )
        if step in plan.tests:
            self.recorder.record_probe(
                t_d,
                world,
                run_probe(world, step=step, acute=acute),
                run_assays(world, step=step, acute=acute, learning=learning),
            )
        if due.surge_blocks is not None:
            self.measure_surge(step, *due.surge_blocks)
        self.recorder.record_step(step, world, surge=self.surge, learning=learning)
        if (step - plan.period(_EVERYDAY_HOUR)) % plan.period(24.0) == 0:
            self.live_a_day(step, learning, acute)
        for is_practice in (True, False):  # each with luck of its own
            sessions = [one for one in due.sessions if one.is_practice == is_practice]
            for number, session in enumerate(sessions):
                self.practise(step, number, session, learning, acute)
        every = plan.period(scenario.spines.every_h)
        if scenario.spines.enabled and step > 0 and step % every == 0:
            self.change_spines(step, every * scenario.time.step_h / 24.0)
        self.sleeper.live(step, t_d, due.rhythm, learning, acute)
        self.advance_biology(due)

    def change_spines(self, step: int, days: float) -> None:
        """Draw the births and losses of the last ``days``."""
        world, params, acting = self.world, self.scenario.spines, self.world.acting
        luck = streams.generator(self.seed, "spines", step).random((2, world.alive.size))
        unused: np.ndarray | float = 0.0
        if acting.unused_loss_per_d > 0.0:
            unused = acting.unused_loss_per_d * np.exp(-world.rate_hz / params.spared_hz)
            unused = unused[world.graph.post]
        pressure = Pressure(world.chain.spine_drive, acting.spine_birth, unused)
        rested = world.weights() / (1.0 + world.waking)
        born, lost, settled = turnover(
            params, rested, world.places, world.birth_hazard, pressure, luck, days
        )
        world.young = world.young & ~self.sleeper.settling(settled, luck[1], days)
        world.set_alive(born, lost, float(self.plan.t_d[step]))

    def measure_surge(self, step: int, block_exc: float, block_inh: float) -> None:
        """Compare excitatory output with and without the drug, on the same input spikes."""
        probe, acting = self.scenario.probe, self.world.acting
        undrugged = Acute(currents=acting.currents, silent=acting.silent)
        drugged = undrugged._replace(
            block_exc=block_exc, block_inh=block_inh, ampa_block=acting.ampa_block
        )
        self.surge = 0.0
        if block_inh < probe.surge_block_min or block_inh == 0.0:
            return
        n_exc = self.scenario.network.n_exc
        rest = (Segment(probe.surge_s * 1000.0),)
        count = [
            np.count_nonzero(
                run_episode(self.world, rest, kind="surge", step=step, acute=acute).neuron < n_exc
            )
            for acute in (undrugged, drugged)
        ]
        self.surge = max(0.0, count[1] / max(count[0], 1) - 1.0)

    def live_a_day(self, step: int, learning: float, acute: Acute) -> None:
        """Let the network rest and meet the cue, learning as it does; then scale its inputs."""
        scenario, world = self.scenario, self.world
        rest_ms = scenario.everyday.rest_s * 1000.0
        cue = (
            Segment(scenario.everyday.gap_ms),
            Segment(scenario.everyday.cue_ms, cue_hz=scenario.everyday.cue_hz),
        )
        spikes = run_episode(
            world,
            (Segment(rest_ms), *(cue * scenario.everyday.cues)),
            kind="everyday",
            step=step,
            acute=acute,
            learning=learning * reward_factor(scenario.dopamine, 0.0),
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

    def practise(
        self, step: int, number: int, session: Session, learning: float, acute: Acute
    ) -> None:
        """Let the network practise one session, the ``number``-th of this calendar step."""
        one = (
            Segment(session.gap_ms),
            Segment(
                session.repeat_ms,
                cue_hz=session.cue_hz,
                teacher_hz=session.teacher_hz,
                taught=session.pattern,
            ),
        )
        kind = "practice" if session.is_practice else "rehearsal"
        spikes = run_episode(
            self.world,
            one * session.repeats,
            kind=kind,
            step=step,
            number=number,
            acute=acute,
            learning=learning * reward_factor(self.scenario.dopamine, session.reward),
        )
        if session.is_practice:
            share = pattern_share(self.world, spikes, session.pattern)
            self.recorder.record_session(float(self.plan.t_d[step]), share)

    def advance_biology(self, due: Due) -> None:
        """Advance window, rapid scaling and consolidation by one calendar step."""
        scenario, world = self.scenario, self.world
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
            scenario.window,
            world.chain,
            surge=self.surge,
            acting=world.acting,
            level_um=due.level_um,
        )
        world.rapid = step_rapid(
            scenario.rapid_scaling,
            world.rapid,
            bdnf=world.chain.bdnf,
            block_exc=due.acute.block_exc,
            step_h=step_h,
        )
        world.chain = step_window(
            scenario.window, world.chain, opened, step_h, world.acting.synthesis_block
        )

    def result(self) -> Result:
        """Return the result of a run that has come to its end."""
        recorder, plan = self.recorder, self.plan
        recorder.series.update(
            level_ng_per_ml=plan.level,
            block_exc=plan.block_exc,
            block_inh=plan.block_inh,
            **self.sleeper.series,
        )
        return Result(
            scenario=self.given,
            arm=self.arm,
            arm_label=next(arm.name for arm in self.source.arm if arm.id == self.arm),
            seed=self.seed,
            t_d=plan.t_d,
            series=recorder.series,
            probe_d=np.array(recorder.probe_d),
            probes=recorder.probe_arrays(),
            spikes=recorder.spike_arrays(),
            sample=recorder.sample_arrays(),
            session_d=np.array(recorder.session_d),
            session_share=np.array(recorder.session_share),
            group_of_neuron=self.scenario.network.group_of_neuron(),
            provenance=provenance(self.source.fingerprint(self.arm, self.seed), self.wall_s),
        )
