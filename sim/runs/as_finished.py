"""Many runs for one caller, who gets each result as soon as it is there."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from typing import NamedTuple

import numpy as np

from sim.errors import Cancelled
from sim.result import Result
from sim.runs.cache import ResultCache
from sim.runs.pool import Batch, Pool, seconds_left, worker_count
from sim.runs.task import Task, families
from sim.scenario import load
from sim.store import ResultStore
from sim.streams import plain_seed

_POLL_S = 0.02  # how often the waiting thread looks at the stop word
_REPORTS_PER_S = 10.0


class BatchProgress(NamedTuple):
    """How far a batch has come; runs under way count by their share of days."""

    done_runs: float
    total_runs: int
    seconds_left: float | None  # None while it cannot be told


def run_many(
    tasks: Iterable[Task],
    *,
    jobs: int | None = None,
    stop: np.ndarray | None = None,
    store: ResultStore | None = None,
    on_progress: Callable[[BatchProgress], None] | None = None,
) -> Iterator[Result]:
    """Run many tasks and yield their results as they finish.

    The numbers of a result depend on its task alone, not on ``jobs`` or on the order. Tasks that
    lead to the same numbers run once.

    Parameters
    ----------
    tasks : iterable of Task
    jobs : int, optional
        Runs at the same time; by default as many as there are cores.
    stop : (2,) int64 array, optional
        Stop word of all runs: set ``stop[0] = 1`` from anywhere to end the batch. It is also set
        when the caller closes the iterator or an error ends it.
    store : ResultStore, optional
        Or the name of its folder. Asked before a run and filled after it, so that a second batch
        goes on where a first one was stopped.
    on_progress : callable, optional
        Called in the caller's thread with a `BatchProgress`, at most ten times a second.

    Yields
    ------
    Result
        One for each task, with the arm and the texts of the task.

    Raises
    ------
    ScenarioError
        If a task names an arm that is not there, or ``jobs`` is below 1.
    Cancelled
        If the stop word was set.
    """
    with closing(
        run_numbered(tasks, jobs=jobs, stop=stop, store=store, on_progress=on_progress)
    ) as runs:
        for _, result in runs:
            yield result


def run_numbered(
    tasks: Iterable[Task],
    *,
    jobs: int | None = None,
    stop: np.ndarray | None = None,
    store: ResultStore | None = None,
    on_progress: Callable[[BatchProgress], None] | None = None,
) -> Iterator[tuple[int, Result]]:
    """Do what `run_many` does, and yield the number of the task with each result."""
    tasks = tuple(Task(load(scenario), arm, plain_seed(seed)) for scenario, arm, seed in tasks)
    n_workers = worker_count(jobs)
    stop = np.zeros(2, dtype=np.int64) if stop is None else stop
    store = ResultStore(store) if isinstance(store, (str, os.PathLike)) else store
    waiting = deque(families(tasks))
    under_way: dict[Batch, list[int]] = {}  # and the numbers of its tasks
    reporter = _Reporter(on_progress, len(tasks))
    pool = Pool(n_workers, cache=ResultCache(0, store=store, has_shipped=False), stop=stop)
    has_ended = False
    try:
        while waiting or under_way:
            for batch in under_way:
                if batch.error is not None:
                    raise batch.error
            if stop[0] != 0:
                raise Cancelled("the runs were stopped")
            # A few more than there are workers, so that none waits while the caller is busy; not
            # all, so that results do not pile up.
            while waiting and len(under_way) < 2 * n_workers:
                family = waiting.popleft()
                under_way[pool.submit([tasks[number] for number in family])] = family
            if not any(batch.results for batch in under_way):
                pool.wait(_POLL_S)
            reporter.report(under_way)
            for batch, family in list(under_way.items()):
                is_over = batch.is_over and batch.error is None  # asked first: then all are there
                for place in list(batch.results):
                    yield family[place], batch.results.pop(place)
                if is_over:
                    del under_way[batch]
                    reporter.count(batch)
        has_ended = True
        reporter.report({}, at_end=True)
    finally:
        if not has_ended:
            stop[0] = 1
        pool.close(wait=True)


class _Reporter:
    """Tells the caller how far all batches are, at most ten times a second."""

    def __init__(self, tell: Callable[[BatchProgress], None] | None, n_tasks: int) -> None:
        self._tell, self._n_tasks = tell, n_tasks
        self._n_done = 0  # tasks of batches that are over
        self._work = 0.0  # that these batches took, in whole runs
        self._began_s, self._reported_s = time.monotonic(), -1.0

    def count(self, batch: Batch) -> None:
        """Take in a batch that is over."""
        self._n_done += len(batch.tasks)
        self._work += batch.work()[1]

    def report(self, under_way: Iterable[Batch], *, at_end: bool = False) -> None:
        """Tell the caller, unless that was done a moment ago."""
        now_s = time.monotonic()
        if self._tell is None or (not at_end and now_s - self._reported_s < 1.0 / _REPORTS_PER_S):
            return
        self._reported_s = now_s
        n_done = self._n_done + sum(batch.done_runs() for batch in under_way)
        n_submitted = self._n_done + sum(len(batch.tasks) for batch in under_way)
        work = [batch.work() for batch in under_way]
        done = self._work + sum(done for done, _ in work)
        total = self._work + sum(total for _, total in work) + self._n_tasks - n_submitted
        left_s = seconds_left(now_s - self._began_s, done, total)
        self._tell(BatchProgress(n_done, self._n_tasks, left_s))
