"""A class in browsers: a board and three devices, from opening a room to the end of it.

The devices run the first seeds of the lesson, which ship with the package: nothing is computed.
"""

from __future__ import annotations

import re

import pytest

from sim.lessons import lessons
from sim.ui.board import board_page, join_page
from sim.ui.text import board_text, teach_text
from tests.browser.driving import (
    LAPTOP,
    PHONE,
    WAIT_MS,
    Server,
    idle,
    names_with_marks,
    press,
    soon,
    violations,
    wait_until_it_fits,
)

L4 = lessons()["L4"]
ANSWERS = {option.id: option.text for option in L4.predict.options}
GUESSES = ("worse", "worse", "same")


def check(page):
    """Hold that a page is whole, fits, and can be read by everybody."""
    idle(page)
    page.mouse.move(0, 0)
    assert page.get_by_test_id("stException").count() == 0
    assert names_with_marks(page) == []
    wait_until_it_fits(page)
    assert violations(page) == []


def count(board, name):
    """A number on the board by what it counts."""
    return board.locator(".np-counts > div").filter(has_text=name).locator("dd")


def guess(page, id):
    page.get_by_role("radio", name=ANSWERS[id]).focus()
    page.keyboard.press("Space")
    page.get_by_text(board_text.GUESS_IN).wait_for(timeout=WAIT_MS)


@pytest.fixture
def board(server, new_tab):
    """The board of a room that was opened on the page Teach."""
    page = new_tab(viewport=LAPTOP)
    open_room(page, server)
    return page


def open_room(page, address):
    """Open a room of L4 on the page Teach of a server; the page shows its board then."""
    page.goto(f"{address}/teach?part=class&lesson=L4")
    page.get_by_role("heading", name=teach_text.PARTS["class"]).wait_for(timeout=WAIT_MS)
    check(page)
    press(page, board_text.OPEN)
    page.get_by_role("button", name=board_text.CLOSE_GUESSING).wait_for(timeout=WAIT_MS)
    page.wait_for_url(re.compile(r"/board\?room=[A-Z]{4}$"))


