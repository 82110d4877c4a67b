"""The board and the pages of pupils in Streamlit's test driver: who sees what, and what is said."""

from __future__ import annotations

import re
import time

import pytest

from sim.lessons import lessons
from sim.rooms import MOST_SEATS, ROOMS, Rooms, Stage
from sim.ui.board import board_page, join_page, reach
from sim.ui.running import shared
from sim.ui.store import browser
from sim.ui.store.browser import Store
from sim.ui.store.records import Entry, EntryId, RoomSecret
from sim.ui.teach import rooms as teach_rooms
from sim.ui.text import board_text
from tests.rooms.shipped import quick_pool
from tests.ui.touring import page_named, text_on

L4 = lessons()["L4"]
WAIT_S = 20.0


@pytest.fixture(autouse=True)
def pool(monkeypatch):
    """Give these tests a queue whose runs end at once."""
    pool = quick_pool()
    monkeypatch.setattr(shared, "pool", lambda: pool)
    yield pool
    pool.close(wait=True)


@pytest.fixture(autouse=True)
def rooms(monkeypatch):
    """Give these tests a server without rooms; a call starts it again."""

    def start():
        started = Rooms()
        for module in (board_page, join_page, teach_rooms):
            monkeypatch.setattr(module, "ROOMS", started)
        return started

    return start


@pytest.fixture
def room(rooms, pool):
    return rooms().open(L4, pool)


def device(name, entries=None, **query):
    """Open a page on a device whose browser has answered, with what it has stored."""
    at = page_named(name)
    at.session_state[browser.SESSION_KEY] = Store(state="ok", entries=dict(entries or {}))
    for key, value in query.items():
        at.query_params[key] = value
    at.run()
    assert not at.exception
    return at


def stored(at):
    """What the browser of a device has stored."""
    return at.session_state[browser.SESSION_KEY].entries


def in_address(at, name):
    """What the address of a page says; None if it says nothing."""
    value = at.query_params.get(name)
    return value[0] if isinstance(value, list) else value


def teacher(room):
    return device("board", room=room.code, key=room.key)


def pupil(room, entries=None):
    return device("join", entries, room=room.code)


def buttons(at):
    return {button.key for button in at.button}


def again(at):
    at.run()
    assert not at.exception
    return at


def press(at, key):
    at.button(key=key).click().run()
    assert not at.exception
    return at


def choose(at, room, name, value):
    at.radio(key=f"join {room.code} {name}").set_value(value).run()
    assert not at.exception
    return at


def test_the_key_leaves_the_address_and_outlives_a_reload(room):
    at = teacher(room)
    assert in_address(at, "key") is None and in_address(at, "room") == room.code
    assert "board CLOSED" in buttons(at)
    at = device("board", stored(at), room=room.code)
    assert "board CLOSED" in buttons(at)


def test_a_class_that_guesses_again_sees_both_histograms(room):
    seat = room.join()
    room.guess(seat, "same")
    at = press(teacher(room), "board CLOSED")
    at = again(press(at, "board reopen"))
    shown = text_on(at)
    assert board_text.TALK in shown and "board CLOSED" in buttons(at)
    assert "board reopen" not in buttons(at)
    room.guess(seat, "worse")
    at = again(press(at, "board CLOSED"))
    for option, counts in zip(L4.predict.options, counts_of(at), strict=True):
        assert counts == {"same": [1, 0], "worse": [0, 1]}.get(option.id, [0, 0])
    assert "board reopen" not in buttons(at)


def test_seats_share_the_arms_and_both_arms_arrive_on_the_board(room):
    pupils = [pupil(room) for _ in room.spec.arms]
    board = press(press(teacher(room), "board CLOSED"), "board share")
    labels = [f"- {room.scenario.arm_names()[arm]}:" for arm in room.spec.arms]
    for at, arm in zip(pupils, room.spec.arms, strict=True):
        assert f"This one runs **{room.scenario.arm_names()[arm]}**" in text_on(again(at))
    press(pupils[0], "join run")
    wait_for_runs(room, 1)
    own = text_on(again(pupils[0]))
    assert board_text.OWN_RUN.format(number=1) in own
    assert [name in own for name in labels] == [True, False]
    board = press(again(board), "board REVEALED")
    assert board_text.NOT_EVERY_ARM in text_on(again(board))
    press(again(pupils[1]), "join run")
    wait_for_runs(room, 2)
    assert "Over 1 run of each arm" in text_on(again(board))
    assert board_text.CLASS_RUNS.format(number=2) in text_on(again(pupils[1]))


