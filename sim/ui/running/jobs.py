"""Runs wanted by all sessions, done by as many threads as there are cores.

A session asks for a comparison (a `Job`), which is a list of tasks; each task is one run of the
engine. Runs wait in one queue in the order in which they were asked for. A run that several
sessions want is done once, and a finished run is kept for those who ask later. A run ends early
when no job wants it any longer.

Streamlit interrupts a script whenever a control changes, so a job does not belong to a script. The
script that finds it in its session attaches to it, and calls `Job.touch` while it looks on. A job
that nobody has looked at for a while belongs to a closed tab, and is given up.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import NamedTuple

import numpy as np

from sim import stored
from sim.engine import Progress, run
from sim.errors import Cancelled, SimError
from sim.result import Result
from sim.runs import Task
from sim.runs.cache import Kept, key_of, relabelled
from sim.ui.running import warm

LOOK_S = 20.0  # a job that no script has touched for so long is given up
LET_GO_S = 3.0  # ... or for so long after its script has ended
MAX_WALL_S = 600.0  # a run that has gone on for so long is stopped, whatever was estimated


class TookTooLong(SimError):
    """A run was stopped because others wait for its place."""


class Status(NamedTuple):
    """How far a job has come; ``ahead`` counts runs of other jobs that come first."""

    fraction: float
    seed_number: int
    done_d: float
    total_d: float
    left_s: float | None
    ahead: int


class Job:
    """One comparison that one session asked for.

    Attributes
    ----------
    tasks : tuple of Task
        All arms of the first seed, then all arms of the next, so that a partial outcome is fair.
    results : dict of int to Result
        Finished runs by the number of their task.
    error : BaseException or None
        Why it failed; None while it is well.
    plays : bool
        Whether the runs of the first seed keep their spikes, nine tenths of their memory.
    """

    def __init__(self, tasks: Sequence[Task], *, plays: bool = True) -> None:
        self.tasks = tuple(tasks)
        self.plays = plays
        self.results: dict[int, Result] = {}
        self.error: BaseException | None = None
        self.is_cancelled = False
        self.waits_for: dict[int, _Run] = {}
        self.first_run_s: float | None = None
        self.n_ready = 0  # tasks that needed no run
        self.touch()

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        return self.is_cancelled or self.error is not None or len(self.results) == len(self.tasks)

    def touch(self) -> None:
        """Say that a script looks on."""
        self.needed_until_s = time.monotonic() + LOOK_S

    def let_go(self) -> None:
        """Say that the script has ended; the job ends too unless another one takes it up."""
        self.needed_until_s = time.monotonic() + LET_GO_S

    def wants_spikes(self, number: int) -> bool:
        """Return whether the run of a task is to be played."""
        return self.plays and self.tasks[number].seed == self.tasks[0].seed

    def take(self, number: int, result: Result) -> None:
        """Take in the finished run of a task, under the texts of this job."""
        kept = result if self.wants_spikes(number) else result.without_spikes()
        self.results[number] = relabelled(kept, self.tasks[number])

    def seeds_done(self) -> list[int]:
        """Return the seeds of which all arms are finished, in order."""
        missing = {task.seed for n, task in enumerate(self.tasks) if n not in self.results}
        return [
            seed for seed in dict.fromkeys(task.seed for task in self.tasks) if seed not in missing
        ]


class _Run:
    """One run of the engine, and the jobs that want it."""

    def __init__(self, key: str, task: Task, number: int) -> None:
        self.key, self.task, self.number = key, task, number
        self.stop = np.zeros(2, dtype=np.int64)
        self.jobs: list[Job] = []
        self.began_s: float | None = None
        self.took_too_long = False
        self.done_d, self.total_d = 0.0, task.scenario.time.length_d

    def is_needed(self, now_s: float) -> bool:
        return any(not job.is_over and now_s < job.needed_until_s for job in self.jobs)

    def is_too_long(self, now_s: float) -> bool:
        return self.began_s is not None and now_s - self.began_s >= MAX_WALL_S

    def report(self, progress: Progress) -> None:
        now_s = time.monotonic()
        self.done_d = progress.done_d
        self.took_too_long = self.took_too_long or self.is_too_long(now_s)
        if self.took_too_long or not self.is_needed(now_s):
            self.stop[0] = 1


class Board:
    """Queue, workers and finished runs, shared by all sessions of the process."""

    def __init__(
        self,
        workers: int | None = None,
        kept: Kept | None = None,
        simulate: Callable[..., Result] = run,
    ) -> None:
        self._pool = ThreadPoolExecutor(workers or os.cpu_count() or 1, thread_name_prefix="desk")
        self._simulate = simulate
        self._lock = threading.RLock()
        self._kept = kept or Kept()
        self._runs: dict[str, _Run] = {}  # queued and running, in the order of the queue
        self._asked = 0

    def submit(self, tasks: Sequence[Task], *, plays: bool = True) -> Job:
        """Put a comparison into the queue; finished runs are taken from those there are."""
        job = Job(tasks, plays=plays)
        keys = [key_of(task) for task in job.tasks]
        ready = [self._find(key, job.wants_spikes(number)) for number, key in enumerate(keys)]
        with self._lock:
            for number, (key, found) in enumerate(zip(keys, ready, strict=True)):
                if found is not None:
                    job.take(number, found)
                else:
                    self._join(job, number, key)
            job.n_ready = len(job.results)
        return job

    def has_all(self, tasks: Sequence[Task]) -> bool:
        """Return whether every one of these runs is there already."""
        job = Job(tasks)
        return all(
            self._find(key_of(task), job.wants_spikes(number)) is not None
            for number, task in enumerate(tasks)
        )

    def _find(self, key: str, wants_spikes: bool) -> Result | None:
        """Return a run that is kept or shipped; None without one, or without the spikes wanted."""
        found = self._kept.get(key)
        if found is None and (found := stored.get(key)) is not None:
            self._kept.put(key, found)
        return None if found is None or (wants_spikes and not found.has_spikes) else found

    def cancel(self, job: Job) -> None:
        """Stop a job; what it has finished stays in it, and runs that others want go on."""
        with self._lock:
            if not job.is_over:
                job.is_cancelled = True
                self._leave(job)

    def status(self, job: Job) -> Status:
        """Return how far a job has come."""
        with self._lock:
            now_s = time.monotonic()
            mine = {number: run.done_d / run.total_d for number, run in job.waits_for.items()}
            begun = [run for run in job.waits_for.values() if run.began_s is not None]
            if begun and job.first_run_s is None:
                job.first_run_s = now_s
            fresh = len(job.results) - job.n_ready + sum(mine.values())
            share = fresh / max(len(job.tasks) - job.n_ready, 1)
            left_s = None
            if job.first_run_s is not None and share > 0.02:
                left_s = (now_s - job.first_run_s) * (1.0 / share - 1.0)
            first = min(job.waits_for, default=0)
            ahead = 0
            if job.waits_for and not begun and len(job.results) == job.n_ready:
                place = job.waits_for[first].number
                ahead = sum(run.number < place and run.stop[0] == 0 for run in self._runs.values())
            current = max(begun, key=lambda run: run.done_d, default=None)
            return Status(
                fraction=min((len(job.results) + sum(mine.values())) / len(job.tasks), 1.0),
                seed_number=min(len(job.seeds_done()) + 1, len({t.seed for t in job.tasks})),
                done_d=current.done_d if current else 0.0,
                total_d=job.tasks[0].scenario.time.length_d,
                left_s=left_s,
                ahead=ahead,
            )

    def close(self) -> None:
        """Stop everything, for the end of the process."""
        with self._lock:
            for waiting in self._runs.values():
                waiting.stop[0] = 1
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _join(self, job: Job, number: int, key: str) -> None:
        """Let a job wait for a run, which is queued unless it is under way."""
        found = self._runs.get(key)
        if found is None or found.stop[0] != 0:
            self._asked += 1
            found = self._runs[key] = _Run(key, job.tasks[number], self._asked)
            found.jobs.append(job)
            future = self._pool.submit(self._work, found)
            job.waits_for[number] = found
            future.add_done_callback(partial(self._ended, found))
        else:
            found.jobs.append(job)
            job.waits_for[number] = found

    def _work(self, wanted: _Run) -> Result:
        """Do one run; in a worker thread."""
        with self._lock:
            if not wanted.is_needed(time.monotonic()):
                wanted.stop[0] = 1  # whoever asks for it from now on gets a run of their own
                raise Cancelled("nobody waits for this run")
        warm.wait()
        wanted.began_s = time.monotonic()
        task = wanted.task
        return self._simulate(
            task.scenario, arm=task.arm, seed=task.seed, on_progress=wanted.report, stop=wanted.stop
        )

    def _ended(self, ended: _Run, future: Future[Result]) -> None:
        """Hand out what a run has come to; called in the worker thread."""
        error = Cancelled("stopped") if future.cancelled() else future.exception()
        if isinstance(error, Cancelled) and ended.took_too_long:
            error = TookTooLong(f"longer than {MAX_WALL_S:.0f} s")
        with self._lock:
            if self._runs.get(ended.key) is ended:
                del self._runs[ended.key]
            if error is None:
                result = future.result()
                plays = any(
                    job.wants_spikes(n)
                    for job in ended.jobs
                    for n, waiting in job.waits_for.items()
                    if waiting is ended
                )
                self._kept.put(ended.key, result if plays else result.without_spikes())
            for job in list(ended.jobs):
                numbers = [n for n, waiting in job.waits_for.items() if waiting is ended]
                for number in numbers:
                    del job.waits_for[number]
                    if error is None:
                        job.take(number, result)
                if error is not None and numbers and not job.is_over:
                    job.is_cancelled = isinstance(error, Cancelled)
                    job.error = None if job.is_cancelled else error
                    self._leave(job)

    def _leave(self, job: Job) -> None:
        """Take a job out of all runs, and stop those that nobody else wants."""
        for waiting in job.waits_for.values():
            if job in waiting.jobs:
                waiting.jobs.remove(job)
            if not waiting.jobs:
                waiting.stop[0] = 1
        job.waits_for.clear()
