"""Many runs at once, in threads: the kernels release Python's lock, so threads use every core."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import closing
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from sim.engine import Progress, run
from sim.errors import Cancelled, Problem, ScenarioError
from sim.result import Result
from sim.scenario import Scenario
from sim.store import ResultStore

_POLL_S = 0.02  # how often the waiting thread looks at the stop word
_REPORTS_PER_S = 10.0
_ESTIMATE_AFTER_S = 1.0  # a time left is not named before


class Task(NamedTuple):
    """One run to be done."""

    scenario: Scenario
    arm: str
    seed: int


class BatchProgress(NamedTuple):
    """How far a batch has come; runs under way count by their share of days."""

    done_runs: float
    total_runs: int
    seconds_left: float | None  # None while it can not be told


@dataclass
class _Job:
    """One distinct run and the numbers of the tasks that wait for it."""

    task: Task
    fingerprint: str
    waiting: list[int]
    share: float = 0.0  # share of its days that is done
    is_stored: bool = False


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
        Asked before a run and filled after it, so that a second batch goes on where a first one
        was stopped.
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
    with closing(run_numbered(tasks, jobs=jobs, stop=stop, store=store,
                              on_progress=on_progress)) as runs:  # fmt: skip
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
    tasks = tuple(tasks)
    n_workers = worker_count(jobs)
    stop = np.zeros(2, dtype=np.int64) if stop is None else stop
    batch = _Batch(tasks, stop, store, on_progress)
    pool = ThreadPoolExecutor(n_workers, thread_name_prefix="run")
    has_ended = False
    try:
        under_way: dict[Future, _Job] = {}
        pending = iter(batch.jobs)
        while True:
            # A few more than there are workers, so that none waits while the caller is busy.
            while len(under_way) < 2 * n_workers and (job := next(pending, None)) is not None:
                under_way[pool.submit(batch.do, job)] = job
            if not under_way:
                break
            finished = wait(under_way, timeout=_POLL_S, return_when=FIRST_COMPLETED).done
            batch.report()
            for future in finished:
                job = under_way.pop(future)
                result = future.result()
                for number in job.waiting:
                    yield number, _labelled(result, tasks[number], batch.resolved(number))
            if stop[0] != 0:
                raise Cancelled("the runs were stopped")
        has_ended = True
        batch.report(at_end=True)
    finally:
        if not has_ended:
            stop[0] = 1
        pool.shutdown(wait=True, cancel_futures=True)


def worker_count(jobs: int | None) -> int:
    """Return the number of runs at the same time, by default that of the usable cores."""
    if jobs is None:
        # Not cpu_count(): a container or a class server may give us fewer cores than there are.
        usable = getattr(os, "sched_getaffinity", None)
        return len(usable(0)) if usable else os.cpu_count() or 1
    if jobs < 1:
        raise ScenarioError([Problem("jobs", "", str(jobs), "a whole number of at least 1")])
    return jobs


class _Batch:
    """What the threads of one batch share."""

    def __init__(
        self,
        tasks: tuple[Task, ...],
        stop: np.ndarray,
        store: ResultStore | None,
        on_progress: Callable[[BatchProgress], None] | None,
    ) -> None:
        self.stop, self.store, self.on_progress = stop, store, on_progress
        self.tasks = tasks
        self.began_s = time.perf_counter()
        self.reported_s = 0.0
        self._resolved: dict[tuple[int, str], Scenario] = {}
        jobs: dict[str, _Job] = {}
        for number, task in enumerate(tasks):
            fingerprint = self.resolved(number).fingerprint(None, task.seed)
            job = jobs.setdefault(fingerprint, _Job(task, fingerprint, []))
            job.waiting.append(number)
        self.jobs = tuple(jobs.values())

    def resolved(self, number: int) -> Scenario:
        """Return what the engine sees of a task; resolving costs a millisecond, so once an arm."""
        scenario, arm, _ = self.tasks[number]
        key = (id(scenario), arm)
        if key not in self._resolved:
            self._resolved[key] = scenario.for_arm(arm)
        return self._resolved[key]

    def do(self, job: _Job) -> Result:
        """Find or make the result of one job; runs in a worker thread."""
        if self.stop[0] != 0:
            raise Cancelled("the runs were stopped")
        found = self.store.get(job.fingerprint) if self.store is not None else None
        if found is not None:
            job.share, job.is_stored = 1.0, True
            return found

        def take_note(progress: Progress) -> None:
            job.share = progress.done_d / progress.total_d

        result = run(job.task.scenario, arm=job.task.arm, seed=job.task.seed,
                     on_progress=take_note, stop=self.stop)  # fmt: skip
        if self.store is not None:
            self.store.put(result)
        job.share = 1.0
        return result

    def report(self, *, at_end: bool = False) -> None:
        """Tell the caller how far the batch is, unless that was done a moment ago."""
        now_s = time.perf_counter()
        if self.on_progress is None or (
            not at_end and now_s - self.reported_s < 1.0 / _REPORTS_PER_S
        ):
            return
        self.reported_s = now_s
        done = sum(job.share * len(job.waiting) for job in self.jobs)
        self.on_progress(BatchProgress(done, len(self.tasks), self._seconds_left(now_s)))

    def _seconds_left(self, now_s: float) -> float | None:
        own = [job for job in self.jobs if not job.is_stored]  # a stored run takes no time
        done, elapsed_s = sum(job.share for job in own), now_s - self.began_s
        if not own or done >= len(own):
            return 0.0
        if done == 0.0 or elapsed_s < _ESTIMATE_AFTER_S:
            return None
        return elapsed_s * (len(own) - done) / done


def _labelled(result: Result, task: Task, resolved: Scenario) -> Result:
    """Return a result under the name and the texts its task gives to the same numbers."""
    arm = next(one for one in task.scenario.arm if one.id == task.arm)
    label = arm.label or arm.id
    if (result.arm, result.arm_label, result.scenario) == (task.arm, label, resolved):
        return result
    return replace(result, arm=task.arm, arm_label=label, scenario=resolved)
