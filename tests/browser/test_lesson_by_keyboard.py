"""One whole lesson without a mouse, from the list to the link of the next one, and with axe-core.

At every step axe finds nothing wrong, light and dark.
"""

from __future__ import annotations

import re

import pytest

from sim.lessons import lesson_words, lessons
from sim.ui.text import lesson_text
from tests.browser.driving import WAIT_MS, assert_accessible, idle, names_with_marks, soon, tab_to

L2, L4 = lessons()["L2"], lessons()["L4"]


@pytest.fixture
def page(server, new_tab):
    """A tab in which the mouse is never used: a click by it fails the test."""
    tab = new_tab()
    tab.add_init_script(
        "window.addEventListener('pointerdown', (event) => { "
        "if (event.isTrusted) throw new Error('a mouse was used'); }, true)"
    )
    tab.goto(f"{server}/lessons")
    return tab


def press(page, name, role="button", key="Enter"):
    tab_to(page, page.get_by_role(role, name=name).first)
    page.keyboard.press(key)
    idle(page)


def step(page, number):
    page.get_by_role("heading", name=lesson_text.step_title(number)).wait_for(timeout=WAIT_MS)
    idle(page)


def answer(page, label, place=0):
    """Choose an answer: Tab to the group, then arrows and Space."""
    group = page.get_by_role("radiogroup", name=label)
    tab_to(page, group.get_by_role("radio").first)
    page.keyboard.press("Space")
    idle(page)
    for _ in range(place):
        page.keyboard.press("ArrowDown")
        idle(page)
    chosen = group.get_by_role("radio").nth(place)
    chosen.and_(page.get_by_role("radio", checked=True)).wait_for(timeout=WAIT_MS)


def assert_nothing_is_given_away(page):
    """Before it is run, no result is on the page."""
    shown = page.locator("body").inner_text()
    assert lesson_text.RUN_SHOWS.partition("{")[0].strip("* ") not in shown
    assert page.get_by_role("img", name=re.compile("cue leads to B")).count() == 0


def test_a_curve_is_drawn_as_a_prediction_with_the_keyboard_alone(page):
    press(page, re.compile(f"{L4.id} "))
    step(page, 1)
    press(page, lesson_text.NEXT)
    step(page, 2)
    point = page.get_by_role("slider").nth(2)
    tab_to(page, point)
    before = point.get_attribute("aria-valuenow")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    soon(point).not_to_have_attribute("aria-valuenow", before)
    answer(page, L4.predict.question, place=1)
    assert_nothing_is_given_away(page)
    answer(page, lesson_text.CONFIDENCE_QUESTION)
    press(page, lesson_text.NEXT)
    step(page, 3)


def test_a_whole_lesson_is_done_with_the_keyboard_alone_and_can_be_read_by_everybody(page):
    press(page, re.compile(f"{L2.id} "))
    step(page, 1)
    assert_accessible(page)
    press(page, lesson_text.NEXT)
    step(page, 2)
    assert names_with_marks(page) == []
    answer(page, L2.predict.question, place=1)
    assert_nothing_is_given_away(page)
    answer(page, lesson_text.CONFIDENCE_QUESTION)
    press(page, lesson_text.NEXT)
    step(page, 3)
    press(page, lesson_text.RUN)
    page.get_by_text(lesson_text.RUN_DONE).wait_for(timeout=WAIT_MS)
    idle(page)
    assert_accessible(page)
    press(page, lesson_text.NEXT)
    step(page, 4)
    answer(page, L2.observe.question)
    page.get_by_text(lesson_text.RUN_SHOWS.partition("{")[0].strip("* ")).first.wait_for(
        timeout=WAIT_MS
    )
    idle(page)
    assert_accessible(page, phone=True)
    press(page, lesson_text.NEXT)
    step(page, 5)
    tab_to(page, page.get_by_role("textbox", name=lesson_words.EXPLAIN_LABEL))
    page.keyboard.type("Synapses change more easily for some days.")
    press(page, lesson_text.COMPARE)
    page.get_by_text(lesson_words.MODEL_EXPLANATION).wait_for(timeout=WAIT_MS)
    idle(page)
    assert_accessible(page)
    press(page, lesson_text.NEXT)
    step(page, 6)
    answer(page, L2.push.question)
    press(page, lesson_text.PUSH_RUN)
    page.get_by_text(lesson_text.PUSH_TITLE).wait_for(timeout=WAIT_MS)
    idle(page)
    assert_accessible(page)
    press(page, lesson_text.NEXT)
    step(page, 7)
    assert_accessible(page, phone=True)
    for asked in L2.checks:
        answer(page, asked.question)
    following = page.get_by_role(
        "button", name=re.compile(lesson_text.NEXT_LESSON.partition("{")[0])
    )
    tab_to(page, following)
    tab_to(page, page.get_by_role("button", name=lesson_text.FINISH))
    page.keyboard.press("Enter")
    page.get_by_text(lesson_text.AGAIN).wait_for(timeout=WAIT_MS)