def test_where_the_browser_stores_nothing_the_key_stays_in_the_address_and_that_is_said(room):
    at = page_named("board")
    at.session_state[browser.SESSION_KEY] = Store(state="blocked")
    at.query_params["room"], at.query_params["key"] = room.code, room.key
    at.run()
    assert in_address(at, "key") == room.key
    assert board_text.IN_ADDRESS in text_on(at)


def test_without_the_key_there_is_no_button(room):
    for query in ({}, {"key": "wrong"}):
        at = device("board", room=room.code, **query)
        assert buttons(at) == set() and board_text.LOOKING_ON in text_on(at)


def test_the_board_shows_letters_and_answers_and_no_guess_before_closing(room):
    mine = pupil(room)
    choose(mine, room, "answer", "worse")
    at = teacher(room)
    assert all(option.text in text_on(at) for option in L4.predict.options)
    assert histogram(at) == "" and room.snapshot().n_guessed == 1
    press(at, "board CLOSED")
    assert counts_of(at) == [[0], [0], [1], [0]]


def counts_of(at):
    """The numbers in the table of guesses: of each answer, in each round."""
    rows = histogram(at).split("<tbody>")[1].split("</tr>")[:-1]
    return [[int(n) for n in re.findall(r'class="n">(\d+)<', row)] for row in rows]


def histogram(at):
    """The table of guesses on a page; empty without one."""
    return next((part.value for part in at.get("html") if "<table" in part.value), "")


def test_a_lesson_from_the_first_guess_to_the_reveal(room):
    board = teacher(room)
    pupils = [pupil(room) for _ in range(3)]
    for at, answer in zip(pupils, ("worse", "same", "worse")):
        choose(at, room, "answer", answer)
        choose(at, room, "sure", "sure")
        assert board_text.GUESS_IN in text_on(at)
    press(again(board), "board CLOSED")
    press(again(board), "board RUNNING")
    assert board_text.NO_RUN_YET in text_on(again(board))
    for at in pupils:
        press(again(at), "join run")
    wait_for_runs(room, 3)
    for place, at in enumerate(pupils, 1):
        said = text_on(again(at))
        assert board_text.RUN_DONE in said and board_text.OWN_RUN.format(number=place) in said
        assert "Practice from day 17: **0**" in said
    press(again(board), "board REVEALED")
    verdict = board_text.verdict([3, 3], [fitting_text()])
    assert verdict.replace("\\", "") in text_on(again(board))
    assert room.snapshot().pooled.why() in text_on(board)
    for at in pupils:
        assert verdict in text_on(again(at))
    assert room.snapshot().guesses == {"worse": 2, "same": 1}


def fitting_text():
    return next(option.text for option in L4.predict.options if option.id == "worse")


def wait_for_runs(room, count):
    end_s = time.monotonic() + WAIT_S
    while len(room.snapshot().pooled) < count:
        assert time.monotonic() < end_s
        time.sleep(0.02)


def test_after_a_reload_and_in_a_second_tab_a_device_has_its_seat_and_its_guess(room):
    at = choose(pupil(room), room, "answer", "better")
    for _ in range(2):
        other = pupil(room, stored(at))
        assert other.radio(key=f"join {room.code} answer").value == "better"
    choose(other, room, "answer", "worse")
    assert again(at).radio(key=f"join {room.code} answer").value == "worse"
    assert room.snapshot().n_seats == room.snapshot().n_guessed == 1


def test_before_the_browser_has_answered_no_seat_is_taken(room):
    at = page_named("join")
    at.query_params["room"] = room.code
    assert board_text.LOOKING in text_on(at.run()) and room.snapshot().n_seats == 0


def test_where_the_browser_stores_nothing_the_seat_is_in_the_address(room):
    seat = ""
    for _ in range(2):
        at = page_named("join")
        at.session_state[browser.SESSION_KEY] = Store(state="blocked")
        at.query_params["room"] = room.code
        if seat:
            at.query_params["seat"] = seat
        at.run()
        seat = in_address(at, "seat")
    assert seat and room.snapshot().n_seats == 1


