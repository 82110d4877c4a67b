"""A family of runs: one seed and one set of tables, and therefore one past until they part.

One run goes from the start to its end. Each other one continues with a copy of it from the step on
which it first does something else. This changes no number, see `sim.engine.loop.Run.branch`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import NamedTuple

from sim.engine import Progress, Run
from sim.result import Result
from sim.runs.task import Task


def families(tasks: Sequence[Task]) -> dict[tuple[str, int], list[int]]:
    """Return the numbers of the tasks of each family, in the order of their first members.

    A family is known by the fingerprint of its tables, without interventions, and by its seed.
    """
    numbers_of: dict[tuple[str, int], list[int]] = defaultdict(list)
    tables: dict[tuple[int, str], str] = {}
    for number, (scenario, arm, seed) in enumerate(tasks):
        if (id(scenario), arm) not in tables:
            bare = scenario.for_arm(arm).model_copy(update={"intervention": ()})
            tables[id(scenario), arm] = bare.fingerprint(None, 0)
        numbers_of[tables[id(scenario), arm], seed].append(number)
    return dict(numbers_of)


class Parting(NamedTuple):
    """The step on which some tasks part from a run, and their places in the list of tasks."""

    step: int
    places: list[int]


def partings(run: Run, tasks: Sequence[Task]) -> list[Parting]:
    """Return when tasks of its family part from a run, the earliest first."""
    places_at: dict[int, list[int]] = defaultdict(list)
    for place, task in enumerate(tasks):
        places_at[run.parts_at(task.scenario, task.arm)].append(place)
    return [Parting(step, places) for step, places in sorted(places_at.items())]


def advance(
    run: Run,
    partings: Sequence[Parting],
    part: Callable[[Parting], None],
    on_progress: Callable[[Progress], None] | None = None,
) -> Result:
    """Take a run to its end; ``part`` is called where others part, before that step is done."""
    for parting in partings:
        run.go_on(parting.step, on_progress)
        part(parting)
    return run.to_end(on_progress)


def compute_family(tasks: Sequence[Task], *, spikes: bool = True) -> list[Result]:
    """Return the results of the tasks of one family; a process elsewhere can be asked for it.

    Parameters
    ----------
    tasks : sequence of Task
        Of one family, see `families`.
    spikes : bool
        Whether results come with their spikes, nine tenths of their size.
    """
    results: dict[int, Result] = {}

    def compute(run: Run, numbers: Sequence[int]) -> None:
        first, *others = numbers

        def part(parting: Parting) -> None:
            leaving = [others[place] for place in parting.places]
            task = tasks[leaving[0]]
            copy = run.branch(task.scenario, task.arm) if run.step > 0 else Run(*task, None)
            compute(copy, leaving)

        result = advance(run, partings(run, [tasks[number] for number in others]), part)
        results[first] = result if spikes else result.without_spikes()

    compute(Run(*tasks[0], None), range(len(tasks)))
    return [results[number] for number in range(len(tasks))]
