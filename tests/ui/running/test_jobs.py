"""The queue of runs: order, sharing, cancelling, and nothing lost or left behind."""

from __future__ import annotations

import threading
import time
from dataclasses import replace

import numpy as np
import pytest

from sim.engine import Progress, run
from sim.errors import Cancelled, DivergedError
from sim.runs import Task
from sim.runs.cache import Kept
from sim.ui.running import warm
from sim.ui.running.jobs import Board, TookTooLong
from sim.ui.running.panel import explain

WAIT_S = 10.0


@pytest.fixture(autouse=True)
def is_warm(monkeypatch):
    """Leave the warm-up, which has a test of its own, out of the others."""
    monkeypatch.setattr(warm, "wait", lambda: None)


@pytest.fixture(scope="module")
def template():
    """One real result of a tiny scenario."""
    from sim.scenario import load

    tiny = load("practice_in_window").with_changes(
        {
            "network.n_pattern": 5,
            "network.n_cue": 5,
            "network.n_rest": 5,
            "network.n_inhibitory": 5,
            "time.test_days": (0.0,),
            "probe.trials": 1,
            "probe.rest_s": 0.4,
            "everyday.rest_s": 0.1,
            "everyday.cues": 0,
            "probe.surge_s": 0.1,
        }
    )
    return run(tiny, arm="nothing")


class Engine:
    """Stands in for the engine: each run lasts until it is let through or stopped."""

    def __init__(self, template, is_open=False):
        self.template, self.gate, self.asked = template, threading.Event(), []
        self.ended: list[str] = []
        if is_open:
            self.gate.set()

    def __call__(self, scenario, *, arm, seed, on_progress, stop):
        self.asked.append((arm, seed))
        done_d = 0.0
        while not self.gate.wait(0.01):
            done_d = min(done_d + 0.1, 15.0)
            on_progress(Progress(done_d, 30.0, arm, seed))
            if stop[0]:
                self.ended.append("stopped")
                raise Cancelled("stopped")
        self.ended.append("done")
        return replace(self.template, arm=arm, seed=seed)


def tasks(scenario, seeds=(0, 1), arms=("in_window", "late")):
    return [Task(scenario, arm, seed) for seed in seeds for arm in arms]


def until(condition):
    end_s = time.monotonic() + WAIT_S
    while not condition():
        assert time.monotonic() < end_s, "waited in vain"
        time.sleep(0.005)


def test_job_brings_every_run_under_its_own_arm(template, small):
    board = Board(2, simulate=Engine(template, is_open=True))
    job = board.submit(tasks(small))
    until(lambda: job.is_over)
    assert [(job.results[n].arm, job.results[n].seed) for n in range(4)] == [
        ("in_window", 0),
        ("late", 0),
        ("in_window", 1),
        ("late", 1),
    ]
    assert job.results[1].arm_label == "Practice two weeks later"
    assert job.seeds_done() == [0, 1] and job.error is None


def test_second_session_with_equal_settings_computes_nothing(template, small):
    engine = Engine(template, is_open=True)
    board = Board(2, simulate=engine)
    first = board.submit(tasks(small))
    until(lambda: first.is_over)
    assert board.has_all(tasks(small)) and not board.has_all(tasks(small, seeds=(7,)))
    again = board.submit(tasks(small))
    assert again.is_over and len(again.results) == 4
    assert len(engine.asked) == 4


def test_two_sessions_at_once_share_the_runs_under_way(template, small):
    engine = Engine(template)
    board = Board(2, simulate=engine)
    first, second = board.submit(tasks(small)), board.submit(tasks(small))
    until(lambda: len(engine.asked) == 2)
    engine.gate.set()
    until(lambda: first.is_over and second.is_over)
    assert len(first.results) == len(second.results) == 4
    assert sorted(engine.asked) == sorted((t.arm, t.seed) for t in tasks(small))


