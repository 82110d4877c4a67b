"""A room: stages, seats, guesses and runs; each counted once, and nothing kept after the end."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from sim.lessons import judge
from sim.rooms import LASTS_S, MOST_SEATS, Refused, Room, Stage, Why
from tests.rooms.shipped import simulate
from tests.runs.alone import pool_of

WAIT_S = 20.0


def refused(why, act, *arguments):
    with pytest.raises(Refused) as caught:
        act(*arguments)
    assert caught.value.why == why


def wait_until(condition):
    end_s = time.monotonic() + WAIT_S
    while not condition():
        assert time.monotonic() < end_s
        time.sleep(0.01)


def advance(room, stage):
    room.advance(room.key, stage)


def run_all(room, secrets):
    for secret in secrets:
        room.run(secret)
    wait_until(lambda: len(room.snapshot().pooled) == len(secrets))


def test_a_device_that_comes_back_has_the_seat_it_had(room):
    first, second = room.join(), room.join()
    assert first != second
    assert room.join(first) == first and room.join(second) == second
    assert [room.seat(secret).number for secret in (first, second)] == [1, 2]
    assert room.snapshot().n_seats == 2


def test_a_secret_that_the_room_did_not_give_is_a_new_device(room):
    assert room.join("guessed") != "guessed"
    refused(Why.NO_SEAT, room.seat, "guessed")


def test_seats_have_seeds_of_their_own_from_the_first_of_the_lesson(room, lesson):
    seeds = [room.seat(room.join()).seed for _ in range(3)]
    first = lesson.run.seed or 0
    assert seeds == [first, first + 1, first + 2]


def test_a_full_room_takes_nobody_else_but_those_who_come_back(room):
    secrets = [room.join() for _ in range(MOST_SEATS)]
    refused(Why.FULL, room.join)
    assert room.join(secrets[7]) == secrets[7]


def test_a_guess_counts_once_and_the_last_one_stands(room):
    secret = room.join()
    for answer in ("same", "better", "worse"):
        room.guess(secret, answer)
    room.guess(secret, sure="sure")
    advance(room, Stage.CLOSED)
    assert room.snapshot().guesses == {"worse": 1} and room.snapshot().sure == {"sure": 1}


def test_no_text_from_a_device_gets_into_a_room(room):
    secret = room.join()
    with pytest.raises(ValueError, match="no answer"):
        room.guess(secret, "<b>hello</b>")
    assert room.seat(secret).guess == ""


def test_the_board_counts_guesses_and_does_not_show_them_until_guessing_is_closed(room):
    secrets = [room.join() for _ in range(3)]
    room.guess(secrets[0], "same", "sure")
    room.guess(secrets[1], "worse")
    seen = room.snapshot()
    assert (seen.n_seats, seen.n_guessed) == (3, 2)
    assert seen.guesses == {} and seen.sure == {}
    advance(room, Stage.CLOSED)
    assert room.snapshot().guesses == {"same": 1, "worse": 1}


def test_a_guess_after_closing_is_refused_and_the_earlier_one_stands(room):
    secret = room.join()
    room.guess(secret, "same")
    advance(room, Stage.CLOSED)
    refused(Why.CLOSED, room.guess, secret, "worse")
    assert room.snapshot().guesses == {"same": 1}


def test_a_class_guesses_again_once_and_both_guesses_are_kept(room):
    talker, keeper = room.join(), room.join()
    room.guess(talker, "same", "sure")
    room.guess(keeper, "worse")
    room.reopen(room.key)  # too early: guesses are being taken
    assert not room.snapshot().is_reopened
    advance(room, Stage.CLOSED)
    room.reopen(room.key)
    seen = room.snapshot()
    assert (seen.stage, seen.is_reopened) == (Stage.GUESSING, True)
    assert seen.guesses == {} and seen.first_guesses == {"same": 1, "worse": 1}
    late = room.join()
    room.guess(talker, "worse")
    room.guess(late, "better")
    assert room.seat(talker).first_guess == "same" and room.seat(late).first_guess == ""
    advance(room, Stage.CLOSED)
    room.reopen(room.key)  # a second time
    seen = room.snapshot()
    assert seen.stage == Stage.CLOSED and seen.first_guesses == {"same": 1, "worse": 1}
    assert seen.guesses == {"worse": 2, "better": 1} and seen.sure == {"sure": 1}
    room.clear(room.key)
    assert not room.snapshot().is_reopened and room.snapshot().first_guesses == {}


@pytest.mark.parametrize("stage", [Stage.RUNNING, Stage.REVEALED])
def test_guesses_are_not_opened_again_once_networks_run(room, stage):
    room.join()
    advance(room, stage)
    room.reopen(room.key)
    assert room.snapshot().stage == stage


def test_only_the_teacher_opens_guesses_again(room):
    secret = room.join()
    advance(room, Stage.CLOSED)
    refused(Why.NO_KEY, room.reopen, secret)
    assert room.snapshot().stage == Stage.CLOSED


def test_seats_that_share_arms_run_one_each_in_turn_with_seeds_of_their_own(room, pool):
    secrets = [room.join() for _ in range(5)]
    advance(room, Stage.CLOSED)
    room.share_arms(room.key)
    run_all(room, secrets)
    first, second = room.spec.arms
    assert [room.seat(secret).arms for secret in secrets[:3]] == [(first,), (second,), (first,)]
    outcomes = room.snapshot().pooled.outcomes()
    assert {arm: list(values) for arm, values in outcomes.items()} == {
        first: [1, 3, 5],
        second: [2, 4],
    }
    assert len({room.seat(secret).seed for secret in secrets}) == 5
    room.clear(room.key)
    assert room.seat(secrets[0]).arms == room.spec.arms


def test_arms_are_not_shared_out_once_networks_run_nor_by_a_pupil(room):
    secret = room.join()
    refused(Why.NO_KEY, room.share_arms, secret)
    advance(room, Stage.RUNNING)
    room.share_arms(room.key)
    assert room.seat(secret).arms == room.spec.arms


def test_nobody_runs_before_the_teacher_says_so(room):
    secret = room.join()
    refused(Why.NOT_YET, room.run, secret)
    advance(room, Stage.CLOSED)
    refused(Why.NOT_YET, room.run, secret)
    advance(room, Stage.RUNNING)
    run_all(room, [secret])


def test_a_seat_runs_every_arm_of_the_lesson_with_its_seed_and_once(room, pool):
    secrets = [room.join() for _ in range(2)]
    advance(room, Stage.RUNNING)
    run_all(room, secrets)
    n_queued = pool.n_queued
    assert n_queued == 2 * len(room.spec.arms)
    room.run(secrets[0])
    assert pool.n_queued == n_queued
    outcomes = room.snapshot().pooled.outcomes()
    assert list(outcomes) == list(room.spec.arms)
    assert all(list(values) == [1, 2] for values in outcomes.values())
    assert room.seat(secrets[1]).outcomes == {arm: outcomes[arm][2] for arm in outcomes}


def test_the_class_is_judged_as_the_lesson_judges_its_own_runs(room, lesson):
    secrets = [room.join() for _ in range(7)]
    advance(room, Stage.RUNNING)
    run_all(room, secrets)
    runs = {
        arm: [simulate(room.scenario, arm=arm, seed=seed) for seed in range(7)]
        for arm in room.spec.arms
    }
    pooled = room.snapshot().pooled
    assert pooled.fitting() == judge.fitting(lesson.predict, runs) == ("worse",)
    numbers = judge.numbers(lesson.numbers, {"main": runs})
    assert pooled.why() == judge.fill(lesson.predict.why, numbers)
    assert "…" not in pooled.why()


def test_without_a_run_no_answer_fits(room):
    advance(room, Stage.REVEALED)
    assert len(room.snapshot().pooled) == 0 and room.snapshot().pooled.fitting() == ()


def test_whoever_comes_late_runs_too(room):
    advance(room, Stage.REVEALED)
    run_all(room, [room.join()])


@pytest.mark.parametrize("stage", [Stage.CLOSED, Stage.RUNNING, Stage.REVEALED, Stage.ENDED])
def test_only_the_key_moves_a_room_on(room, stage):
    secret = room.join()
    for wrong in ("", secret, "é"):
        refused(Why.NO_KEY, room.advance, wrong, stage)
        refused(Why.NO_KEY, room.clear, wrong)
    assert room.stage == Stage.GUESSING


def test_a_room_never_goes_back_by_a_late_press(room):
    advance(room, Stage.REVEALED)
    advance(room, Stage.CLOSED)
    assert room.stage == Stage.REVEALED


def test_clear_forgets_guesses_and_runs_and_leaves_everybody_in_place(room):
    secrets = [room.join() for _ in range(3)]
    room.guess(secrets[0], "same")
    advance(room, Stage.REVEALED)
    run_all(room, secrets)
    room.clear(room.key)
    seen = room.snapshot()
    assert seen.stage == Stage.GUESSING and seen.n_seats == 3
    assert seen.n_guessed == 0 and len(seen.pooled) == 0
    assert room.seat(secrets[2]).number == 3 and room.seat(secrets[2]).outcomes is None
    advance(room, Stage.CLOSED)
    assert room.snapshot().guesses == {}


def test_after_the_end_nothing_is_there_and_everything_is_refused(room):
    secret = room.join()
    room.guess(secret, "same")
    advance(room, Stage.ENDED)
    seen = room.snapshot()
    assert seen.stage == Stage.ENDED and seen.n_seats == 0 and seen.guesses == {}
    for act, *arguments in (
        (room.join,),
        (room.join, secret),
        (room.guess, secret, "worse"),
        (room.run, secret),
        (room.seat, secret),
        (room.clear, room.key),
        (room.advance, room.key, Stage.CLOSED),
    ):
        refused(Why.ENDED, act, *arguments)


def test_a_room_ends_by_itself_after_two_hours(room, clock):
    secret = room.join()
    clock.now_s += LASTS_S - 1.0
    room.guess(secret, "same")
    clock.now_s += 1.0
    refused(Why.ENDED, room.guess, secret, "worse")
    assert room.stage == Stage.ENDED and room.snapshot().n_seats == 0


class Held:
    """A simulation that waits until a test lets it go on, or it is stopped."""

    def __init__(self):
        self.go, self.began = threading.Event(), threading.Semaphore(0)

    def __call__(self, scenario, *, arm, seed, on_progress=None, stop=None):
        self.began.release()
        self.go.wait(WAIT_S)
        return simulate(scenario, arm=arm, seed=seed)


@pytest.mark.parametrize("end", [True, False])
def test_end_and_clear_stop_runs_under_way_and_their_results_do_not_come_back(lesson, end):
    held = Held()
    pool = pool_of(1, held)
    room = Room("KMTR", lesson, pool)
    for _ in range(9):  # beyond the seeds that ship
        secret = room.join()
    advance(room, Stage.RUNNING)
    room.run(secret)
    assert held.began.acquire(timeout=WAIT_S)
    batch = room.seat(secret).batch
    assert room.snapshot().n_running == 1
    if end:
        advance(room, Stage.ENDED)
    else:
        room.clear(room.key)
    assert batch.is_cancelled
    held.go.set()
    pool.close(wait=True)
    assert len(room.snapshot().pooled) == 0 and room.snapshot().n_running == 0


def test_runs_go_on_while_nobody_looks(lesson):
    held = Held()
    pool = pool_of(2, held)
    room = Room("KMTR", lesson, pool)
    for _ in range(9):
        secret = room.join()
    advance(room, Stage.RUNNING)
    room.run(secret)
    assert not np.isfinite(room.seat(secret).batch.needed_until_s)
    held.go.set()
    wait_until(lambda: len(room.snapshot().pooled) == 1)
    pool.close(wait=True)


def test_a_run_that_failed_is_told_and_may_be_asked_for_again(lesson):
    is_broken = True

    def fails(scenario, *, arm, seed, **more):
        if is_broken:
            raise RuntimeError("broken")
        return simulate(scenario, arm=arm, seed=seed)

    pool = pool_of(1, fails)
    room = Room("KMTR", lesson, pool)
    for _ in range(9):
        secret = room.join()
    advance(room, Stage.RUNNING)
    room.run(secret)
    wait_until(lambda: room.seat(secret).error is not None)
    assert room.seat(secret).batch is None and room.snapshot().n_running == 0
    is_broken = False
    run_all(room, [secret])
    assert room.seat(secret).error is None
    pool.close(wait=True)


def test_a_snapshot_is_the_same_until_something_changes(room):
    before = room.snapshot()
    assert room.snapshot() is before
    secret = room.join()
    assert room.snapshot().version > before.version
    view = room.seat(secret)
    room.join()
    assert room.seat(secret) == view  # what others do is no news for a seat


def test_sixty_devices_at_once_are_counted_once_each(room):
    """Each joins twice, guesses three times and asks for its runs three times, all at once."""
    start = threading.Barrier(MOST_SEATS)
    options = [option.id for option in room.lesson.predict.options]

    def pupil(number):
        start.wait(WAIT_S)
        secret = room.join()
        assert room.join(secret) == secret
        for turn in range(3):
            room.guess(secret, options[(number + turn) % len(options)], "sure")
            room.snapshot()
        return secret

    def runs(secret):
        for _ in range(3):
            room.run(secret)
            room.seat(secret)

    with ThreadPoolExecutor(MOST_SEATS) as threads:
        secrets = list(threads.map(pupil, range(MOST_SEATS)))
        assert sorted(room.seat(secret).number for secret in secrets) == list(
            range(1, MOST_SEATS + 1)
        )
        advance(room, Stage.RUNNING)
        list(threads.map(runs, secrets))
    wait_until(lambda: len(room.snapshot().pooled) == MOST_SEATS)
    seen = room.snapshot()
    assert sum(seen.guesses.values()) == seen.n_guessed == sum(seen.sure.values()) == MOST_SEATS
    assert seen.guesses == dict.fromkeys(options, MOST_SEATS // len(options))
    assert seen.n_running == 0


def test_thirty_sessions_from_joining_to_the_reveal_while_the_board_looks(room):
    """Pupils poll as their pages do, with reloads; the board polls beside them."""
    n_pupils, is_over = 30, threading.Event()
    seen = []

    def board():
        while not is_over.is_set():
            seen.append(room.snapshot())
            time.sleep(0.002)

    def pupil(number):
        secret = room.join()
        room.guess(secret, "worse" if number % 3 else "same")
        while room.stage < Stage.RUNNING:
            assert room.join(secret) == secret
            time.sleep(0.002)
        room.run(secret)
        wait_until(lambda: room.seat(secret).outcomes is not None)
        return room.seat(secret)

    with ThreadPoolExecutor(n_pupils + 1) as threads:
        watching = threads.submit(board)
        pupils = [threads.submit(pupil, number) for number in range(n_pupils)]
        wait_until(lambda: room.snapshot().n_guessed == n_pupils)
        advance(room, Stage.CLOSED)
        advance(room, Stage.RUNNING)
        seats = [pupil.result(WAIT_S) for pupil in pupils]
        is_over.set()
        watching.result(WAIT_S)
    advance(room, Stage.REVEALED)
    last = room.snapshot()
    assert last.guesses == {"same": 10, "worse": 20} and len(last.pooled) == n_pupils
    assert len({seat.seed for seat in seats}) == n_pupils
    assert all(shot.guesses == {} for shot in seen if shot.stage == Stage.GUESSING)
    versions = [shot.version for shot in seen]
    assert versions == sorted(versions)
