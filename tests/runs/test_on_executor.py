"""Runs on an executor: the numbers of threads, bounded, stopped at once, nothing twice or lost."""

from __future__ import annotations

import threading
import time
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import numpy as np
import pytest

from sim import Cancelled, DivergedError, ResultStore, run_many
from sim.engine import Run
from sim.many import measured
from sim.runs import Task
from sim.runs.family import compute_family


def assert_same_numbers(first, second):
    """Assert that two results agree to the last bit."""
    ours, theirs = first.arrays(), second.arrays()
    assert ours.keys() == theirs.keys()
    assert all(ours[name].tobytes() == theirs[name].tobytes() for name in ours)


def tasks_of(tiny, seeds):
    """Return the tasks of both arms."""
    return [Task(tiny, arm.id, seed) for arm in tiny.arm for seed in seeds]


class Listed(Executor):
    """Computes in one thread, and lists the families that it was asked for."""

    def __init__(self):
        self.families, self._thread = [], ThreadPoolExecutor(1)

    def submit(self, function, tasks, **options):
        self.families.append([(task.arm, task.seed) for task in tasks])
        return self._thread.submit(function, tasks, **options)


class Stalled(Executor):
    """Takes work and never does it."""

    def __init__(self):
        self.futures, self.has_work = [], threading.Event()

    def submit(self, _function, *_tasks, **_options):
        self.futures.append(Future())
        self.has_work.set()
        return self.futures[-1]


def test_processes_give_the_numbers_of_single_runs(tiny, tiny_results):
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        runs = run_many(tasks_of(tiny, range(2)), executor=executor, jobs=2)
        results = {(result.arm, result.seed): result for result in runs}
    assert len(results) == len(tiny_results) == 4
    for alone in tiny_results:
        assert_same_numbers(results[alone.arm, alone.seed], alone)
        assert results[alone.arm, alone.seed].scenario == alone.scenario


def test_arms_that_part_one_after_the_other_have_the_numbers_of_single_runs():
    from tests.small import small_preset

    preset = small_preset()
    tasks = [Task(preset, arm, 3) for arm in ("late", "nothing", "in_window", "dose_only")]
    for task, result in zip(tasks, compute_family(tasks), strict=True):
        (alone,) = compute_family([task])
        assert result.arm == task.arm
        assert_same_numbers(result, alone)


def test_the_arms_of_a_seed_are_one_piece_of_work_and_equal_runs_are_computed_once(tiny):
    executor = Listed()
    other = tiny.with_changes({"practice.repeats": 1})  # an arm without practice does not care
    tasks = [*tasks_of(tiny, range(2)), Task(other, "nothing", 1)]
    results = list(run_many(tasks, executor=executor))
    assert sorted(executor.families) == [
        [("nothing", 0), ("treated", 0)],
        [("nothing", 1), ("treated", 1)],
    ]
    assert len(results) == 5


def test_runs_without_spikes_have_the_same_measures(tiny, tiny_results):
    for executor in (None, Listed()):
        for result in run_many(tasks_of(tiny, range(2)), executor=executor, spikes=False):
            assert not result.has_spikes
            alone = next(r for r in tiny_results if (r.arm, r.seed) == (result.arm, result.seed))
            np.testing.assert_array_equal(measured(result)[2], measured(alone)[2])


def test_what_is_in_the_store_is_not_computed_again(tiny, tmp_path):
    store, executor = ResultStore(tmp_path), Listed()
    list(run_many([Task(tiny, "nothing", 0)], store=store))
    assert len(list(run_many(tasks_of(tiny, range(2)), executor=executor, store=store))) == 4
    assert executor.families == [[("treated", 0)], [("nothing", 1), ("treated", 1)]]
    assert len(list(run_many(tasks_of(tiny, range(2)), executor=executor, store=store))) == 4
    assert len(executor.families) == 2


def test_no_more_is_handed_in_than_keeps_the_workers_busy(tiny):
    executor, stop = Stalled(), np.zeros(2, dtype=np.int64)
    threading.Timer(0.5, lambda: stop.put(0, 1)).start()
    with pytest.raises(Cancelled):
        list(run_many(tasks_of(tiny, range(50)), executor=executor, jobs=3, stop=stop))
    assert len(executor.futures) == 6


def test_stopping_takes_back_what_waits_within_a_second(tiny):
    executor, stop, stopped_at_s = Stalled(), np.zeros(2, dtype=np.int64), []

    def set_stop():
        executor.has_work.wait(20.0)
        stopped_at_s.append(time.monotonic())
        stop[0] = 1

    threading.Thread(target=set_stop).start()
    with pytest.raises(Cancelled):
        list(run_many(tasks_of(tiny, range(4)), executor=executor, stop=stop))
    assert time.monotonic() - stopped_at_s[0] < 1.0
    assert executor.futures
    assert all(future.cancelled() for future in executor.futures)


def test_a_family_that_fails_ends_the_batch_and_finished_ones_are_kept(tiny, tmp_path, monkeypatch):
    real = Run.one_step

    def fails_for_one(run):
        if run.seed == 2:
            raise DivergedError("potentials became infinite")
        real(run)

    monkeypatch.setattr(Run, "one_step", fails_for_one)
    stop = np.zeros(2, dtype=np.int64)
    with pytest.raises(DivergedError, match="infinite"):
        list(
            run_many(tasks_of(tiny, range(3)), executor=Listed(), jobs=3, stop=stop, store=tmp_path)
        )
    assert stop[0] == 1
    assert len(list(tmp_path.glob("*.npz"))) == 4


def test_progress_counts_finished_runs(tiny):
    seen = []
    list(run_many(tasks_of(tiny, range(3)), executor=Listed(), on_progress=seen.append))
    assert seen[-1] == (6, 6, 0.0)
    assert [report.done_runs for report in seen] == sorted(report.done_runs for report in seen)
