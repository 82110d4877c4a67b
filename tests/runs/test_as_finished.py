"""Many runs: the same numbers as one by one, stopped at once, gone on with later."""

from __future__ import annotations

import threading
import time

import numpy as np
import pytest

from sim import Cancelled, DivergedError, ResultStore, ScenarioError, run_many
from sim.engine import Run
from sim.runs import Task

STOP_WITHIN_S = 0.2


def assert_same_numbers(first, second):
    """Assert that two results agree to the last bit."""
    for group in ("series", "probes", "spikes"):
        ours, theirs = getattr(first, group), getattr(second, group)
        assert ours.keys() == theirs.keys()
        assert all(ours[name].tobytes() == theirs[name].tobytes() for name in ours)


def tasks_of(tiny, seeds):
    """Return the tasks of both arms."""
    return [Task(tiny, arm.id, seed) for arm in tiny.arm for seed in seeds]


@pytest.fixture
def long(tiny):
    """A scenario whose runs take a few seconds."""
    return tiny.with_changes({"time.length_d": 300.0, "everyday.rest_s": 3.0})


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_threads_give_the_numbers_of_single_runs(jobs, tiny, tiny_results):
    found = {
        (result.arm, result.seed): result
        for result in run_many(tasks_of(tiny, range(2)), jobs=jobs)
    }
    assert len(found) == len(tiny_results) == 4
    for result in tiny_results:
        assert_same_numbers(found[result.arm, result.seed], result)


def test_a_batch_of_nothing_ends_at_once():
    assert list(run_many([])) == []


def test_the_stop_word_ends_all_runs_in_a_fifth_of_a_second(long):
    taken_s = []
    for _ in range(3):  # the best of three, because other people's load is not ours to answer for
        stop, began = np.zeros(2, dtype=np.int64), threading.Event()
        set_at_s = []

        def stop_it(stop=stop, began=began, set_at_s=set_at_s):
            began.wait(20.0)
            time.sleep(0.3)
            set_at_s.append(time.perf_counter())
            stop[0] = 1

        watcher = threading.Thread(target=stop_it)
        watcher.start()
        with pytest.raises(Cancelled):
            list(
                run_many(
                    tasks_of(long, range(3)),
                    jobs=2,
                    stop=stop,
                    on_progress=lambda _, began=began: began.set(),
                )
            )
        taken_s.append(time.perf_counter() - set_at_s[0])
        watcher.join()
        if taken_s[-1] < STOP_WITHIN_S:
            break
    assert min(taken_s) < STOP_WITHIN_S


def test_a_stop_word_that_is_set_already_runs_nothing(tiny):
    with pytest.raises(Cancelled):
        list(run_many(tasks_of(tiny, range(2)), stop=np.ones(2, dtype=np.int64)))


def test_closing_the_iterator_stops_the_runs_under_way(tiny, long):
    stop = np.zeros(2, dtype=np.int64)
    runs = run_many([Task(tiny, "nothing", 0), *tasks_of(long, range(2))], jobs=2, stop=stop)
    next(runs)
    began_s = time.perf_counter()
    runs.close()
    assert time.perf_counter() - began_s < 1.0  # whole runs would take many seconds
    assert stop[0] == 1
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("run_")]


def test_an_error_of_the_caller_stops_the_runs_and_passes_through(long):
    class Moved(BaseException):
        """Stands for what a page raises when a control was moved."""

    def interrupt(_progress):
        raise Moved

    began_s = time.perf_counter()
    with pytest.raises(Moved):
        list(run_many(tasks_of(long, range(2)), on_progress=interrupt))
    assert time.perf_counter() - began_s < 2.0


def test_progress_grows_to_the_number_of_runs_and_tells_the_time_left(tiny):
    seen = []
    slower = tiny.with_changes({"time.length_d": 20.0})
    list(run_many(tasks_of(slower, range(4)), jobs=2, on_progress=seen.append))
    done = [report.done_runs for report in seen]
    assert done == sorted(done)
    assert any(n_done % 1 for n_done in done), "runs under way should count by their share"
    assert seen[-1] == (8.0, 8, 0.0)
    known = [report.seconds_left for report in seen if report.seconds_left is not None]
    assert all(left_s >= 0.0 for left_s in known)


