"""Runs behind a command: code prepared first, progress shown, Ctrl-C obeyed at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sim.cli.exit_codes import NOTHING_SAVED
from sim.cli.fast_code import prepare
from sim.cli.options import Keep
from sim.cli.progress import ProgressDisplay
from sim.cli.without_effect import say_changes_without_effect
from sim.errors import Cancelled
from sim.export.stamp import Stamp, stamp_of
from sim.result import Result
from sim.runs import Task, run_many
from sim.scenario import Scenario, parse_assignment
from sim.store import ResultStore


@contextmanager
def batch(
    folder: Path | None, keep: Keep = Keep.ALL
) -> Iterator[tuple[ResultStore | None, ProgressDisplay]]:
    """Provide store and progress of a command that runs; ``folder`` keeps its finished runs.

    Raises
    ------
    Cancelled
        On Ctrl-C, saying what is left.
    ResultError
        If the folder cannot be written.
    """
    store = None if folder is None else ResultStore(folder, spikes=keep is Keep.ALL)
    if store is not None:
        store.check_writable()
    try:
        prepare()
        with ProgressDisplay() as display:
            yield store, display
    except KeyboardInterrupt:
        if folder is None:
            raise Cancelled(NOTHING_SAVED) from None
        raise Cancelled(
            f"stopped; finished runs are kept in {folder}, the same command goes on from there"
        ) from None


def one_result(scenario: Scenario, arm: str, seed: int) -> Result:
    """Return the result of one run."""
    with batch(None) as (_, display):
        (result,) = run_many([Task(scenario, arm, seed)], on_progress=display)
        return result


def results_of(
    scenario: Scenario,
    arms: tuple[str, ...],
    seeds: tuple[int, ...],
    *,
    jobs: int | None,
    store: ResultStore | None,
    display: ProgressDisplay,
) -> Iterator[Result]:
    """Yield the results of some arms over some seeds as they finish."""
    tasks = [Task(scenario, arm, seed) for arm in arms for seed in seeds]
    return run_many(
        tasks, jobs=jobs, store=store, on_progress=display, spikes=store is None or store.spikes
    )


def stamped_runs(
    scenario: Scenario,
    arms: tuple[str, ...],
    seeds: tuple[int, ...],
    *,
    preset: str,
    changes: list[str] | None,
    jobs: int | None,
    folder: Path | None,
) -> tuple[Stamp, dict[str, list[Result]]]:
    """Return runs by the name of their arm, in the order asked for, with the stamp of their files.

    Parameters
    ----------
    scenario : Scenario
        The preset with its changes.
    arms, seeds : tuples
        Ids of the arms and numbers of the seeds.
    preset, changes, jobs, folder
        From the command line. A change that leaves an arm as it is gets a note first.
    """
    say_changes_without_effect(preset, changes, arms)
    with batch(folder) as (store, display):
        results = {
            (result.arm, result.seed): result
            for result in results_of(scenario, arms, seeds, jobs=jobs, store=store, display=display)
        }
    names = scenario.arm_names()
    runs = {names[arm]: [results[arm, seed] for seed in seeds] for arm in arms}
    return stamp_of(scenario, runs, map(parse_assignment, changes or ())), runs