def test_a_guess_that_comes_too_late_is_told_in_words(room):
    at = choose(pupil(room), room, "answer", "same")
    room.advance(room.key, Stage.CLOSED)
    choose(at, room, "answer", "worse")
    said = text_on(at)
    assert "Guessing is closed, so this was not counted" in said
    assert room.snapshot().guesses == {"same": 1}


def test_letters_that_are_typed_lead_to_the_room(room):
    at = device("join")
    at.text_input(key="join letters").set_value(f" {room.code.lower()} ")
    at.button[0].click().run()
    assert in_address(at, "room") == room.code
    assert board_text.seat_line(room.code, 1) in text_on(again(at))


@pytest.mark.parametrize("code", ["QQQQ", "**b**", "<i>x", "K" * 300])
def test_unknown_letters_are_told_and_asked_for_again(room, code):
    at = device("join", room=code)
    assert "Compare the letters with those on the board" in text_on(at)
    assert at.text_input(key="join letters")
    assert not at.markdown.values[0].startswith("<")


def test_a_full_room_is_told(room):
    for _ in range(MOST_SEATS):
        room.join()
    assert "is full" in text_on(pupil(room))


def test_a_room_that_ended_is_told_to_pupils_and_on_the_board(room):
    at, board = pupil(room), teacher(room)
    press(board, "board end")
    assert "has ended" in text_on(board) and "board CLOSED" not in buttons(board)
    assert "has ended, and nothing of it is kept" in text_on(again(at))


def test_after_a_restart_of_the_server_both_are_told_what_to_do(room, rooms):
    at, board = pupil(room), teacher(room)
    rooms()
    said = text_on(again(at))
    assert board_text.LOST_SEAT.format(code=room.code) in said and at.text_input(key="join letters")
    assert board_text.GONE.format(code=room.code) in text_on(again(board))


def test_clear_begins_again_with_everybody_here(room):
    at = choose(pupil(room), room, "answer", "same")
    board = teacher(room)
    press(board, "board clear")
    assert again(at).radio(key=f"join {room.code} answer").value is None
    assert room.snapshot().n_seats == 1 and room.snapshot().n_guessed == 0


def test_a_second_board_that_presses_too_late_is_told(room):
    first, second = teacher(room), teacher(room)
    press(first, "board end")
    press(second, "board CLOSED")
    assert "has ended" in text_on(second)


def test_teach_opens_a_room_of_the_lesson_that_was_chosen(rooms):
    started = rooms()
    at = device("teach", part="class", lesson="L5")
    assert at.selectbox(key="room lesson").value == "L5"
    press(at, "open room")
    (opened,) = started._rooms.values()
    assert opened.lesson.id == "L5"


def test_secrets_of_rooms_that_ended_are_removed_from_the_device(room):
    old = EntryId(RoomSecret.kind, "seat KKKK")
    at = pupil(room, {old: Entry(1, RoomSecret(secret="x"))})
    assert old not in stored(at)
    assert [id.key for id in stored(at)] == [f"seat {room.code}"]


@pytest.mark.parametrize(
    ("url", "other", "address"),
    [
        ("http://192.168.1.20:8501/board", None, "http://192.168.1.20:8501/join?room=KMTR"),
        ("http://localhost:8501/board", "10.0.0.7", "http://10.0.0.7:8501/join?room=KMTR"),
        ("http://localhost:8501/lab/board", "10.0.0.7", "http://10.0.0.7:8501/lab/join?room=KMTR"),
        ("http://localhost:8501/board", None, None),
        ("https://school.example/lab/board", None, "https://school.example/lab/join?room=KMTR"),
    ],
)
def test_pupils_get_an_address_that_they_can_reach(monkeypatch, url, other, address):
    monkeypatch.setattr("sim.ui.components.copy_link.st", FakeContext(url))
    monkeypatch.setattr(reach, "_of_this_machine", lambda listens_on, now: other)
    assert reach.join_address("KMTR") == address


class FakeContext:
    """Stands in for Streamlit on a page that was opened by some address."""

    def __init__(self, url):
        self.context = type("Context", (), {"url": url})


def test_the_server_has_one_list_of_rooms():
    assert isinstance(ROOMS, Rooms)