def test_a_class_guesses_runs_and_sees_what_came_out(server, board, new_tab):
    code = board.locator(".np-letters b").inner_text()
    check(board)
    pupils = [new_tab(viewport=PHONE) for _ in GUESSES]
    pupils[0].goto(f"{server}/join")
    pupils[0].get_by_role("textbox", name=board_text.LETTERS).fill(code.lower())
    check(pupils[0])
    pupils[0].keyboard.press("Enter")
    for place, page in enumerate(pupils, 1):
        if place > 1:
            page.goto(f"{server}/join?room={code}")
        page.get_by_text(board_text.seat_line(code, place)).wait_for(timeout=WAIT_MS)
    soon(count(board, board_text.HERE)).to_have_text("3")

    for page, id in zip(pupils, GUESSES):
        guess(page, id)
    check(pupils[0])
    pupils[1].reload()
    pupils[1].get_by_text(board_text.GUESS_IN).wait_for(timeout=WAIT_MS)
    second = pupils[2].context.new_page()  # another tab of the same device
    second.goto(f"{server}/join?room={code}")
    second.get_by_text(board_text.seat_line(code, 3)).wait_for(timeout=WAIT_MS)
    soon(count(board, board_text.GUESSED)).to_have_text("3")
    soon(count(board, board_text.HERE)).to_have_text("3")
    assert board.locator(".np-guesses").count() == 0

    looker_on = new_tab(viewport=PHONE)
    looker_on.goto(board.url)
    looker_on.get_by_text(board_text.LOOKING_ON).wait_for(timeout=WAIT_MS)
    assert looker_on.get_by_role("button", name=board_text.CLOSE_GUESSING).count() == 0
    check(looker_on)

    press(board, board_text.CLOSE_GUESSING)
    soon(board.locator(".np-guesses td:last-child")).to_have_text(["1", "0", "2", "0"])
    check(board)
    pupils[0].get_by_text(board_text.WAIT_TO_RUN).wait_for(timeout=WAIT_MS)
    check(pupils[0])

    press(board, board_text.GUESS_AGAIN)
    board.get_by_text(board_text.TALK).wait_for(timeout=WAIT_MS)
    pupils[0].get_by_text(board_text.SECOND_LEAD).wait_for(timeout=WAIT_MS)
    guess(pupils[2], "better")
    check(board)
    check(pupils[0])
    press(board, board_text.CLOSE_GUESSING)
    both = ["1", "0", "0", "1", "2", "2", "0", "0"]  # of each answer: first, after talking
    soon(board.locator(".np-guesses td.n")).to_have_text(both)
    places = board.locator(".np-guesses tbody tr:first-child .bar")
    first, again = (place.bounding_box()["width"] for place in places.all())
    assert first == pytest.approx(again, abs=1)  # one scale
    check(board)

    board.reload()
    press(board, board_text.LET_RUN)
    for page in pupils:
        page.get_by_role("button", name=board_text.RUN).press("Enter")
        page.get_by_text(board_text.RUN_DONE).wait_for(timeout=WAIT_MS)
    soon(count(board, board_text.DONE)).to_have_text("3")
    check(board)
    check(pupils[0])
    dots = board.get_by_role("img", name=re.compile("^Cues answered with B")).first
    assert "Practice from day 17" in dots.get_attribute("aria-label")
    assert pupils[0].get_by_text(board_text.FITS).count() == 0

    press(board, board_text.REVEAL)
    for page in (board, *pupils):
        verdict = page.get_by_test_id("stAlert").filter(has_text="Over 3 runs of each arm")
        soon(verdict).to_contain_text(ANSWERS["worse"])
    check(board)
    check(pupils[2])

    press(board, re.compile(f"^{board_text.END}"))
    press(board, board_text.END_YES)
    board.get_by_text(re.compile("has ended")).wait_for(timeout=WAIT_MS)
    pupils[0].get_by_text(re.compile("has ended")).wait_for(timeout=WAIT_MS)
    check(board)
    check(pupils[0])


def test_after_a_restart_of_the_server_board_and_pupils_are_told_that_the_room_is_gone(new_tab):
    app = Server(["sim", "app", "--no-browser"], "--port")
    try:
        board, pupil = new_tab(viewport=LAPTOP), new_tab(viewport=PHONE)
        open_room(board, app.address)
        code = board.locator(".np-letters b").inner_text()
        pupil.goto(f"{app.address}/join?room={code}")
        guess(pupil, "worse")
        soon(count(board, board_text.GUESSED)).to_have_text("1")
        app.stop()
        app.start()
        told = {board: board_text.GONE, pupil: board_text.LOST_SEAT}
        for page, words in told.items():  # by itself, and after a reload
            alert = page.get_by_test_id("stAlert")
            soon(alert).to_have_text(words.format(code=code), timeout=WAIT_MS)
            page.reload()
            soon(alert).to_have_text(words.format(code=code), timeout=WAIT_MS)
            check(page)
        board.get_by_role("link", name=board_text.TO_TEACH).wait_for(timeout=WAIT_MS)
    finally:
        app.stop()


def test_a_tick_of_an_unchanged_page_draws_nothing(server, board, new_tab):
    code = board.locator(".np-letters b").inner_text()
    pupil = new_tab(viewport=PHONE)
    pupil.goto(f"{server}/join?room={code}")
    pupil.get_by_text(board_text.GUESS_LEAD).wait_for(timeout=WAIT_MS)
    soon(count(board, board_text.HERE)).to_have_text("1")
    for page, every_s in ((board, board_page.EVERY_S), (pupil, join_page.EVERY_S)):
        idle(page)
        page.evaluate(
            "() => { window.changes = 0; new MutationObserver((all) => { window.changes += all"
            ".filter((one) => one.type === 'childList').length; }).observe("
            "document.querySelector('[data-testid=stMain]'), {childList: true, subtree: true}); }"
        )
        page.wait_for_timeout(2500 * every_s)
        assert page.evaluate("window.changes") == 0