def test_arms_that_are_equal_are_computed_once(template, small):
    same = small.with_changes({"practice.start_d": 17.0})  # now as in the arm "late"
    engine = Engine(template, is_open=True)
    board = Board(2, simulate=engine)
    job = board.submit(tasks(same, seeds=(0,)))
    until(lambda: job.is_over)
    assert len(engine.asked) == 1
    assert [job.results[n].arm for n in (0, 1)] == ["in_window", "late"]


def test_place_in_the_queue_counts_the_runs_of_others(template, small):
    engine = Engine(template)
    board = Board(2, simulate=engine)
    first = board.submit(tasks(small))
    second = board.submit(tasks(small, seeds=(5,)))
    until(lambda: len(engine.asked) == 2)
    assert board.status(first).ahead == 0
    assert board.status(second).ahead == 4
    board.cancel(first)
    until(lambda: len(engine.asked) == 4)
    assert board.status(second).ahead == 0
    engine.gate.set()
    until(lambda: second.is_over)


def test_never_more_runs_at_once_than_workers(template, small):
    engine = Engine(template)
    board = Board(2, simulate=engine)
    jobs = [board.submit(tasks(small, seeds=(seed,))) for seed in range(4)]
    until(lambda: len(engine.asked) == 2)
    time.sleep(0.1)
    assert len(engine.asked) == 2
    engine.gate.set()
    until(lambda: all(job.is_over for job in jobs))


def test_cancel_takes_effect_within_a_second_and_keeps_finished_seeds(template, small):
    engine = Engine(template, is_open=True)
    board = Board(1, simulate=engine)
    first = board.submit(tasks(small, seeds=(0,)))
    until(lambda: first.is_over)
    engine.gate.clear()
    job = board.submit(tasks(small, seeds=(0, 1, 2)))
    until(lambda: len(engine.asked) == 3)
    began_s = time.monotonic()
    board.cancel(job)
    assert job.is_over and job.is_cancelled and job.seeds_done() == [0]
    until(lambda: "stopped" in engine.ended)
    assert time.monotonic() - began_s < 1.0
    time.sleep(0.05)
    assert len(engine.asked) == 3, "a queued run began after it was cancelled"


def test_cancel_of_one_session_does_not_stop_the_other(template, small):
    engine = Engine(template)
    board = Board(2, simulate=engine)
    first, second = board.submit(tasks(small)), board.submit(tasks(small))
    until(lambda: len(engine.asked) == 2)
    board.cancel(first)
    engine.gate.set()
    until(lambda: second.is_over)
    assert not second.is_cancelled and len(second.results) == 4
    assert engine.ended.count("stopped") == 0


def test_cancel_of_a_finished_job_changes_nothing(template, small):
    board = Board(2, simulate=Engine(template, is_open=True))
    job = board.submit(tasks(small))
    until(lambda: job.is_over)
    board.cancel(job)
    assert not job.is_cancelled and len(job.results) == 4


def test_job_that_nobody_looks_at_is_given_up(template, small, monkeypatch):
    monkeypatch.setattr("sim.ui.running.jobs.LET_GO_S", 0.05)
    engine = Engine(template)
    board = Board(2, simulate=engine)
    job = board.submit(tasks(small))
    until(lambda: len(engine.asked) == 2)
    job.let_go()
    until(lambda: job.is_over and len(engine.ended) == 2)
    assert job.is_cancelled and engine.ended == ["stopped", "stopped"]


def test_run_that_nobody_waits_for_does_not_take_later_jobs_with_it(template, small):
    engine = Engine(template)
    board = Board(1, simulate=engine)
    first = board.submit(tasks(small, seeds=(0,), arms=("late",)))
    until(lambda: len(engine.asked) == 1)
    left = board.submit(tasks(small, seeds=(1,), arms=("late",)))
    run_of_left = left.waits_for[0]
    left.needed_until_s = 0.0  # nobody looks at it, and its run is next in the queue
    engine.gate.set()
    until(lambda: first.is_over and left.is_over)
    assert left.is_cancelled and run_of_left.stop[0] == 1
    again = board.submit(tasks(small, seeds=(1,), arms=("late",)))
    until(lambda: again.is_over)
    assert not again.is_cancelled and len(again.results) == 1


