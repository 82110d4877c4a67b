"""The queue of runs: order, sharing, cancelling, and nothing lost or left behind."""

from __future__ import annotations

import threading
import time
from dataclasses import replace

import numpy as np
import pytest

from sim.engine import Progress, Run, run
from sim.errors import Cancelled, DivergedError
from sim.runs import Pool, ResultCache, Task, TookTooLong
from sim.store import BoundedStore
from tests.runs.alone import pool_of
from tests.small import small_preset

WAIT_S = 300.0  # on a busy machine that compiles first


@pytest.fixture
def small():
    """The preset, made small."""
    return small_preset()


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


def test_batch_brings_every_run_under_its_own_arm(template, small):
    pool = pool_of(2, Engine(template, is_open=True))
    batch = pool.submit(tasks(small))
    until(lambda: batch.is_over)
    assert [(batch.results[n].arm, batch.results[n].seed) for n in range(4)] == [
        ("in_window", 0),
        ("late", 0),
        ("in_window", 1),
        ("late", 1),
    ]
    assert batch.results[1].arm_label == "Practice two weeks later"
    assert batch.seeds_done() == [0, 1] and batch.error is None


def test_second_session_with_equal_settings_computes_nothing(template, small):
    engine = Engine(template, is_open=True)
    pool = pool_of(2, engine)
    first = pool.submit(tasks(small))
    until(lambda: first.is_over)
    assert pool.has_all(tasks(small)) and not pool.has_all(tasks(small, seeds=(7,)))
    again = pool.submit(tasks(small))
    assert again.is_over and len(again.results) == 4
    assert len(engine.asked) == 4


def test_two_sessions_at_once_share_the_runs_under_way(template, small):
    engine = Engine(template)
    pool = pool_of(2, engine)
    first, second = pool.submit(tasks(small)), pool.submit(tasks(small))
    until(lambda: len(engine.asked) == 2)
    engine.gate.set()
    until(lambda: first.is_over and second.is_over)
    assert len(first.results) == len(second.results) == 4
    assert sorted(engine.asked) == sorted((t.arm, t.seed) for t in tasks(small))


def test_arms_that_are_equal_are_computed_once(template, small):
    same = small.with_changes({"practice.start_d": 17.0})  # now as in the arm "late"
    engine = Engine(template, is_open=True)
    pool = pool_of(2, engine)
    batch = pool.submit(tasks(same, seeds=(0,)))
    until(lambda: batch.is_over)
    assert len(engine.asked) == 1
    assert [batch.results[n].arm for n in (0, 1)] == ["in_window", "late"]


def test_place_in_the_queue_counts_the_runs_of_others(template, small):
    engine = Engine(template)
    pool = pool_of(1, engine)
    first = pool.submit(tasks(small))
    until(lambda: len(engine.asked) == 1)
    second = pool.submit(tasks(small, seeds=(5,)))
    assert pool.status(first).ahead == 0
    assert pool.status(second).ahead == 2  # the first seed, not the second
    pool.cancel(first)
    until(lambda: len(engine.asked) == 2)
    assert pool.status(second).ahead == 0
    engine.gate.set()
    until(lambda: second.is_over)


def test_batches_take_turns_seed_by_seed(template, small):
    engine = Engine(template)
    pool = pool_of(1, engine)
    batches = [pool.submit(tasks(small, seeds)) for seeds in ((0, 1, 2), (10, 11), (20,))]
    engine.gate.set()
    until(lambda: all(batch.is_over for batch in batches))
    seeds = [seed for _, seed in engine.asked[::2]]
    assert seeds == [seed for _, seed in engine.asked[1::2]]  # the arms of a seed together
    assert seeds == [0, 10, 20, 1, 11, 2]


def test_a_sweep_lets_a_single_run_pass(template, small):
    engine = Engine(template)
    pool = pool_of(1, engine)
    sweep = pool.submit(tasks(small, seeds=range(10), arms=("late",)))
    until(lambda: len(engine.asked) == 1)
    single = pool.submit(tasks(small, seeds=(99,), arms=("late",)))
    assert pool.status(single).ahead == 1
    engine.gate.set()
    until(lambda: sweep.is_over and single.is_over)
    assert engine.asked[1] == ("late", 99)


