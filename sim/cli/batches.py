"""Runs behind a command: code prepared first, progress shown, Ctrl-C obeyed at once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import typer

from sim.cli.exit_codes import NOTHING_SAVED
from sim.cli.fast_code import prepare
from sim.cli.options import Keep
from sim.cli.progress import ProgressDisplay
from sim.cli.without_effect import say_changes_without_effect
from sim.errors import Cancelled, ClusterError
from sim.export.stamp import Stamp, stamp_of
from sim.result import Result
from sim.runs import Task, connected, run_many
from sim.scenario import Scenario, parse_assignment
from sim.store import ResultStore


class Running(NamedTuple):
    """Where the runs of a command are kept, how far they are shown, and who computes them."""

    store: ResultStore | None
    display: ProgressDisplay
    executor: Executor | None  # None: threads of this process

    def options(self) -> dict[str, Any]:
        """Return them as arguments of `run_many`."""
        return {"store": self.store, "on_progress": self.display, "executor": self.executor}


@contextmanager
def batch(
    folder: Path | ResultStore | None, *, keep: Keep = Keep.ALL, cluster: str | None = None
) -> Iterator[Running]:
    """Provide what the runs of a command need; ``folder`` keeps those that are finished.

    A store in its place is used as it is, whatever ``keep`` says.

    Raises
    ------
    Cancelled
        On Ctrl-C, saying what is left.
    ResultError
        If the folder cannot be written, or belongs to another version of the model.
    ClusterError
        If a cluster is asked for and cannot be used.
    """
    store = folder
    if isinstance(folder, Path):
        store = ResultStore(folder, spikes=keep is Keep.ALL)
    if store is not None:
        store.check_writable()
        store.check_model_version()
    try:
        with ExitStack() as stack:
            if cluster is None:
                executor = None
                prepare()
            else:
                executor = stack.enter_context(connected(cluster))
                typer.echo(f"cluster {cluster}: {executor}", err=True)
            yield Running(store, stack.enter_context(ProgressDisplay()), executor)
    except KeyboardInterrupt:
        if store is None:
            raise Cancelled(NOTHING_SAVED) from None
        raise Cancelled(
            f"stopped; finished runs are kept in {store.folder}, "
            "the same command goes on from there"
        ) from None
    except ClusterError as error:
        if store is None:
            raise
        raise ClusterError(
            f"{error}. Finished runs are kept in {store.folder}, "
            "the same command goes on from there"
        ) from error


def one_result(scenario: Scenario, arm: str, seed: int) -> Result:
    """Return the result of one run."""
    with batch(None) as running:
        (result,) = run_many([Task(scenario, arm, seed)], **running.options())
        return result


def results_of(
    scenario: Scenario,
    arms: tuple[str, ...],
    seeds: tuple[int, ...],
    *,
    jobs: int | None,
    running: Running,
) -> Iterator[Result]:
    """Yield the results of some arms over some seeds as they finish."""
    tasks = [Task(scenario, arm, seed) for arm in arms for seed in seeds]
    spikes = running.store is None or running.store.spikes
    return run_many(tasks, jobs=jobs, spikes=spikes, **running.options())


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
    with batch(folder) as running:
        results = {
            (result.arm, result.seed): result
            for result in results_of(scenario, arms, seeds, jobs=jobs, running=running)
        }
    names = scenario.arm_names()
    runs = {names[arm]: [results[arm, seed] for seed in seeds] for arm in arms}
    return stamp_of(scenario, runs, map(parse_assignment, changes or ())), runs
