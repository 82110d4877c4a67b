"""Many runs for one caller, who gets each result as soon as it is there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import closing

import numpy as np

from sim.errors import Cancelled
from sim.result import Result
from sim.runs.cache import ResultCache
from sim.runs.on_executor import run_on_executor
from sim.runs.pool import Batch, Pool, worker_count
from sim.runs.progress import BatchProgress, Reporter
from sim.runs.sharing import Family, FamilyQueue
from sim.runs.task import Task
from sim.scenario import load
from sim.store import ResultStore
from sim.streams import plain_seed

_POLL_S = 0.02  # how often the waiting thread looks at the stop word


def run_many(
    tasks: Iterable[Task],
    *,
    jobs: int | None = None,
    stop: np.ndarray | None = None,
    store: ResultStore | None = None,
    on_progress: Callable[[BatchProgress], None] | None = None,
    executor: Executor | None = None,
    spikes: bool = True,
) -> Iterator[Result]:
    """Run many tasks and yield their results as they finish.

    The numbers of a result depend on its task alone, not on ``jobs``, the executor or the order.
    Tasks that lead to the same numbers run once.

    Parameters
    ----------
    tasks : iterable of Task
    jobs : int, optional
        Runs at the same time; by default as many as there are cores, or workers of the executor.
    stop : (2,) int64 array, optional
        Stop word of all runs: set ``stop[0] = 1`` from anywhere to end the batch. It is also set
        when the caller closes the iterator or an error ends it.
    store : ResultStore, optional
        Or the name of its folder. Asked before a run and filled after it, so that a second batch
        goes on where a first one was stopped. Processes that use one folder at the same time
        share the work.
    on_progress : callable, optional
        Called in the caller's thread with a `BatchProgress`, at most ten times a second.
    executor : concurrent.futures.Executor, optional
        Computes the runs instead of threads of this process: a ``ProcessPoolExecutor``, or
        ``get_executor()`` of a dask ``Client``. The arms of one seed are one piece of work, which
        is not interrupted by the stop word once it has begun. The executor is not shut down.
    spikes : bool
        Whether results come with their spikes, nine tenths of their memory.

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
        run_numbered(
            tasks,
            jobs=jobs,
            stop=stop,
            store=store,
            on_progress=on_progress,
            executor=executor,
            spikes=spikes,
        )
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
    executor: Executor | None = None,
    spikes: bool = True,
) -> Iterator[tuple[int, Result]]:
    """Do what `run_many` does, and yield the number of the task with each result."""
    tasks = tuple(Task(load(scenario), arm, plain_seed(seed)) for scenario, arm, seed in tasks)
    n_workers = worker_count(jobs)
    stop = np.zeros(2, dtype=np.int64) if stop is None else stop
    store = None if store is None else ResultStore.of(store)
    reporter = Reporter(on_progress, len(tasks))
    if executor is None:
        return _run_on_threads(n_workers, tasks, stop, store, reporter, spikes)
    return run_on_executor(
        executor,
        tasks,
        # A cluster knows how many workers it has, which changes; other executors do not say.
        n_at_a_time=lambda: n_workers if jobs else getattr(executor, "n_workers", n_workers),
        stop=stop,
        store=store,
        reporter=reporter,
        spikes=spikes,
    )


def _run_on_threads(
    n_workers: int,
    tasks: Sequence[Task],
    stop: np.ndarray,
    store: ResultStore | None,
    reporter: Reporter,
    spikes: bool,
) -> Iterator[tuple[int, Result]]:
    """Yield the number and the result of each task as runs end."""
    waiting = FamilyQueue(tasks, store)
    under_way: dict[Batch, Family] = {}
    progress = _PoolProgress(reporter, len(tasks))
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
            while len(under_way) < 2 * n_workers and (family := waiting.take()):
                batch = pool.submit(
                    [tasks[number] for number in family.numbers],
                    spikes="all" if spikes else "none",
                )
                under_way[batch] = family
            if not any(batch.results for batch in under_way):
                pool.wait(_POLL_S)
            if reporter.is_due():
                progress.report(under_way)
            for batch, family in list(under_way.items()):
                is_over = batch.is_over and batch.error is None  # asked first: then all are there
                for place in list(batch.results):
                    yield family.numbers[place], batch.results.pop(place)
                if is_over:
                    del under_way[batch]
                    waiting.finish(family)
                    progress.count(batch)
        has_ended = True
        progress.report({})
    finally:
        if not has_ended:
            stop[0] = 1
        pool.close(wait=True)
        waiting.close()


class _PoolProgress:
    """How far all batches of a pool are: those that are over, and those under way."""

    def __init__(self, reporter: Reporter, n_tasks: int) -> None:
        self._reporter, self._n_tasks = reporter, n_tasks
        self._n_done = 0  # tasks of batches that are over
        self._work = 0.0  # that these batches took, in whole runs

    def count(self, batch: Batch) -> None:
        """Take in a batch that is over."""
        self._n_done += len(batch.tasks)
        self._work += batch.work()[1]

    def report(self, under_way: Iterable[Batch]) -> None:
        """Report those that are over and those under way."""
        n_submitted = self._n_done + sum(len(batch.tasks) for batch in under_way)
        work = [batch.work() for batch in under_way]
        self._reporter.report(
            self._n_done + sum(batch.done_runs() for batch in under_way),
            self._work + sum(done for done, _ in work),
            sum(total - done for done, total in work) + self._n_tasks - n_submitted,
        )
