"""The plan of a run: what the interventions of an arm ask for, on the steps of the calendar."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

import numpy as np

from sim.interventions.base import Intervention, Session
from sim.model.absorption import Administration, drawn
from sim.model.conditions import Conditions, combine
from sim.model.drug import NG_PER_ML_PER_UM, level_ng_per_ml
from sim.model.episode import Acute
from sim.model.erasure import Erasure
from sim.model.joining import Joining
from sim.model.lesion import Lesion
from sim.model.sleep import Rhythm
from sim.model.unblocking import blocks_over_time
from sim.scenario import Scenario


class StepPlan(NamedTuple):
    """One calendar step, with all that the interventions of an arm make different at it.

    A run reads nothing else of its plan, so arms whose steps are equal so far share their past.
    """

    step: int
    t_d: float
    acting: Conditions
    acute: Acute
    level_um: float
    rhythm: Rhythm | None  # None where nights are left out
    surge_blocks: tuple[float, float] | None  # of the surge to be measured, None for no measuring
    is_test: bool
    is_noon: bool  # everyday activity is sampled now
    spine_d: float  # days for which births and losses of spines are drawn now; 0: none
    sessions: tuple[Session, ...] = ()
    lesions: tuple[Lesion, ...] = ()
    erasures: tuple[Erasure, ...] = ()
    joinings: tuple[Joining, ...] = ()


class Plan:
    """Times of one run, T calendar steps.

    Attributes
    ----------
    t_d : (T,) array, days
    acts : list of Intervention
        In the order of names, so that the order in the file changes nothing.
    rhythms : list of Rhythm
        Nights that some of them bring.
    level : (T,) array, ng/mL
    block_exc, block_inh : (T,) arrays
    tests, surge_from : sets of int
        Steps with a test; steps from which on the surge is measured, one for each dose.
    surge_blocks : dict of int to (float, float)
        Steps on which the surge is measured, and its blocks on both cell types.
    sessions, lesions, erasures, joinings : dict of int to list
        What is due at a step.
    """

    def __init__(self, scenario: Scenario, seed: int) -> None:
        clock = scenario.time
        self.scenario = scenario
        self.t_d = np.arange(round(clock.length_d * 24.0 / clock.step_h) + 1) * clock.step_h / 24.0
        self.acts: list[Intervention] = sorted(scenario.intervention, key=lambda act: act.name)
        rhythms = (act.rhythm() for act in self.acts)
        self.rhythms = [rhythm for rhythm in rhythms if rhythm is not None]
        self.doses = drawn((dose for act in self.acts for dose in act.infusions()), seed)
        self.level = level_ng_per_ml(scenario.drug, self.doses, self.t_d)
        self.block_exc, self.block_inh = self._blocks_at(self.doses, self.t_d)
        self.tests = {self.step_of(day) for day in clock.test_days}
        self.surge_from = {self.step_from(dose.start_d) for dose in self.doses}
        self.surge_blocks = dict(self._blocks_of_surges())
        self.sessions: dict[int, list[Session]] = defaultdict(list)
        self.lesions: dict[int, list[Lesion]] = defaultdict(list)
        self.erasures: dict[int, list[Erasure]] = defaultdict(list)
        self.joinings: dict[int, list[Joining]] = defaultdict(list)
        for act in self.acts:
            for session in act.sessions():
                self.sessions[self.step_of(session.start_d)].append(session)
            for lesion in act.lesions():
                self.lesions[self.step_from(lesion.at_d)].append(lesion)
            for erasure in act.erasures():
                self.erasures[self.step_from(erasure.at_d)].append(erasure)
            for joining in act.joinings():
                self.joinings[self.step_from(joining.at_d)].append(joining)
        self._noon, self._day = self.period(12.0), self.period(24.0)
        self._between_spines = self.period(scenario.spines.every_h)
        self._steps: dict[int, StepPlan] = {}

    def at(self, step: int) -> StepPlan:
        """Return what is planned for a step."""
        if step not in self._steps:
            self._steps[step] = self._at(step)
        return self._steps[step]

    def _at(self, step: int) -> StepPlan:
        t_d = float(self.t_d[step])
        acting = combine(act.conditions(t_d) for act in self.acts)
        scenario, every = self.scenario, self._between_spines
        draws_spines = scenario.spines.enabled and step > 0 and step % every == 0
        return StepPlan(
            step=step,
            t_d=t_d,
            acting=acting,
            acute=Acute(
                float(self.block_exc[step]),
                float(self.block_inh[step]),
                acting.ampa_block,
                acting.currents,
                acting.silent,
            ),
            level_um=float(self.level[step]) / NG_PER_ML_PER_UM,
            rhythm=next(
                (
                    rhythm
                    for rhythm in self.rhythms
                    if rhythm.from_d - 1e-9 <= t_d < rhythm.to_d - 1e-9
                ),
                None,
            ),
            surge_blocks=self.surge_blocks.get(step),
            is_test=step in self.tests,
            is_noon=(step - self._noon) % self._day == 0,
            spine_d=every * scenario.time.step_h / 24.0 if draws_spines else 0.0,
            sessions=tuple(self.sessions.get(step, ())),
            lesions=tuple(self.lesions.get(step, ())),
            erasures=tuple(self.erasures.get(step, ())),
            joinings=tuple(self.joinings.get(step, ())),
        )

    def step_of(self, t_d: float) -> int:
        """Return the calendar step nearest to a time in days."""
        return round(t_d * 24.0 / self.scenario.time.step_h)

    def step_from(self, t_d: float) -> int:
        """Return the first calendar step that is not before a time in days."""
        return math.ceil(t_d * 24.0 / self.scenario.time.step_h - 1e-9)

    def period(self, hours: float) -> int:
        """Return the number of calendar steps nearest to so many hours, at least one."""
        return max(1, round(hours / self.scenario.time.step_h))

    def _blocks_of_surges(self) -> Iterator[tuple[int, tuple[float, float]]]:
        """Yield each step on which the surge is measured, and the blocks on both cell types.

        A measured surge stands until it is measured again. So the blocks are those in the middle of
        that time, of the doses that have begun when it starts.
        """
        every = self.period(self.scenario.probe.surge_every_h)
        half_d = every * self.scenario.time.step_h / 48.0
        measured = {k for first in self.surge_from for k in range(first, self.t_d.size, every)}
        for begun, steps in groupby(sorted(measured), key=self._doses_begun):
            now = list(steps)
            if self.scenario.drug.unblock_min == 0.0:
                exc, inh = self._blocks_at(begun, self.t_d[now] + half_d)
            else:  # the block of each step goes on from where it is
                exc, inh = np.transpose([self._blocks_after(begun, step, half_d) for step in now])
            yield from zip(now, zip(exc.tolist(), inh.tolist()))

    def _doses_begun(self, step: int) -> list[Administration]:
        return [dose for dose in self.doses if dose.start_d <= self.t_d[step]]

    def _blocks_after(
        self, doses: Iterable[Administration], step: int, later_d: float
    ) -> tuple[float, float]:
        """Return the blocks some time after a step."""
        at_d = self.t_d[step] + np.array([0.0, later_d])
        exc, inh = self._blocks_at(doses, at_d, (self.block_exc[step], self.block_inh[step]))
        return exc[-1], inh[-1]

    def _blocks_at(
        self,
        doses: Iterable[Administration],
        t_d: np.ndarray,
        first: tuple[float, float] = (0.0, 0.0),
    ) -> tuple[np.ndarray, np.ndarray]:
        exc, inh = blocks_over_time(self.scenario.drug, doses, t_d, first)
        has_nmda = float(self.scenario.synapse.has_nmda)
        return exc * has_nmda, inh * has_nmda
