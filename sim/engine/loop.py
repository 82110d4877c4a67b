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
from sim.assays import OUTPUTS, run_assays
from sim.engine.plan import Plan
from sim.engine.probe import run_probe
from sim.engine.recorder import Recorder
from sim.engine.settle import settle
from sim.engine.step import (
    advance_slow_variables,
    intervene,
    live_a_day,
    measure_surge,
    practise,
    turn_over_spines,
)
from sim.errors import Cancelled
from sim.model.floats import usual_floats
from sim.model.sleep import Sleeper
from sim.model.subjects import as_subject
from sim.model.world import World
from sim.outputs import check
from sim.result import Result, provenance
from sim.scenario import Scenario, load

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
        0 or above. Arms with the same seed share network and random draws: they are identical to
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
    """One run under way: goes through the calendar, and lets biology and recording act.

    See `run` for its arguments.

    Attributes
    ----------
    step : int
        The step that is next.
    wall_s : float
        Seconds it has taken so far.
    scenario_with_arms, arm_scenario, scenario : Scenario
        What was asked for; with the changes and interventions of the arm only; with the numbers
        of this subject too.
    plan : Plan
    world : World
    sleeper : Sleeper
    recorder : Recorder
    """

    @usual_floats
    def __init__(self, scenario: Scenario, arm: str, seed: int, stop: np.ndarray | None) -> None:
        scenario, seed = load(scenario), streams.plain_seed(seed)
        self.step, self.wall_s = 0, 0.0
        self.arm, self.seed = arm, seed
        self.scenario_with_arms = scenario
        self.arm_scenario = scenario.for_arm(arm)
        self.scenario = as_subject(self.arm_scenario, seed)
        self.control = np.zeros(2, dtype=np.int64) if stop is None else stop
        if self.control.dtype != np.int64 or self.control.shape != (2,):
            raise ValueError("stop must be an int64 array of two numbers")
        self.world = World(self.scenario, seed, self.control)
        self.plan = Plan(self.scenario, seed)
        self.sleeper = Sleeper(self.world)
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
            settle(self.world, self.plan.at(0).acting.silent)
        while self.step < until:
            if self.control[0] != 0:
                raise Cancelled("the run was stopped")
            now_s = time.perf_counter()
            if on_progress is not None and now_s - reported_s > 1.0 / _REPORTS_PER_S:
                reported_s = now_s
                on_progress(Progress(float(t_d[self.step]), float(t_d[-1]), self.arm, self.seed))
            self.one_step()
            self.step += 1
        self.wall_s += time.perf_counter() - began_s

    def one_step(self) -> None:
        """Go through the calendar step that is next."""
        world, recorder, now = self.world, self.recorder, self.plan.at(self.step)
        intervene(world, now)
        if now.is_test:
            probe = run_probe(world, step=now.step, acute=now.acute)
            from_assays = run_assays(world, step=now.step, acute=now.acute, learning=world.learning)
            recorder.record_test(now, world, probe, from_assays)
        measure_surge(world, now)
        recorder.record_world(now, world)
        if now.is_noon:
            live_a_day(world, now)
        recorder.record_sessions(now, practise(world, now))
        if now.spine_d > 0.0:
            turn_over_spines(world, now, self.sleeper)
        night = self.sleeper.live(now.step, now.t_d, now.rhythm, world.learning, now.acute)
        recorder.record(now, night)
        advance_slow_variables(world, now)

    def parts_at(self, scenario: Scenario, arm: str) -> int:
        """Return the first step at which something else is planned in another arm.

        Both arms have the same tables; they differ in interventions only.
        """
        plan, step = Plan(as_subject(scenario.for_arm(arm), self.seed), self.seed), 0
        while step < plan.t_d.size and self.plan.at(step) == plan.at(step):
            if self.control[0] != 0:
                raise Cancelled("the run was stopped")
            step += 1
        return step

    def branch(self, scenario: Scenario, arm: str, stop: np.ndarray | None = None) -> Run:
        """Return a copy of this run that continues with another arm.

        The other arm must not have parted yet, see `parts_at`. It obeys the stop word of this run
        unless it is given one.
        """
        if self.step > self.parts_at(scenario, arm):
            raise ValueError(f"arm {arm} has parted from {self.arm} already")
        arm_scenario = scenario.for_arm(arm)
        subject = as_subject(arm_scenario, self.seed)
        # Not copied: what belongs to one arm, and the stop word.
        instead = (
            (self.scenario_with_arms, scenario),
            (self.arm_scenario, arm_scenario),
            (self.scenario, subject),
            (self.plan, Plan(subject, self.seed)),
            (self.control, self.control if stop is None else stop),
        )
        branch = copy.deepcopy(self, {id(ours): theirs for ours, theirs in instead})
        branch.arm = arm
        return branch

    def result(self) -> Result:
        """Return the result of a run that has come to its end."""
        scenario = self.scenario_with_arms
        result = Result(
            scenario=self.arm_scenario,
            arm=self.arm,
            arm_label=next(arm.name for arm in scenario.arm if arm.id == self.arm),
            seed=self.seed,
            provenance=provenance(scenario.fingerprint(self.arm, self.seed), self.wall_s),
            **self.recorder.arrays(self.plan, self.world),
        )
        check(result.arrays(), OUTPUTS)
        return result