def test_run_that_takes_too_long_is_stopped_and_says_so(template, small, monkeypatch):
    monkeypatch.setattr("sim.ui.running.jobs.MAX_WALL_S", 0.05)
    board = Board(1, simulate=Engine(template))
    job = board.submit(tasks(small, seeds=(0,)))
    until(lambda: job.is_over)
    assert isinstance(job.error, TookTooLong) and not job.is_cancelled
    assert "took longer than" in explain(job.error)


def test_job_taken_up_again_goes_on(template, small, monkeypatch):
    monkeypatch.setattr("sim.ui.running.jobs.LET_GO_S", 0.5)
    engine = Engine(template)
    board = Board(2, simulate=engine)
    job = board.submit(tasks(small))
    until(lambda: len(engine.asked) == 2)
    job.let_go()  # the script was interrupted ...
    job.touch()  # ... and the next one found the job
    time.sleep(0.8)
    assert not job.is_over
    engine.gate.set()
    until(lambda: job.is_over)
    assert len(job.results) == 4


def test_error_of_a_run_ends_its_job_and_no_other(template, small):
    gate = threading.Event()

    def engine(scenario, *, arm, seed, on_progress, stop):
        if seed == 13:
            raise DivergedError("rates became infinite")
        gate.wait(WAIT_S)
        return replace(template, arm=arm, seed=seed)

    board = Board(2, simulate=engine)
    bad, good = board.submit(tasks(small, seeds=(13,))), board.submit(tasks(small, seeds=(1,)))
    until(lambda: bad.is_over)
    assert isinstance(bad.error, DivergedError) and not bad.is_cancelled
    gate.set()
    until(lambda: good.is_over)
    assert good.error is None and len(good.results) == 2


def test_status_tells_seed_day_and_time_left(template, small):
    engine = Engine(template)
    board = Board(2, simulate=engine)
    job = board.submit(tasks(small, seeds=(0, 1, 2)))
    until(lambda: board.status(job).left_s is not None)
    status = board.status(job)
    assert status.seed_number == 1 and status.total_d == 30.0
    assert 0.0 < status.fraction < 1.0 and status.done_d > 0.0
    board.cancel(job)


def test_real_engine_stops_within_a_second(small):
    run(small, arm="nothing")  # compiled from here on
    board = Board(2)
    slow = small.with_changes({"everyday.rest_s": 20.0})
    job = board.submit(tasks(slow, seeds=range(3)))
    until(lambda: board.status(job).done_d > 0.0)
    began_s = time.monotonic()
    board.cancel(job)
    board._pool.shutdown(wait=True)
    assert time.monotonic() - began_s < 1.0


def test_real_runs_are_those_of_the_engine(small):
    board = Board(2)
    job = board.submit(tasks(small, seeds=(3,)))
    until(lambda: job.is_over)
    for number, task in enumerate(job.tasks):
        alone = run(small, arm=task.arm, seed=3)
        assert np.array_equal(job.results[number].probes["answer"], alone.probes["answer"])
        assert job.results[number].provenance.fingerprint == alone.provenance.fingerprint


def test_kept_runs_never_exceed_their_bytes(template):
    size = template.nbytes
    kept = Kept(max_bytes=3 * size)
    for number in range(5):
        kept.put(str(number), template)
        kept.get("0")  # used again and again, so it stays
    kept.put("4", template)  # a second time: counted once
    assert [number for number in range(5) if kept.get(str(number))] == [0, 3, 4]


def test_run_without_spikes_is_small(template):
    bare = template.without_spikes()
    assert bare.nbytes < template.nbytes
    assert bare.spikes.keys() == template.spikes.keys()
    assert all(array.base is None for array in bare.spikes.values())  # no view of all the spikes
    assert template.has_spikes and not bare.has_spikes
