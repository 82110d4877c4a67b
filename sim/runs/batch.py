"""Many runs at once, in threads: the kernels release Python's lock, so threads use every core.

Runs of one seed that differ in interventions only share their past: one of them goes on from the
start, and the others leave it on the day on which they first do something else. This changes no
number, see `sim.engine.loop.Run.branch`.
"""

from __future__ import annotations

import os
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import closing
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from sim.engine import Progress, Run
from sim.errors import Cancelled, Problem, ScenarioError
from sim.result import Result
from sim.scenario import Scenario, load
from sim.store import ResultStore
from sim.streams import plain_seed

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
    taken_over: float = 0.0  # share that it has from another run
    is_stored: bool = False


class _Family(NamedTuple):
    """Jobs with a common past: the first goes to its end, each other leaves it where they part."""

    jobs: tuple[_Job, ...]
    past: Run | None = None  # None: from the start


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
    batch = _Batch(tasks, stop, store, on_progress)
    pool = ThreadPoolExecutor(n_workers, thread_name_prefix="run")
    has_ended = False
    try:
        under_way: set[Future] = set()
        while True:
            # A few more than there are workers, so that none waits while the caller is busy.
            while len(under_way) < 2 * n_workers and batch.families:
                under_way.add(pool.submit(batch.do, batch.families.popleft()))
            if not under_way:
                break
            finished = wait(under_way, timeout=_POLL_S, return_when=FIRST_COMPLETED).done
            batch.report()
            for future in finished:
                under_way.remove(future)
                for job, result in future.result():
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
    if isinstance(jobs, str) or jobs < 1 or jobs != int(jobs):
        raise ScenarioError([Problem("jobs", "", repr(jobs), "a whole number of at least 1")])
    return int(jobs)


class _Batch:
    """What the threads of one batch share."""

    def __init__(
        self,
        tasks: tuple[Task, ...],
        stop: np.ndarray,
        store: ResultStore | None,
        on_progress: Callable[[BatchProgress], None] | None,
    ) -> None:
        is_folder = isinstance(store, (str, os.PathLike))
        self.store = ResultStore(store) if is_folder else store
        self.stop, self.on_progress = stop, on_progress
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
        families: dict[tuple[str, int], list[_Job]] = defaultdict(list)
        tables: dict[int, str] = {}
        for job in self.jobs:
            scenario = self.resolved(job.waiting[0])
            if id(scenario) not in tables:
                bare = scenario.model_copy(update={"intervention": ()})
                tables[id(scenario)] = bare.fingerprint(None, 0)
            families[tables[id(scenario)], job.task.seed].append(job)
        self.families = deque(_Family(tuple(together)) for together in families.values())

    def resolved(self, number: int) -> Scenario:
        """Return what the engine sees of a task; resolving costs a millisecond, so once an arm."""
        scenario, arm, _ = self.tasks[number]
        key = (id(scenario), arm)
        if key not in self._resolved:
            self._resolved[key] = scenario.for_arm(arm)
        return self._resolved[key]

    def do(self, family: _Family) -> list[tuple[_Job, Result]]:
        """Make the result of the first job of a family, or find stored ones; in a worker thread.

        The jobs that are left come back as families.
        """
        if self.stop[0] != 0:
            raise Cancelled("the runs were stopped")
        found = self._stored(family) if family.past is None else []
        if found:
            left = tuple(job for job in family.jobs if not job.is_stored)
            if left:
                self.families.appendleft(_Family(left))
            return found
        first, *others = together = list(family.jobs)
        scenario, arm, seed = first.task
        run = family.past or Run(scenario, arm, seed, self.stop)

        def take_note(progress: Progress) -> None:
            for job in together:
                job.share = progress.done_d / progress.total_d

        leaving: dict[int, list[_Job]] = defaultdict(list)
        for job in others:
            leaving[run.parts_at(job.task.scenario, job.task.arm)].append(job)
        for step, jobs in sorted(leaving.items()):
            for job in jobs:
                job.taken_over = step / run.plan.t_d.size
        for step, jobs in sorted(leaving.items()):
            run.go_on(step, take_note)
            together = [job for job in together if job not in jobs]
            branch = run.branch(jobs[0].task.scenario, jobs[0].task.arm) if step else None
            # In front of the others, so that few pasts are kept at a time.
            self.families.appendleft(_Family(tuple(jobs), branch))
        result = run.to_end(take_note)
        if self.store is not None:
            self.store.put(result)
        first.share = 1.0
        return [(first, result)]

    def _stored(self, family: _Family) -> list[tuple[_Job, Result]]:
        """Return the results of a family that were made before, and mark their jobs."""
        found = []
        for job in family.jobs:
            result = self.store.get(job.fingerprint) if self.store is not None else None
            if result is not None:
                job.share, job.is_stored = 1.0, True
                found.append((job, result))
        return found

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
        done = sum(job.share - min(job.share, job.taken_over) for job in own)
        todo, elapsed_s = sum(1.0 - job.taken_over for job in own), now_s - self.began_s
        if all(job.share == 1.0 for job in own):
            return 0.0
        if done == 0.0 or elapsed_s < _ESTIMATE_AFTER_S:
            return None
        return elapsed_s * (todo - done) / done


def _labelled(result: Result, task: Task, resolved: Scenario) -> Result:
    """Return a result under the name and the texts its task gives to the same numbers."""
    arm = next(one for one in task.scenario.arm if one.id == task.arm)
    label = arm.name
    if (result.arm, result.arm_label, result.scenario) == (task.arm, label, resolved):
        return result
    return replace(result, arm=task.arm, arm_label=label, scenario=resolved)
