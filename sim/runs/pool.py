"""Runs for all who ask, on threads: the kernels release Python's lock, so threads use every core.

Tasks are submitted together and come back as a `Batch`, which fills while it is watched. Three
things save work:

* a run is done once, however many batches wait for it, and not at all if it is in the cache;
* runs of one seed that differ in interventions only share their past, see `sim.runs.family`. Such
  a family is what one worker takes at a time; those that part from it are a new one;
* a run stops when no batch waits for it any longer, and a family when none of its runs is awaited.

Batches take turns. A family waits behind those with fewer runs of their own batch before them, and
of equals behind those asked for earlier: the first seed of everybody, then the second, so that
nobody waits for all twenty seeds of somebody else. Where runs part both sides go back into the
queue with that place, so that the arms of one seed go on side by side and are finished before the
next seed goes on, and few pasts are held.
"""

from __future__ import annotations

import heapq
import itertools
import math
import os
import sys
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Literal, NamedTuple

import numpy as np

from sim.engine import Progress, Run
from sim.errors import Cancelled, Problem, ScenarioError, SimError
from sim.result import Result
from sim.runs.cache import ResultCache
from sim.runs.family import families, partings
from sim.runs.progress import seconds_left
from sim.runs.task import Task, key_of, labelled

LOOK_S = 20.0  # a watched batch that nobody has looked at for so long is given up
LET_GO_S = 3.0  # ... or for so long after whoever looked at it has gone
_TAKEN_PER_PLACE = 10  # families after whose start who asks is one run further back

Spikes = Literal["all", "first seed", "none"]


class TookTooLong(SimError):
    """A run was stopped because others wait for its place."""


class Status(NamedTuple):
    """How far a batch has come; ``ahead`` counts runs of other batches that come first."""

    fraction: float
    seed_number: int
    done_d: float
    total_d: float
    left_s: float | None
    ahead: int


class Batch:
    """Tasks submitted together.

    It is finished for whoever keeps it; a page, which may be closed at any time, has to `touch` it
    again and again, and from then on it is given up when nobody does.

    Attributes
    ----------
    tasks : tuple of Task
    results : dict of int to Result
        Finished runs by the number of their task, under the texts of the task.
    error : BaseException or None
        Why it failed; None while it is well.
    is_cancelled : bool
        Whether it was stopped or given up.
    """

    def __init__(self, tasks: Sequence[Task], spikes: Spikes) -> None:
        self.tasks = tuple(tasks)
        self.results: dict[int, Result] = {}
        self.error: BaseException | None = None
        self.is_cancelled = False
        self.waits_for: dict[int, _PoolRun] = {}
        self.runs: list[_PoolRun] = []  # each that it has waited for
        self.began_s: float | None = None
        self.needed_until_s = math.inf
        self._spikes = spikes

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        return self.is_cancelled or self.error is not None or not self.waits_for

    def touch(self) -> None:
        """Say that somebody looks on."""
        self.needed_until_s = time.monotonic() + LOOK_S

    def let_go(self) -> None:
        """Say that whoever looked on has gone; it is given up unless somebody takes it up."""
        self.needed_until_s = time.monotonic() + LET_GO_S

    def wants_spikes(self, number: int) -> bool:
        """Return whether the run of a task comes with its spikes, nine tenths of its memory."""
        if self._spikes == "first seed":
            return self.tasks[number].seed == self.tasks[0].seed
        return self._spikes == "all"

    def seeds_done(self) -> list[int]:
        """Return the seeds of which all tasks are finished, in order."""
        missing = {task.seed for n, task in enumerate(self.tasks) if n not in self.results}
        seeds = dict.fromkeys(task.seed for task in self.tasks)
        return [seed for seed in seeds if seed not in missing]

    def done_runs(self) -> float:
        """Return how many tasks are finished; those under way count by their share of days."""
        under_way = sum(run.share for run in self.waits_for.values())
        return len(self.tasks) - len(self.waits_for) + under_way

    def work(self) -> tuple[float, float]:
        """Return how much was computed and how much there is to compute, in whole runs.

        Runs that were there already count nothing, and a common past counts once.
        """
        done = sum(max(run.share - run.shared, 0.0) for run in self.runs)
        return done, sum(1.0 - run.shared for run in self.runs)

    def take(self, number: int, result: Result) -> None:
        """Take in the finished run of a task."""
        if not self.wants_spikes(number):
            result = result.without_spikes()
        self.results[number] = labelled(result, self.tasks[number])


