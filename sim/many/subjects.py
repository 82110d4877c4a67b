"""Who the virtual subjects of many runs are: the numbers that were drawn for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.many.table_file import TableFile
from sim.model.subjects import as_subject
from sim.runs import Task
from sim.scenario import Scenario

DRAWN = ("drug.ic50_inh_um", "network.wear", "synapse.background_hz")  # see `sim.model.subjects`


def drawn_values(scenario: Scenario, arm: str, seed: int) -> dict[str, float]:
    """Return the numbers of the subject of a seed by their path; those of everybody without spread.

    Raises
    ------
    ScenarioError
        If there is no such arm.
    """
    subject = as_subject(scenario.for_arm(arm), seed)
    values = {}
    for path in DRAWN:
        table, name = path.split(".")
        values[path] = getattr(getattr(subject, table), name)
    return values


def write_subjects(tasks: Sequence[Task], points: Sequence[Mapping[str, Any]], path: Path) -> bool:
    """Write a CSV file with the drawn numbers of each run, and return whether any are drawn.

    Parameters
    ----------
    tasks : sequence of Task
    points : sequence of mapping
        The varied values of each task, which become further columns.
    path : Path

    Raises
    ------
    ResultError
        If the file cannot be written.
    """
    if not any(task.scenario.for_arm(task.arm).subjects.spread for task in tasks):
        return False
    with TableFile(path, [*points[0], "arm", "seed", *DRAWN]) as table:
        for number, (task, point) in enumerate(zip(tasks, points, strict=True)):
            drawn = drawn_values(*task)
            table.add(number, [(*map(str, point.values()), task.arm, task.seed, *drawn.values())])
        table.finish()
    return True