def test_a_long_batch_moves_on_however_many_short_ones_keep_coming(template, small):
    engine, seeds = Engine(template), iter(range(1000, 1200))

    def run(scenario, **options):
        """Run, and let two others ask meanwhile, so that somebody new always waits."""
        for seed in (next(seeds, None), next(seeds, None)):
            if seed is not None:
                pool.submit(tasks(small, seeds=(seed,), arms=("late",)))
        return engine(scenario, **options)

    pool = pool_of(1, run)
    long = pool.submit(tasks(small, seeds=range(4), arms=("late",)))
    engine.gate.set()
    until(lambda: long.is_over)
    assert len(engine.asked) < 100  # of 204: those that were asked for later still wait


def test_a_run_that_another_batch_needs_sooner_moves_up(template, small):
    engine = Engine(template)
    pool = pool_of(1, engine)
    long = pool.submit(tasks(small, seeds=range(5), arms=("late",)))
    until(lambda: len(engine.asked) == 1)
    last = pool.submit(tasks(small, seeds=(4,), arms=("late",)))
    assert pool.n_queued == 5
    engine.gate.set()
    until(lambda: long.is_over and last.is_over)
    assert [seed for _, seed in engine.asked] == [0, 4, 1, 2, 3]


def test_never_more_runs_at_once_than_workers(template, small):
    engine = Engine(template)
    pool = pool_of(2, engine)
    batches = [pool.submit(tasks(small, seeds=(seed,))) for seed in range(4)]
    until(lambda: len(engine.asked) == 2)
    time.sleep(0.1)
    assert len(engine.asked) == 2
    engine.gate.set()
    until(lambda: all(batch.is_over for batch in batches))


def test_cancel_takes_effect_within_a_second_and_keeps_finished_seeds(template, small):
    engine = Engine(template, is_open=True)
    pool = pool_of(1, engine)
    first = pool.submit(tasks(small, seeds=(0,)))
    until(lambda: first.is_over)
    engine.gate.clear()
    batch = pool.submit(tasks(small, seeds=(0, 1, 2)))
    until(lambda: len(engine.asked) == 3)
    began_s = time.monotonic()
    pool.cancel(batch)
    assert batch.is_over and batch.is_cancelled and batch.seeds_done() == [0]
    until(lambda: "stopped" in engine.ended)
    assert time.monotonic() - began_s < 1.0
    time.sleep(0.05)
    assert len(engine.asked) == 3, "a queued run began after it was cancelled"


def test_cancel_of_one_session_does_not_stop_the_other(template, small):
    engine = Engine(template)
    pool = pool_of(2, engine)
    first, second = pool.submit(tasks(small)), pool.submit(tasks(small))
    until(lambda: len(engine.asked) == 2)
    pool.cancel(first)
    engine.gate.set()
    until(lambda: second.is_over)
    assert not second.is_cancelled and len(second.results) == 4
    assert engine.ended.count("stopped") == 0


def test_cancel_of_a_finished_batch_changes_nothing(template, small):
    pool = pool_of(2, Engine(template, is_open=True))
    batch = pool.submit(tasks(small))
    until(lambda: batch.is_over)
    pool.cancel(batch)
    assert not batch.is_cancelled and len(batch.results) == 4


def test_batch_that_nobody_looks_at_is_given_up(template, small, monkeypatch):
    monkeypatch.setattr("sim.runs.pool.LET_GO_S", 0.05)
    engine = Engine(template)
    pool = pool_of(2, engine)
    batch = pool.submit(tasks(small))
    until(lambda: len(engine.asked) == 2)
    batch.let_go()
    until(lambda: batch.is_over and len(engine.ended) == 2)
    assert batch.is_cancelled and engine.ended == ["stopped", "stopped"]


def test_run_that_nobody_waits_for_does_not_take_later_batches_with_it(template, small):
    engine = Engine(template)
    pool = pool_of(1, engine)
    first = pool.submit(tasks(small, seeds=(0,), arms=("late",)))
    until(lambda: len(engine.asked) == 1)
    left = pool.submit(tasks(small, seeds=(1,), arms=("late",)))
    run_of_left = left.waits_for[0]
    left.needed_until_s = 0.0  # nobody looks at it, and its run is next in the queue
    engine.gate.set()
    until(lambda: first.is_over and left.is_over)
    assert left.is_cancelled and run_of_left.family.stop[0] == 1
    again = pool.submit(tasks(small, seeds=(1,), arms=("late",)))
    until(lambda: again.is_over)
    assert not again.is_cancelled and len(again.results) == 1


