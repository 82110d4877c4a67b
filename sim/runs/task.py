"""One run to be done: how it is asked for, found again, named, and whose past it shares."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from sim.result import Result
from sim.scenario import Scenario


class Task(NamedTuple):
    """One run to be done."""

    scenario: Scenario
    arm: str
    seed: int


def key_of(task: Task) -> str:
    """Return the fingerprint of a run: equal ones have the same numbers, to the last bit."""
    return task.scenario.fingerprint(task.arm, task.seed)


def labelled(result: Result, task: Task) -> Result:
    """Return a result under the name and the texts that its task gives to the same numbers."""
    arm = next(arm for arm in task.scenario.arm if arm.id == task.arm)
    return replace(result, arm=arm.id, arm_label=arm.name, scenario=task.scenario.for_arm(arm.id))


def families(tasks: Sequence[Task]) -> list[list[int]]:
    """Return the numbers of the tasks, family by family in the order of their first members.

    A family has one seed and one set of tables: its runs differ in interventions only, and are the
    same up to the step on which they first do something else.
    """
    numbers_of: dict[tuple[str, int], list[int]] = defaultdict(list)
    tables: dict[tuple[int, str], str] = {}
    for number, (scenario, arm, seed) in enumerate(tasks):
        if (id(scenario), arm) not in tables:
            bare = scenario.for_arm(arm).model_copy(update={"intervention": ()})
            tables[id(scenario), arm] = bare.fingerprint(None, 0)
        numbers_of[tables[id(scenario), arm], seed].append(number)
    return list(numbers_of.values())
