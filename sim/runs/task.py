"""One run to be done: how it is asked for, found again, and named."""

from __future__ import annotations

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