def test_run_that_takes_too_long_is_stopped_and_says_so(template, small):
    pool = pool_of(1, Engine(template), max_wall_s=0.05)
    batch = pool.submit(tasks(small, seeds=(0,)))
    until(lambda: batch.is_over)
    assert isinstance(batch.error, TookTooLong) and not batch.is_cancelled


def test_batch_taken_up_again_goes_on(template, small, monkeypatch):
    monkeypatch.setattr("sim.runs.pool.LET_GO_S", 0.5)
    engine = Engine(template)
    pool = pool_of(2, engine)
    batch = pool.submit(tasks(small))
    until(lambda: len(engine.asked) == 2)
    batch.let_go()  # the script was interrupted ...
    batch.touch()  # ... and the next one found the batch
    time.sleep(0.8)
    assert not batch.is_over
    engine.gate.set()
    until(lambda: batch.is_over)
    assert len(batch.results) == 4


def test_error_of_a_run_ends_its_batch_and_no_other(template, small):
    gate = threading.Event()

    def engine(scenario, *, arm, seed, on_progress, stop):
        if seed == 13:
            raise DivergedError("rates became infinite")
        gate.wait(WAIT_S)
        return replace(template, arm=arm, seed=seed)

    pool = pool_of(2, engine)
    bad, good = pool.submit(tasks(small, seeds=(13,))), pool.submit(tasks(small, seeds=(1,)))
    until(lambda: bad.is_over)
    assert isinstance(bad.error, DivergedError) and not bad.is_cancelled
    gate.set()
    until(lambda: good.is_over)
    assert good.error is None and len(good.results) == 2


def test_status_tells_seed_day_and_time_left(template, small):
    engine = Engine(template)
    pool = pool_of(2, engine)
    batch = pool.submit(tasks(small, seeds=(0, 1, 2)))
    until(lambda: pool.status(batch).left_s is not None)
    status = pool.status(batch)
    assert status.seed_number == 1 and status.total_d == 30.0
    assert 0.0 < status.fraction < 1.0 and status.done_d > 0.0
    pool.cancel(batch)


def test_real_engine_stops_within_a_second(small):
    run(small, arm="nothing")  # compiled from here on
    pool = Pool(2)
    slow = small.with_changes({"everyday.rest_s": 20.0})
    batch = pool.submit(tasks(slow, seeds=range(3)))
    until(lambda: pool.status(batch).done_d > 0.0)
    began_s = time.monotonic()
    pool.cancel(batch)
    pool.close(wait=True)
    assert time.monotonic() - began_s < 1.0


def test_real_runs_are_those_of_the_engine(small):
    pool = Pool(2)
    batch = pool.submit(tasks(small, seeds=(3,)))
    until(lambda: batch.is_over)
    for number, task in enumerate(batch.tasks):
        alone = run(small, arm=task.arm, seed=3)
        assert np.array_equal(batch.results[number].probes["answer"], alone.probes["answer"])
        assert batch.results[number].provenance.fingerprint == alone.provenance.fingerprint


def steps_of_runs(monkeypatch, before=lambda run, step: None):
    """Return the list of (arm, seed, step) that the engine will fill; ``before`` may wait."""
    steps, one_step = [], Run.one_step

    def noted(run):
        before(run, run.step)
        steps.append((run.arm, run.seed, run.step))
        one_step(run)

    monkeypatch.setattr(Run, "one_step", noted)
    return steps


def parting_of(scenario, seed, arms=("in_window", "late")):
    """Return the step at which two arms part, and the number of all steps."""
    first = Run(scenario, arms[0], seed, None)
    return first.parts_at(scenario, arms[1]), first.plan.t_d.size


def test_arms_of_one_seed_compute_their_common_past_once(small, monkeypatch):
    steps = steps_of_runs(monkeypatch)
    pool = Pool(2)
    batch = pool.submit(tasks(small, seeds=(3,)))
    until(lambda: batch.is_over)
    parting, n_steps = parting_of(small, 3)
    assert 0 < parting < n_steps
    assert len(batch.results) == 2 and len(steps) == 2 * n_steps - parting
    assert batch.work() == pytest.approx((2.0 - parting / n_steps,) * 2)