class _Place(NamedTuple):
    """Place in the queue: runs of its batch that come before, then the order of asking.

    Who asks later starts one run further back for each ten families that have been taken. So a
    long batch moves on however many short ones keep coming.
    """

    before: int
    asked: int


class _PoolRun:
    """One run that is queued or under way, and those who wait for it."""

    def __init__(self, key: str, task: Task, place: _Place) -> None:
        self.key, self.task, self.place = key, task, place
        self.family: _Family
        self.waiting: list[tuple[Batch, int]] = []  # batches, and the number of the task in each
        self.done_d = 0.0
        self.share = 0.0  # of its days that is done
        self.shared = 0.0  # of its days that another run did


class _Family:
    """Runs that move on together, their common past (None: from the start) and their stop word."""

    def __init__(self, runs: Iterable[_PoolRun], stop: np.ndarray, past: Run | None = None) -> None:
        self.runs, self.stop, self.past = list(runs), stop, past
        self.is_queued = False
        self.began_s: float | None = None  # when the worker that is at it began
        for run in self.runs:
            run.family = self

    @property
    def place(self) -> _Place:
        return min(run.place for run in self.runs)


class Pool:
    """Workers, their queue, and finished runs.

    Parameters
    ----------
    workers : int, optional
        Runs at the same time; by default as many as there are usable cores.
    cache : ResultCache, optional
        By default one of its own, in memory.
    stop : (2,) int64 array, optional
        Stop word of all runs; by default each family has its own.
    max_wall_s : float
        A family that one worker has been at for so long is stopped, see `TookTooLong`.
    prepare : callable, optional
        Called in the worker before each family.
    new_run : callable, optional
        Stands in for `sim.engine.Run`.
    """

    def __init__(
        self,
        workers: int | None = None,
        *,
        cache: ResultCache | None = None,
        stop: np.ndarray | None = None,
        max_wall_s: float = math.inf,
        prepare: Callable[[], None] | None = None,
        new_run: Callable[..., Run] | None = None,
    ) -> None:
        self._threads = ThreadPoolExecutor(worker_count(workers), thread_name_prefix="run")
        self._cache = ResultCache() if cache is None else cache
        self._stop, self._max_wall_s = stop, max_wall_s
        self._prepare, self._new_run = prepare, new_run or Run
        self._lock = threading.RLock()
        self._run_ended = threading.Condition(self._lock)
        self._runs: dict[str, _PoolRun] = {}  # queued and under way, by fingerprint
        self._queue: list[tuple[_Place, int, _Family]] = []  # a heap: the first place first
        self._entries = itertools.count()  # tells entries of equal places apart
        self.n_queued = 0  # runs that were ever queued
        self._n_taken = 0  # families that workers have taken

    def submit(self, tasks: Sequence[Task], *, spikes: Spikes = "all") -> Batch:
        """Queue the runs that are not there yet.

        Parameters
        ----------
        tasks : sequence of Task
        spikes : {"all", "first seed", "none"}
            Which results come with their spikes.

        Returns
        -------
        Batch
            It holds the results that were there already.

        Raises
        ------
        ScenarioError
            If a task names an arm that is not there.
        """
        batch = Batch(tasks, spikes)
        keys = [key_of(task) for task in batch.tasks]
        for number, key in enumerate(keys):
            result = self._cache.get(key, with_spikes=batch.wants_spikes(number))
            if result is not None:
                batch.take(number, result)
        missing = [number for number in range(len(keys)) if number not in batch.results]
        together = families([batch.tasks[number] for number in missing]).values()
        with self._lock:
            start = self._n_taken // _TAKEN_PER_PLACE
            for family in together:
                before = start + len(batch.waits_for)
                new_runs = []
                for number in (missing[place] for place in family):
                    run = self._runs.get(keys[number])
                    if run is None:
                        run = self._new(keys[number], batch.tasks[number], before)
                        new_runs.append(run)
                    elif before < run.place.before:
                        self._move_up(run, before)
                    run.waiting.append((batch, number))
                    batch.waits_for[number] = run
                if new_runs:
                    self._enqueue(_Family(new_runs, self._stop_word()))
            batch.runs = list(dict.fromkeys(batch.waits_for.values()))
            if any(run.family.began_s is not None for run in batch.runs):
                batch.began_s = time.monotonic()
        return batch

    def has_all(self, tasks: Sequence[Task], *, spikes: Spikes = "all") -> bool:
        """Return whether every one of these runs is there already."""
        batch = Batch(tasks, spikes)
        return all(
            self._cache.get(key_of(task), with_spikes=batch.wants_spikes(number)) is not None
            for number, task in enumerate(tasks)
        )

    def cancel(self, batch: Batch) -> None:
        """Stop a batch; what it has finished stays in it, and runs that others want go on."""
        with self._lock:
            self._end(batch, Cancelled("stopped"))

    def wait(self, timeout_s: float) -> None:
        """Wait until a run ends, at most for some time."""
        with self._run_ended:
            self._run_ended.wait(timeout_s)

    def status(self, batch: Batch) -> Status:
        """Return how far a batch has come."""
        with self._lock:
            waits_for = batch.waits_for.values()
            ahead = 0
            if batch.began_s is None and waits_for:
                first = min(run.place for run in waits_for)
                ahead = sum(
                    run.place < first or run.family.began_s is not None
                    for run in self._runs.values()
                )
            left_s = None
            if batch.began_s is not None:
                left_s = seconds_left(time.monotonic() - batch.began_s, *batch.work())
            return Status(
                fraction=batch.done_runs() / len(batch.tasks),
                seed_number=min(
                    len(batch.seeds_done()) + 1, len({task.seed for task in batch.tasks})
                ),
                done_d=max((run.done_d for run in waits_for), default=0.0),
                total_d=batch.tasks[0].scenario.time.length_d,
                left_s=left_s,
                ahead=ahead,
            )

    def close(self, *, wait: bool = False) -> None:
        """Stop everything; ``wait`` until the workers are gone."""
        with self._lock:
            for run in list(self._runs.values()):
                for batch, _ in list(run.waiting):
                    self._end(batch, Cancelled("stopped"))
        self._threads.shutdown(wait=wait, cancel_futures=True)

    # What follows is done in the workers, or by those above under the lock.

    def _new(self, key: str, task: Task, before: int) -> _PoolRun:
        self.n_queued += 1
        run = self._runs[key] = _PoolRun(key, task, _Place(before, self.n_queued))
        return run

    def _move_up(self, run: _PoolRun, before: int) -> None:
        """Give a run, and its family, a better place, for a batch that needs it sooner."""
        run.place = run.place._replace(before=before)
        if run.family.is_queued:
            self._enqueue(run.family)  # once more; the entry that comes later finds it taken

    def _stop_word(self) -> np.ndarray:
        return np.zeros(2, dtype=np.int64) if self._stop is None else self._stop

    def _enqueue(self, family: _Family) -> None:
        family.is_queued, family.began_s = True, None
        heapq.heappush(self._queue, (family.place, next(self._entries), family))
        self._threads.submit(self._work)

    def _work(self) -> None:
        """Take the family that comes first."""
        with self._lock:
            _, _, family = heapq.heappop(self._queue)
            if not family.is_queued:
                return
            family.is_queued = False
            self._n_taken += 1
            self._give_up_unwatched(family)
            if family.past is None:
                family.runs = [run for run in family.runs if run.waiting]
            if not any(run.waiting for run in family.runs):
                family.past = None
                return
        try:
            if self._prepare is not None:
                self._prepare()
            self._begin(family)
            self._advance(family)
        finally:
            if (
                error := sys.exception()
            ) is not None:  # of any kind: whoever waits has to hear of it
                self._fail(family, error)

    def _begin(self, family: _Family) -> None:
        with self._lock:
            family.began_s = time.monotonic()
            for batch in _batches(family):
                batch.began_s = batch.began_s or family.began_s

    def _advance(self, family: _Family) -> None:
        """Take a family to where runs part from it, or the only run of one to its end."""
        first, *others = family.runs
        run = family.past or self._new_run(*first.task, family.stop)
        family.past = None  # a batch lives longer than its runs, and would hold a whole network

        def report(progress: Progress) -> None:
            self._report(family, progress)

        if not others:
            self._finish(first, run.to_end(report))
            return
        to_come = partings(run, [other.task for other in others])
        for parting in to_come:
            for place in parting.places:
                others[place].shared = parting.step / run.plan.t_d.size
        step, places = to_come[0]
        run.go_on(step, report)
        self._part(family, [others[place] for place in places], run if step > 0 else None)

    def _part(self, family: _Family, leaving: list[_PoolRun], run: Run | None) -> None:
        """Queue the runs that leave a family, with a copy of their past, and those that stay."""
        stop, past = self._stop_word(), None
        with self._lock:
            is_awaited = any(leaves.waiting for leaves in leaving)
        if is_awaited and run is not None:
            task = leaving[0].task
            past = run.branch(task.scenario, task.arm, stop)
        with self._lock:
            family.runs = [stays for stays in family.runs if stays not in leaving]
            if any(stays.waiting for stays in family.runs):
                family.past = run
                self._enqueue(family)
            if is_awaited:
                self._enqueue(_Family(leaving, stop, past))

    def _report(self, family: _Family, progress: Progress) -> None:
        """Note how far a family is, and stop it if it is unwatched or takes too long."""
        with self._lock:
            for run in family.runs:
                run.done_d, run.share = progress.done_d, progress.done_d / progress.total_d
            self._give_up_unwatched(family)
        if time.monotonic() - family.began_s >= self._max_wall_s:
            self._fail(family, TookTooLong(f"longer than {self._max_wall_s:.0f} s"))

    def _finish(self, run: _PoolRun, result: Result) -> None:
        """Keep the result of a run and hand it out."""
        with self._lock:
            keeps_spikes = any(batch.wants_spikes(number) for batch, number in run.waiting)
        self._cache.put(run.key, result if keeps_spikes else result.without_spikes())
        with self._lock:
            run.share = 1.0
            for batch, number in run.waiting:
                batch.take(number, result)
                del batch.waits_for[number]
            run.waiting.clear()
            self._forget(run)

    def _fail(self, family: _Family, error: BaseException) -> None:
        """End all batches that wait for runs of a family."""
        with self._lock:
            for batch in _batches(family):
                self._end(batch, error)

    def _give_up_unwatched(self, family: _Family) -> None:
        now_s = time.monotonic()
        for batch in _batches(family):
            if now_s >= batch.needed_until_s:
                self._end(batch, Cancelled("nobody waits for it"))

    def _end(self, batch: Batch, error: BaseException) -> None:
        """End a batch early, and stop what nobody else waits for."""
        if batch.is_over:
            return
        batch.is_cancelled = isinstance(error, Cancelled)
        batch.error = None if batch.is_cancelled else error
        for number, run in batch.waits_for.items():
            run.waiting.remove((batch, number))
            if not run.waiting:
                self._forget(run)
                self._stop_unless_awaited(run.family)
        batch.waits_for.clear()

    def _stop_unless_awaited(self, family: _Family) -> None:
        if not any(run.waiting for run in family.runs):
            family.stop[0] = 1
            if family.is_queued:
                family.past = None  # a whole network, which would wait for its turn in vain

    def _forget(self, run: _PoolRun) -> None:
        """Take a run off the list; whoever asks for it from now on gets another."""
        if self._runs.get(run.key) is run:
            del self._runs[run.key]
        self._run_ended.notify_all()


def _batches(family: _Family) -> list[Batch]:
    """Return the batches that wait for a run of a family, each once."""
    return list(dict.fromkeys(batch for run in family.runs for batch, _ in run.waiting))


def worker_count(jobs: int | None = None) -> int:
    """Return the number of runs at the same time, by default that of the usable cores."""
    if jobs is None:
        # Not cpu_count(): a container or a class server may give us fewer cores than there are.
        usable = getattr(os, "sched_getaffinity", None)
        return len(usable(0)) if usable else os.cpu_count() or 1
    if isinstance(jobs, str) or jobs < 1 or jobs != int(jobs):
        raise ScenarioError([Problem("jobs", "", repr(jobs), "a whole number of at least 1")])
    return int(jobs)