def test_progress_comes_at_most_ten_times_a_second(tiny):
    times_s = []
    list(run_many(tasks_of(tiny, range(6)), on_progress=lambda _: times_s.append(time.monotonic())))
    assert len(times_s) <= 10 * (times_s[-1] - times_s[0]) + 2


def test_progress_is_told_in_the_thread_of_the_caller(tiny):
    threads = set()
    list(
        run_many(tasks_of(tiny, range(1)), on_progress=lambda _: threads.add(threading.get_ident()))
    )
    assert threads == {threading.get_ident()}


def test_a_stopped_batch_goes_on_from_the_store(tiny, tmp_path, monkeypatch):
    store, tasks = ResultStore(tmp_path), tasks_of(tiny, range(2))
    runs = run_many(tasks, jobs=1, store=store)
    first = next(runs)
    runs.close()
    kept = {path.stem for path in tmp_path.glob("*.npz")}
    assert tiny.fingerprint(first.arm, first.seed) in kept

    ran, real = [], Run.to_end
    monkeypatch.setattr(Run, "to_end", lambda run, *args: ran.append(1) or real(run, *args))
    again = list(run_many(tasks, jobs=1, store=store))
    assert len(again) == 4
    assert len(ran) == 4 - len(kept)
    list(run_many(tasks, store=store))
    assert len(ran) == 4 - len(kept), "everything is in the store now"
    same = next(result for result in again if (result.arm, result.seed) == (first.arm, first.seed))
    assert_same_numbers(same, first)


def test_a_result_from_the_store_carries_the_name_and_the_texts_of_its_task(tiny, tmp_path):
    store = ResultStore(tmp_path)
    list(run_many([Task(tiny, "treated", 0)], store=store))
    arm = tiny.arm[1].model_copy(update={"id": "renamed", "label": "Another name"})
    renamed = tiny.model_copy(update={"arm": (arm,), "expect": (), "title": "Another title"})
    (found,) = run_many([Task(renamed, "renamed", 0)], store=store)
    assert (found.arm, found.arm_label) == ("renamed", "Another name")
    assert found.scenario == renamed.for_arm("renamed")
    assert len(list(tmp_path.glob("*.npz"))) == 1


def test_tasks_with_the_same_numbers_run_once(tiny, monkeypatch):
    ran, real = [], Run.to_end
    monkeypatch.setattr(Run, "to_end", lambda run, *args: ran.append(1) or real(run, *args))
    other = tiny.with_changes({"practice.repeats": 1})  # an arm without practice does not care
    found = list(run_many([Task(tiny, "nothing", 0), Task(other, "nothing", 0)]))
    assert len(found) == 2
    assert len(ran) == 1
    assert_same_numbers(*found)


def test_a_wrong_arm_is_refused_before_anything_runs(tiny):
    with pytest.raises(ScenarioError, match="treated"):
        list(run_many([Task(tiny, "nothing", 0), Task(tiny, "treatet", 0)]))


@pytest.mark.parametrize("jobs", [0, -3])
def test_fewer_than_one_run_at_a_time_is_refused(jobs, tiny):
    with pytest.raises(ScenarioError, match="at least 1"):
        list(run_many(tasks_of(tiny, range(1)), jobs=jobs))


def test_a_run_that_diverges_ends_the_batch_with_its_reason(tiny, monkeypatch):
    real = Run.one_step

    def fails_for_one(run, *due):
        if run.seed == 1:
            raise DivergedError("potentials became infinite")
        real(run, *due)

    monkeypatch.setattr(Run, "one_step", fails_for_one)
    stop = np.zeros(2, dtype=np.int64)
    with pytest.raises(DivergedError, match="infinite"):
        list(run_many(tasks_of(tiny, range(3)), stop=stop))
    assert stop[0] == 1