def test_all_arms_of_a_seed_end_before_those_of_the_next(small, monkeypatch):
    ended, to_end = [], Run.to_end
    monkeypatch.setattr(
        Run, "to_end", lambda run, *more: ended.append((run.arm, run.seed)) or to_end(run, *more)
    )
    pool = Pool(1)
    batch = pool.submit(tasks(small))
    until(lambda: batch.is_over)
    assert ended == [(task.arm, task.seed) for task in batch.tasks]


def test_a_family_goes_on_for_the_one_run_that_is_still_awaited(small, monkeypatch):
    has_begun, may_go_on = threading.Event(), threading.Event()

    def wait_at_step_3(_run, step):
        if step == 3:
            has_begun.set()
            may_go_on.wait(WAIT_S)

    steps = steps_of_runs(monkeypatch, wait_at_step_3)
    pool = Pool(1)
    both = pool.submit(tasks(small, seeds=(3,)))
    late = pool.submit(tasks(small, seeds=(3,), arms=("late",)))
    assert pool.n_queued == 2 and has_begun.wait(WAIT_S)
    pool.cancel(both)  # nobody waits for the first run of the family now
    may_go_on.set()
    until(lambda: late.is_over)
    parting, n_steps = parting_of(small, 3)
    assert both.is_cancelled and not both.results and late.results[0].arm == "late"
    assert [step for arm, _, step in steps if arm == "in_window"] == list(range(parting))
    assert [step for arm, _, step in steps if arm == "late"] == list(range(parting, n_steps))
    again = pool.submit(tasks(small, seeds=(3,), arms=("in_window",)))
    until(lambda: again.is_over)
    assert again.results[0].arm == "in_window"


def test_a_waiting_branch_goes_on_for_its_second_run_alone(small, monkeypatch):
    has_parted, may_go_on = threading.Event(), threading.Event()
    parting, _ = parting_of(small, 3, arms=("nothing", "in_window"))

    def wait_after_the_parting(run, step):
        if run.arm == "nothing" and step == parting:
            has_parted.set()
            may_go_on.wait(WAIT_S)

    steps_of_runs(monkeypatch, wait_after_the_parting)
    pool = Pool(1)
    three = pool.submit(tasks(small, seeds=(3,), arms=("nothing", "in_window", "late")))
    late = pool.submit(tasks(small, seeds=(3,), arms=("late",)))
    assert has_parted.wait(WAIT_S)
    pool.cancel(three)  # the run that the branch was made for is not awaited any more
    may_go_on.set()
    until(lambda: late.is_over)
    alone = run(small, arm="late", seed=3)
    assert late.error is None
    assert np.array_equal(late.results[0].probes["answer"], alone.probes["answer"])
    assert np.array_equal(late.results[0].session_d, alone.session_d)


def test_a_cancelled_family_that_waits_holds_no_network(small, monkeypatch):
    has_parted, may_go_on = threading.Event(), threading.Event()
    parting, _ = parting_of(small, 3)

    def wait_after_the_parting(run, step):
        if step > parting:
            has_parted.set()
            may_go_on.wait(WAIT_S)

    steps_of_runs(monkeypatch, wait_after_the_parting)
    pool = Pool(1)
    batch = pool.submit(tasks(small, seeds=(3,)))
    assert has_parted.wait(WAIT_S)  # one arm goes on, the copy for the other one waits
    ((*_, waits),) = pool._queue
    assert waits.past is not None
    pool.cancel(batch)
    assert waits.past is None
    may_go_on.set()
    pool.close(wait=True)


def test_arms_of_one_seed_go_on_side_by_side(small, monkeypatch):
    begun, both = set(), threading.Event()
    parting, _ = parting_of(small, 0)

    def note(run, step):
        if run.seed == 0 and step > parting:
            begun.add(run.arm)
            if len(begun) == 2:
                both.set()
            assert both.wait(WAIT_S)  # neither arm ends before the other has begun

    steps_of_runs(monkeypatch, note)
    pool = Pool(2)
    batch = pool.submit(tasks(small, seeds=(0, 1, 2)))
    until(lambda: batch.is_over)
    assert batch.error is None and len(batch.results) == 6


