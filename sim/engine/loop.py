"""The run: one arm of a scenario, from day 0 to its end.

At each calendar step, in this order: a test if one is due; the surge, everyday activity and
practice as spiking episodes; spines and scaling; then the window and consolidation advance.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from sim import streams
from sim.engine.probe import pattern_share, run_probe
from sim.engine.recorder import Recorder
from sim.errors import Cancelled, Problem, ScenarioError
from sim.interventions.base import Session
from sim.kernels import consolidate
from sim.model.consolidation import kernel_capture
from sim.model.drug import blocks, level_ng_per_ml
from sim.model.episode import Segment, run_episode
from sim.model.homeostasis import average_rate, scale_inputs
from sim.model.spines import turnover
from sim.model.window import learning_factor
from sim.model.window import step as step_window
from sim.model.world import World
from sim.result import Result, provenance
from sim.scenario import Scenario

_EVERYDAY_HOUR = 12.0  # everyday activity is sampled at noon
_BASELINE_S = 10.0  # resting activity from which each cell takes its homeostatic target
_REPORTS_PER_S = 10.0


class Progress(NamedTuple):
    """How far a run has come."""

    done_d: float
    total_d: float
    arm: str
    seed: int


def run(scenario: Scenario, *, arm: str, seed: int = 0,
        on_progress: Callable[[Progress], None] | None = None,
        stop: np.ndarray | None = None) -> Result:
    """Run one arm of a scenario.

    Parameters
    ----------
    scenario : Scenario
        See `sim.load`.
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

    def __init__(self, scenario: Scenario, arm: str, seed: int, stop: np.ndarray | None) -> None:
        if seed < 0:
            raise ScenarioError([Problem("seed", "", str(seed), "a whole number of at least 0")])
        self.began_s = time.perf_counter()
        self.source, self.arm, self.seed = scenario, arm, seed
        self.scenario = scenario.for_arm(arm)
        self.control = np.zeros(2, dtype=np.int64) if stop is None else stop
        if self.control.dtype != np.int64 or self.control.shape != (2,):
            raise ValueError("stop must be an int64 array of two numbers")
        self.world = World(self.scenario, seed, self.control)
        clock = self.scenario.time
        self.n_steps = round(clock.length_d * 24.0 / clock.step_h) + 1
        self.t_d = np.arange(self.n_steps) * clock.step_h / 24.0
        acts = self.scenario.intervention
        self.infusions = sorted(one for act in acts for one in act.infusions())
        self.level = level_ng_per_ml(self.scenario.drug, self.infusions, self.t_d)
        self.block_exc, self.block_inh = self.blocks_at(self.level)
        # The surge is measured from the first step of each infusion on.
        self.surge_from = sorted({self.step_from(one.start_d) for one in self.infusions})
        self.sessions: dict[int, list[Session]] = {}
        for act in sorted(acts, key=lambda act: act.name):
            for session in act.sessions():
                self.sessions.setdefault(self.step_of(session.start_d), []).append(session)
        self.tests = {self.step_of(day) for day in clock.test_days}
        self.surge = 0.0
        self.recorder = Recorder(self.n_steps)

    def step_of(self, t_d: float) -> int:
        """Return the calendar step nearest to a time in days."""
        return round(t_d * 24.0 / self.scenario.time.step_h)

    def step_from(self, t_d: float) -> int:
        """Return the first calendar step that is not before a time in days."""
        return math.ceil(t_d * 24.0 / self.scenario.time.step_h - 1e-9)

    def period(self, hours: float) -> int:
        """Return the number of calendar steps nearest to so many hours, at least one."""
        return max(1, round(hours / self.scenario.time.step_h))

    def blocks_at(self, level: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the block on excitatory and inhibitory cells; none without NMDA receptors."""
        exc, inh = blocks(self.scenario.drug, level)
        has_nmda = float(self.scenario.synapse.nmda_ratio > 0.0)
        return exc * has_nmda, inh * has_nmda

    def to_end(self, on_progress: Callable[[Progress], None] | None) -> Result:
        """Go through the calendar and return the result."""
        self.take_targets()
        reported_s = 0.0
        for step in range(self.n_steps):
            if self.control[0] != 0:
                raise Cancelled("the run was stopped")
            now_s = time.perf_counter()
            if on_progress is not None and now_s - reported_s > 1.0 / _REPORTS_PER_S:
                reported_s = now_s
                on_progress(Progress(float(self.t_d[step]), float(self.t_d[-1]), self.arm,
                                     self.seed))
            self.one_step(step)
        return self.result()

    def take_targets(self) -> None:
        """Measure the rate of each cell before anything happens: its homeostatic target."""
        spikes = run_episode(self.world, (Segment(_BASELINE_S * 1000.0),), kind="baseline", step=0)
        n_exc = self.scenario.network.n_exc
        rate_hz = np.bincount(spikes.neuron, minlength=n_exc)[:n_exc] / _BASELINE_S
        self.world.target_hz, self.world.rate_hz = rate_hz, rate_hz.copy()

    def one_step(self, step: int) -> None:
        """Do all that is due at one calendar step."""
        scenario, world = self.scenario, self.world
        blocked = {"block_exc": float(self.block_exc[step]),
                   "block_inh": float(self.block_inh[step])}
        if step in self.tests:
            self.recorder.record_probe(float(self.t_d[step]),
                                       run_probe(world, step=step, **blocked))
        every = self.period(scenario.probe.surge_every_h)
        if any(step >= first and (step - first) % every == 0 for first in self.surge_from):
            self.measure_surge(step)
        learning = learning_factor(scenario.window, world.chain.window, blocked["block_exc"],
                                   scenario.drug.learning_block)
        self.recorder.record_step(step, world, surge=self.surge, learning=learning)
        if (step - self.period(_EVERYDAY_HOUR)) % self.period(24.0) == 0:
            self.live_a_day(step, learning, blocked)
        for number, session in enumerate(self.sessions.get(step, ())):
            self.practise(step, number, session, learning, blocked)
        every = self.period(scenario.spines.every_h)
        if scenario.spines.enabled and step > 0 and step % every == 0:
            luck = streams.generator(self.seed, "spines", step).random(world.alive.size)
            days = every * scenario.time.step_h / 24.0
            world.set_alive(*turnover(scenario.spines, world.weights(), world.alive,
                                      world.birth_hazard, world.chain.spine_drive, luck, days))
        self.advance_biology()

    def measure_surge(self, step: int) -> None:
        """Compare excitatory output with and without the drug, on the same input spikes.

        The drug level is taken in the middle of the interval for which the surge will stand.
        """
        probe, drug = self.scenario.probe, self.scenario.drug
        stands_for_h = self.period(probe.surge_every_h) * self.scenario.time.step_h
        middle_d = self.t_d[step] + stands_for_h / 2.0 / 24.0
        begun = [one for one in self.infusions if one.start_d <= self.t_d[step]]
        level = level_ng_per_ml(drug, begun, np.array([middle_d]))
        block_exc, block_inh = (float(block[0]) for block in self.blocks_at(level))
        self.surge = 0.0
        if block_inh < probe.surge_block_min or block_inh == 0.0:
            return
        n_exc = self.scenario.network.n_exc
        rest = (Segment(probe.surge_s * 1000.0),)
        count = [
            np.count_nonzero(run_episode(self.world, rest, kind="surge", step=step,
                                         block_exc=exc, block_inh=inh).neuron < n_exc)
            for exc, inh in ((0.0, 0.0), (block_exc, block_inh))
        ]
        self.surge = max(0.0, count[1] / max(count[0], 1) - 1.0)

    def live_a_day(self, step: int, learning: float, blocked: dict[str, float]) -> None:
        """Let the network rest and meet the cue, learning as it does; then scale its inputs."""
        scenario, world = self.scenario, self.world
        rest_ms = scenario.everyday.rest_s * 1000.0
        cue = (Segment(scenario.everyday.gap_ms),
               Segment(scenario.everyday.cue_ms, cue_hz=scenario.everyday.cue_hz))
        spikes = run_episode(world, (Segment(rest_ms), *(cue * scenario.everyday.cues)),
                             kind="everyday", step=step, learning=learning, **blocked)
        if scenario.homeostasis.enabled:
            resting = spikes.neuron[spikes.t_ms < rest_ms]
            measured = np.bincount(resting, minlength=world.rate_hz.size)[: world.rate_hz.size]
            world.rate_hz = average_rate(scenario.homeostasis, world.rate_hz,
                                         measured * 1000.0 / rest_ms, 1.0)
            world.scale = scale_inputs(scenario.homeostasis, world.scale, world.rate_hz,
                                       world.target_hz, 1.0)

    def practise(self, step: int, number: int, session: Session, learning: float,
                 blocked: dict[str, float]) -> None:
        """Let the network practise one session, the ``number``-th of this calendar step."""
        one = (Segment(session.gap_ms),
               Segment(session.repeat_ms, cue_hz=session.cue_hz,
                       teacher_hz=session.teacher_hz, taught=session.pattern))
        spikes = run_episode(self.world, one * session.repeats, kind="practice", step=step,
                             number=number, learning=learning, **blocked)
        self.recorder.record_session(float(self.t_d[step]),
                                     pattern_share(self.world, spikes, session.pattern))

    def advance_biology(self) -> None:
        """Advance window and consolidation by one calendar step."""
        scenario, world = self.scenario, self.world
        step_h = scenario.time.step_h
        capture = kernel_capture(scenario.consolidation, step_h=step_h,
                                 capture_gain=scenario.window.capture_gain,
                                 window=world.chain.window)
        consolidate(world.graph.wiring.in_start, world.alive, world.fast, world.slow,
                    world.protein, capture)
        world.chain = step_window(scenario.window, world.chain, self.surge, step_h)

    def result(self) -> Result:
        """Return the result of a run that has come to its end."""
        recorder = self.recorder
        recorder.series.update(level_ng_per_ml=self.level, block_exc=self.block_exc,
                               block_inh=self.block_inh)
        return Result(
            scenario=self.scenario,
            arm=self.arm,
            arm_label=next(a.label or a.id for a in self.source.arm if a.id == self.arm),
            seed=self.seed,
            t_d=self.t_d,
            series=recorder.series,
            probe_d=np.array(recorder.probe_d),
            probes=recorder.probe_arrays(),
            spikes=recorder.spike_arrays(),
            session_d=np.array(recorder.session_d),
            session_share=np.array(recorder.session_share),
            group_of_neuron=self.scenario.network.group_of_neuron(),
            provenance=provenance(self.source.fingerprint(self.arm, self.seed),
                                  time.perf_counter() - self.began_s),
        )
