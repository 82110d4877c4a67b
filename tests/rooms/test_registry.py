"""Rooms are found by four letters, and forgotten in time."""

from __future__ import annotations

import pytest

from sim.rooms import LASTS_S, Refused, Rooms, Stage, Why
from sim.rooms.registry import CODE_LENGTH, LETTERS, MOST_OPEN


@pytest.fixture
def rooms(clock):
    return Rooms(clock)


def test_a_code_has_no_vowel_and_no_two_letters_that_look_alike():
    assert len(set(LETTERS)) == len(LETTERS) and not set("AEIOUY") & set(LETTERS)
    for alike in ("DOQ", "CG", "MN", "UVW", "IL", "SZ"):
        assert len(set(alike) & set(LETTERS)) <= 1, alike


def test_rooms_have_codes_and_keys_of_their_own(rooms, lesson, pool):
    opened = [rooms.open(lesson, pool) for _ in range(20)]
    assert len({room.code for room in opened}) == len({room.key for room in opened}) == 20
    assert all(len(room.code) == CODE_LENGTH and set(room.code) <= set(LETTERS) for room in opened)


def test_a_room_is_found_however_its_code_is_typed(rooms, lesson, pool):
    room = rooms.open(lesson, pool)
    spaced = " ".join(room.code.lower())
    assert rooms.find(spaced) is room and rooms.find(room.code) is room


@pytest.mark.parametrize("code", ["", "KMTR", "'; drop", "é" * 500])
def test_an_unknown_code_is_refused(rooms, code):
    with pytest.raises(Refused) as caught:
        rooms.find(code)
    assert caught.value.why == Why.UNKNOWN


def test_a_room_that_ended_says_so_and_is_forgotten_later(rooms, lesson, pool, clock):
    room = rooms.open(lesson, pool)
    clock.now_s += LASTS_S
    assert rooms.find(room.code).stage == Stage.ENDED
    clock.now_s += LASTS_S
    with pytest.raises(Refused):
        rooms.find(room.code)


def test_a_server_has_room_for_so_many_rooms(rooms, lesson, pool, clock):
    opened = [rooms.open(lesson, pool) for _ in range(MOST_OPEN)]
    with pytest.raises(Refused) as caught:
        rooms.open(lesson, pool)
    assert caught.value.why == Why.TOO_MANY
    opened[0].advance(opened[0].key, Stage.ENDED)
    rooms.open(lesson, pool)


def test_rooms_do_not_see_each_other(rooms, lesson, pool):
    first, second = rooms.open(lesson, pool), rooms.open(lesson, pool)
    secret = first.join()
    first.guess(secret, "same")
    with pytest.raises(Refused):
        second.guess(secret, "same")
    with pytest.raises(Refused):
        second.clear(first.key)
    assert second.snapshot().n_seats == 0
