"""Families of runs handed to an executor of `concurrent.futures`, a cluster's for example."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait

import numpy as np

from sim.errors import Cancelled
from sim.result import Result
from sim.runs.family import compute_family
from sim.runs.progress import Reporter
from sim.runs.sharing import Family, FamilyQueue
from sim.runs.task import Task, key_of, labelled
from sim.store import ResultStore

_POLL_S = 0.1  # how often the waiting thread looks at the stop word


def run_on_executor(
    executor: Executor,
    tasks: Sequence[Task],
    *,
    n_at_a_time: Callable[[], int],
    stop: np.ndarray,
    store: ResultStore | None,
    spikes: bool,
    reporter: Reporter,
) -> Iterator[tuple[int, Result]]:
    """Yield the number and the result of each task as families end.

    Parameters
    ----------
    executor : Executor
        Asked for one family at a time; it is not shut down at the end.
    tasks : sequence of Task
    n_at_a_time : callable
        Returns how many families the executor computes at the same time. So many more are handed
        in, so that no worker waits; the others are not, so that results do not pile up.
    stop, store, spikes
        As in `run_many`. What a worker has begun when the stop word is set, it ends for itself.
    reporter : Reporter
    """
    waiting = FamilyQueue(tasks, store)
    # With the numbers of the tasks that each of its results is for.
    under_way: dict[Future[list[Result]], tuple[Family, list[list[int]]]] = {}
    n_done = n_computed = 0
    has_ended = False

    def obey_and_report() -> None:
        """Obey the stop word, and report; also while a large store is read."""
        if stop[0] != 0:
            raise Cancelled("the runs were stopped")
        if reporter.is_due() or n_done == len(tasks):
            reporter.report(n_done, n_computed, len(tasks) - n_done)

    try:
        while waiting or under_way:
            obey_and_report()
            while len(under_way) < 2 * n_at_a_time() and (family := waiting.take()):
                missing: dict[str, list[int]] = {}
                for number in family.numbers:
                    key = key_of(tasks[number])
                    result = None if store is None else store.get(key)
                    if result is None or (spikes and not result.has_spikes):
                        missing.setdefault(key, []).append(number)
                    else:
                        n_done += 1
                        yield number, _as_asked(result, tasks[number], spikes)
                if missing:
                    distinct = [tasks[numbers[0]] for numbers in missing.values()]
                    future = executor.submit(compute_family, distinct, spikes=spikes)
                    under_way[future] = family, list(missing.values())
                else:
                    waiting.finish(family)
                    obey_and_report()
            if waiting and not under_way:
                time.sleep(_POLL_S)
            ended, _ = wait(under_way, timeout=_POLL_S, return_when=FIRST_COMPLETED)
            # Those that failed last, so that what the others found is not lost.
            for future in sorted(ended, key=_has_failed):
                family, numbers_of_results = under_way.pop(future)
                for result, numbers in zip(future.result(), numbers_of_results, strict=True):
                    if store is not None:
                        store.put(result)
                    n_done, n_computed = n_done + len(numbers), n_computed + 1
                    for number in numbers:
                        yield number, _as_asked(result, tasks[number], spikes)
                waiting.finish(family)
        obey_and_report()
        has_ended = True
    finally:
        for future in under_way:
            future.cancel()
        if not has_ended:
            stop[0] = 1
        waiting.close()


def _has_failed(future: Future[list[Result]]) -> bool:
    return future.cancelled() or future.exception() is not None


def _as_asked(result: Result, task: Task, spikes: bool) -> Result:
    return labelled(result if spikes else result.without_spikes(), task)
