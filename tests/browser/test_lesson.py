"""Lessons in a real browser: what appears by itself, what is seen together, and where Back leads."""

from __future__ import annotations

import re

from sim.lessons import lessons
from sim.ui.text import lessons as words
from tests.browser.driving import WAIT_MS, idle, press

L4 = lessons()["L4"]


def step(page, number: int) -> None:
    """Wait until a step is on the page."""
    page.get_by_role("heading", name=words.step_title(number)).wait_for(timeout=WAIT_MS)
    idle(page)


def go_on(page, number: int) -> None:
    """Press Next, and wait for the step that follows."""
    page.get_by_role("button", name=words.NEXT, exact=True).click()
    step(page, number)


def answer(page, question: str, place: int = 0) -> None:
    """Choose an answer with the mouse."""
    group = page.get_by_role("radiogroup", name=question)
    group.locator("label").filter(has=page.get_by_role("radio")).nth(place).click()
    idle(page)


def predicted(server, page, lesson=L4) -> None:
    """Go to step 3 with a prediction."""
    page.goto(f"{server}/lessons?lesson={lesson.id}&step=1")
    step(page, 1)
    go_on(page, 2)
    answer(page, lesson.predict.question)
    answer(page, words.CONFIDENCE_QUESTION)
    go_on(page, 3)


def test_the_result_of_a_setting_of_ones_own_appears_after_one_click(server, tab):
    predicted(server, tab)
    press(tab, words.RUN)
    tab.get_by_text(words.RUN_DONE).wait_for(timeout=WAIT_MS)
    idle(tab)
    tab.get_by_role("radio", name="12", exact=True).click()
    idle(tab)
    press(tab, words.OWN_RUN)
    tab.get_by_text(re.compile(f"^{words.OWN_FOUND}")).wait_for(timeout=WAIT_MS)
