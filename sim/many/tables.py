"""Tidy tables: every measure of every run of a comparison or a sweep, one value a row."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.errors import Problem, ScenarioError
from sim.many.table_file import TableFile
from sim.measures import MEASURES, Measure, days_of_tests
from sim.result import Result
from sim.runs import BatchProgress, Task, run_numbered
from sim.scenario import Scenario, load
from sim.scenario.plain_data import freeze
from sim.store import ResultStore
from sim.streams import plain_seed

if TYPE_CHECKING:
    import pandas as pd

MAX_SEEDS = 10_000


def seed_list(seeds: int | Iterable[int]) -> tuple[int, ...]:
    """Return seeds as a tuple; a number n stands for 0 to n - 1.

    Raises
    ------
    ScenarioError
        If there is none, one is negative or one comes twice.
    """
    if hasattr(seeds, "tolist"):  # arrays and numbers of NumPy, columns of a table
        seeds = seeds.tolist()
    if isinstance(seeds, Iterable) and not isinstance(seeds, (str, bytes)):
        numbers = tuple(
            plain_seed(seed, where="seeds") for seed in itertools.islice(seeds, MAX_SEEDS + 1)
        )
    else:  # a number, or what is refused
        numbers = tuple(range(min(plain_seed(seeds, where="seeds"), MAX_SEEDS + 1)))
    if (
        numbers
        and len(numbers) <= MAX_SEEDS
        and min(numbers) >= 0
        and len(set(numbers)) == len(numbers)
    ):
        return numbers
    allowed = f"1 to {MAX_SEEDS} whole numbers of 0 or above, each once"
    shown = str(seeds) if not numbers else f"{numbers[0]} ... {numbers[-1]} ({len(numbers)} seeds)"
    raise ScenarioError([Problem("seeds", "", shown[:80], allowed)])


def arm_list(scenario: Scenario, arms: Iterable[str] | None) -> tuple[str, ...]:
    """Return ids of arms, by default of all; raises `ScenarioError` for one that is not there."""
    known = tuple(arm.id for arm in scenario.arm)
    listed = (arms,) if isinstance(arms, str) else arms  # one arm may be named without brackets
    chosen = known if arms is None else tuple(dict.fromkeys(listed))
    problems: list[Problem] = []
    for arm in chosen:
        try:
            scenario.for_arm(arm)
        except ScenarioError as error:
            problems += error.problems
    if problems or not chosen:
        raise ScenarioError(
            problems or [Problem(scenario.id, "arm", "no arm", f"one of: {', '.join(known)}")]
        )
    return chosen


def compare(
    scenario: Scenario,
    *,
    arms: Iterable[str] | None = None,
    seeds: int | Iterable[int] = 20,
    jobs: int | None = None,
    stop: np.ndarray | None = None,
    store: ResultStore | None = None,
    on_progress: Callable[[BatchProgress], None] | None = None,
    executor: Executor | None = None,
    file: str | Path | None = None,
    measures: Iterable[str] | None = None,
) -> pd.DataFrame:
    """Run the arms of a scenario over the same seeds and return every measure.

    Parameters
    ----------
    scenario : Scenario
    arms : iterable of str, optional
        Ids of arms; by default all.
    seeds : int or iterable of int
        A number n stands for 0 to n - 1. Arms with the same seed share network, noise and draws.
    jobs, stop, store, on_progress, executor
        As in `run_many`.
    file : str or Path, optional
        CSV file for the whole table. It is written while runs end, see `TableFile`.
    measures : iterable of str, optional
        Names of the measures to return; by default all. With few of them and a file, memory stays
        small however many runs there are.

    Returns
    -------
    pandas.DataFrame
        Columns arm, seed, measure, day, value; rows in the order of arms, seeds, measures, days,
        whatever ended first. A measure of the whole run has one row, with the day missing (NaN).
    """
    tasks = compare_tasks(scenario, arms=arms, seeds=seeds)
    return _table(
        tasks,
        [{}] * len(tasks),
        file=file,
        measures=measures,
        jobs=jobs,
        stop=stop,
        store=store,
        on_progress=on_progress,
        executor=executor,
    )


def compare_tasks(
    scenario: Scenario, *, arms: Iterable[str] | None, seeds: int | Iterable[int]
) -> list[Task]:
    """Return the runs of a comparison."""
    scenario, seeds = load(scenario), seed_list(seeds)
    return [Task(scenario, arm, seed) for arm in arm_list(scenario, arms) for seed in seeds]


def sweep(
    scenario: Scenario,
    *,
    vary: Mapping[str, Sequence[Any]],
    arms: Iterable[str] | None = None,
    seeds: int | Iterable[int] = 10,
    jobs: int | None = None,
    stop: np.ndarray | None = None,
    store: ResultStore | None = None,
    on_progress: Callable[[BatchProgress], None] | None = None,
    executor: Executor | None = None,
    file: str | Path | None = None,
    measures: Iterable[str] | None = None,
) -> pd.DataFrame:
    """Run a scenario for every combination of some values and return every measure.

    An arm that sets a varied value itself keeps its own.

    Parameters
    ----------
    scenario : Scenario
    vary : mapping of str to sequence
        Dotted paths and the values each takes: ``{"practice.start_d": [3.0, 5.0, 17.0]}``.
    arms, seeds, jobs, stop, store, on_progress, executor, file, measures
        As in `compare`.

    Returns
    -------
    pandas.DataFrame
        One column for each varied path, then the columns of `compare`.

    Raises
    ------
    ScenarioError
        With every mistake of every combination, before anything runs.
    """
    tasks, points = sweep_tasks(scenario, vary=vary, arms=arms, seeds=seeds)
    return _table(
        tasks,
        points,
        file=file,
        measures=measures,
        jobs=jobs,
        stop=stop,
        store=store,
        on_progress=on_progress,
        executor=executor,
    )


def sweep_tasks(
    scenario: Scenario,
    *,
    vary: Mapping[str, Sequence[Any]],
    arms: Iterable[str] | None,
    seeds: int | Iterable[int],
) -> tuple[list[Task], list[dict[str, Any]]]:
    """Return the runs of a sweep, and the varied values of each."""
    scenario = load(scenario)
    vary = {path: _listed(freeze(values)) for path, values in vary.items()}
    if not vary or not all(vary.values()):
        raise ScenarioError([Problem("vary", "", "no value", "a path with at least one value")])
    chosen, seeds = arm_list(scenario, arms), seed_list(seeds)
    tasks: list[Task] = []
    points: list[dict[str, Any]] = []
    problems: dict[Problem, None] = {}
    for values in itertools.product(*vary.values()):
        point = dict(zip(vary, values, strict=True))
        try:
            changed = scenario.with_changes(point, where="vary")
            arm_list(changed, chosen)
        except ScenarioError as error:
            problems |= dict.fromkeys(error.problems)
            continue
        tasks += [Task(changed, arm, seed) for arm in chosen for seed in seeds]
        points += [point] * (len(chosen) * len(seeds))
    if problems:
        raise ScenarioError(problems)
    return tasks, points


def _listed(values: Any) -> tuple[Any, ...]:
    return values if isinstance(values, tuple) else (values,)


def measured(
    result: Result, measures: Iterable[Measure] = MEASURES
) -> tuple[list[str], list[float], list[float]]:
    """Return names, days (NaN for the whole run) and values of measures of a result."""
    names: list[str] = []
    days: list[float] = []
    values: list[float] = []
    tests = days_of_tests(result)
    for measure in measures:
        for test, day in enumerate(tests if measure.per_test else (float("nan"),)):
            names.append(measure.name)
            days.append(day)
            values.append(measure.of(result, test))
    return names, days, values


def _table(
    tasks: Sequence[Task],
    points: Sequence[Mapping[str, Any]],
    *,
    file: str | Path | None,
    measures: Iterable[str] | None,
    store: ResultStore | str | Path | None,
    **batch: Any,
) -> pd.DataFrame:
    """Run tasks and return the table; ``points`` holds the further columns of each task."""
    import pandas as pd

    names = [*(points[0] if points else ()), "arm", "seed", "measure", "day", "value"]
    shown = {measure.name for measure in MEASURES} if measures is None else set(measures)
    # A file has all measures, whatever is returned.
    needed = [measure for measure in MEASURES if file is not None or measure.name in shown]
    store = None if store is None else ResultStore.of(store)
    # No measure reads spikes; only a store may want them.
    spikes = store is not None and store.spikes
    rows_of: dict[int, list[tuple[Any, ...]]] = {}
    with ExitStack() as stack:
        table_file = None if file is None else stack.enter_context(TableFile(Path(file), names))
        runs = stack.enter_context(
            closing(run_numbered(tasks, store=store, spikes=spikes, **batch))
        )
        for number, result in runs:
            rows = list(_rows(tasks[number], points[number], result, needed))
            if table_file is not None:
                table_file.add(number, rows)
            rows_of[number] = [row for row in rows if row[-3] in shown]
        if table_file is not None:
            table_file.finish()
    rows = itertools.chain.from_iterable(rows_of.pop(number) for number in range(len(tasks)))
    return pd.DataFrame.from_records(rows, columns=names)


def _rows(
    task: Task, point: Mapping[str, Any], result: Result, measures: Iterable[Measure]
) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a run: varied values, arm, seed, measure, day, value."""
    # Lists and tables are no cells of a table.
    varied = (
        value if isinstance(value, (bool, int, float, str)) else str(value)
        for value in point.values()
    )
    begin = (*varied, task.arm, task.seed)
    for name, day, value in zip(*measured(result, measures), strict=True):
        yield *begin, name, day, value