def test_a_branch_that_nobody_awaits_is_left_out(small, monkeypatch):
    has_begun, may_go_on = threading.Event(), threading.Event()

    def wait_at_step_3(_run, step):
        if step == 3:
            has_begun.set()
            may_go_on.wait(WAIT_S)

    steps = steps_of_runs(monkeypatch, wait_at_step_3)
    pool = Pool(1)
    both = pool.submit(tasks(small, seeds=(3,)))
    first = pool.submit(tasks(small, seeds=(3,), arms=("in_window",)))
    assert has_begun.wait(WAIT_S)
    pool.cancel(both)
    may_go_on.set()
    until(lambda: first.is_over)
    pool.close(wait=True)
    assert not first.is_cancelled and first.results[0].arm == "in_window"
    assert {arm for arm, _, _ in steps} == {"in_window"}


def test_a_batch_that_nobody_has_to_watch_is_never_given_up(template, small, monkeypatch):
    monkeypatch.setattr("sim.runs.pool.LOOK_S", 0.05)
    engine = Engine(template)
    pool = pool_of(2, engine)
    unwatched, watched = pool.submit(tasks(small)), pool.submit(tasks(small, seeds=(5,)))
    watched.touch()
    until(lambda: len(engine.asked) == 2)
    time.sleep(0.2)
    engine.gate.set()
    until(lambda: unwatched.is_over and watched.is_over)
    assert watched.is_cancelled and not unwatched.is_cancelled


def test_closing_ends_every_batch(template, small):
    engine = Engine(template)
    pool = pool_of(1, engine)
    batches = [pool.submit(tasks(small, seeds=(seed,))) for seed in range(3)]
    until(lambda: len(engine.asked) == 1)
    pool.close(wait=True)
    assert all(batch.is_cancelled for batch in batches) and engine.ended == ["stopped"]


def test_only_the_spikes_that_are_asked_for_are_handed_out_and_kept(template, small):
    pool = pool_of(2, Engine(template, is_open=True))
    batch = pool.submit(tasks(small), spikes="first seed")
    until(lambda: batch.is_over)
    assert [batch.results[number].has_spikes for number in range(4)] == [True, True, False, False]
    assert pool.has_all(tasks(small), spikes="first seed")
    assert not pool.has_all(tasks(small)) and pool.has_all(tasks(small), spikes="none")


def test_a_new_pool_finds_the_runs_of_an_earlier_one_on_disk(small, tmp_path):
    def pool(**options):
        store = BoundedStore(tmp_path / "version", max_bytes=10**9)
        return Pool(2, cache=ResultCache(store=store), **options)

    first = pool()
    made = first.submit(tasks(small, seeds=(3, 4)), spikes="first seed")
    until(lambda: made.is_over)
    first.close(wait=True)

    second = pool(new_run=lambda *_: pytest.fail("ran again"))
    again = second.submit(tasks(small, seeds=(3, 4)), spikes="first seed")
    assert again.is_over and not again.is_cancelled and again.error is None
    assert second.n_queued == 0
    for number, result in made.results.items():
        other = again.results[number]
        assert (other.arm, other.seed, other.arm_label) == (
            result.arm,
            result.seed,
            result.arm_label,
        )
        assert other.spikes["spike_ms"].tobytes() == result.spikes["spike_ms"].tobytes()
        assert other.probes["answer"].tobytes() == result.probes["answer"].tobytes()


def test_runs_in_memory_never_exceed_their_bytes(template):
    size = template.nbytes
    cache = ResultCache(max_bytes=3 * size, has_shipped=False)
    for number in range(5):
        cache.put(str(number), template)
        cache.get("0")  # used again and again, so it stays
    cache.put("4", template)  # a second time: counted once
    assert [number for number in range(5) if cache.get(str(number))] == [0, 3, 4]


def test_run_without_spikes_is_small(template):
    bare = template.without_spikes()
    assert bare.nbytes < template.nbytes
    assert bare.spikes.keys() == template.spikes.keys()
    assert all(array.base is None for array in bare.spikes.values())  # no view of all the spikes
    assert template.has_spikes and not bare.has_spikes
