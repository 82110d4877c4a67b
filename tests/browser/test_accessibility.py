"""axe-core finds nothing on the way through a page, light and dark; `test_pages.py` opens them."""

from __future__ import annotations

import re

import pytest

from sim.plots.words import DISCLAIMER
from sim.ui.text import lab_text, lesson_text, runs_text, start_text
from tests.browser.driving import (
    COLOURS_CHANGE_MS,
    LAPTOP,
    PHONE,
    WAIT_MS,
    dark_violations,
    every_picture,
    idle,
    lab,
    press,
    run,
    violations,
    wait_for_result,
)


@pytest.fixture
def check(tab):
    """Return a function that fails if axe finds anything, on a laptop and if wished on a phone.

    The page is looked at light and then dark, when it has the same elements and is asked for its
    colours alone. Where only a part of the page has changed since the last time, its selector
    leaves out the rest.
    """

    def checking(*, phone=False, part=None, dark=True):
        broken = {}
        tab.mouse.move(0, 0)  # no help text of Streamlit's own hangs over the page
        for size in (LAPTOP, PHONE)[: 1 + phone]:
            tab.set_viewport_size(size)
            tab.wait_for_timeout(COLOURS_CHANGE_MS)
            broken[size["width"], "light"] = violations(tab, part=part)
            if dark:
                broken[size["width"], "dark"] = dark_violations(tab, part)
        tab.set_viewport_size(LAPTOP)
        assert not any(broken.values()), broken

    return checking


def opened(page, address):
    page.goto(address)
    page.get_by_text(DISCLAIMER).wait_for(timeout=WAIT_MS)
    idle(page)


def test_start_in_all_its_steps(server, tab, check):
    opened(tab, server)
    check(phone=True)
    press(tab, start_text.GUESS)
    tab.get_by_text(start_text.ANSWERS["both"]).click()
    tab.get_by_text(start_text.CONFIDENCE["sure"], exact=True).click()
    idle(tab)
    check()
    press(tab, start_text.WATCH)
    tab.get_by_role("button", name=start_text.SKIP).wait_for(timeout=WAIT_MS)
    check()
    press(tab, start_text.SKIP)
    tab.get_by_role("button", name=start_text.CHANGE_ONE).wait_for(timeout=WAIT_MS)
    idle(tab)
    check(phone=True)


def test_the_lab_with_a_result_an_old_one_and_every_picture(server, tab, check):
    opened(tab, f"{server}/lab")
    wait_for_result(tab)
    check(phone=True)
    for panel, name, is_first in every_picture(tab):
        # All of the page is looked at before and after. A dark chart is a canvas, whose colours axe
        # cannot see: one of each group, and all in words.
        check(part="[role=tabpanel]", dark=is_first or name in lab_text.OTHERS.values())
        assert len(panel.inner_text()) > 30
        assert tab.get_by_test_id("stException").count() == 0
        descriptions = [
            picture.get_attribute("aria-label") or picture.get_attribute("alt") or ""
            for picture in panel.get_by_role("img").all()
        ]
        assert all(len(description) > 20 for description in descriptions), name
        # A canvas that is no picture of its own is inside one that has a description.
        assert panel.locator("canvas:not([role=img])").evaluate_all(
            "all => all.every((one) => one.closest('[role=img]') || one.closest('[role=grid]') "
            "|| one.closest('[data-testid=stDataFrame]'))"
        ), name
    tab.get_by_test_id("stSidebar").get_by_text(lab_text.MORE).click()
    press(tab, lab_text.LUCK)
    tab.get_by_text("Settings changed").wait_for()
    idle(tab)
    check()


def test_the_lab_with_a_sweep(server, tab, check):
    opened(tab, f"{server}{lab(arms='in_window', seeds=1)}&vary=practice.repeats:[1,4]")
    run(tab, wait=False)
    tab.get_by_text(lab_text.SWEEP_EDGE).wait_for(timeout=WAIT_MS)
    idle(tab)
    check(phone=True)


def test_my_runs_with_runs_in_it(server, tab, check):
    opened(tab, f"{server}{lab(seeds=1)}")
    wait_for_result(tab)
    tab.get_by_role("link", name="My runs", exact=True).click()
    tab.get_by_role("heading", name=runs_text.TITLE).wait_for(timeout=WAIT_MS)
    for part in runs_text.PARTS.values():
        tab.get_by_role("radio", name=part, exact=True).click()
        tab.get_by_role("heading", name=part, exact=True).wait_for(timeout=WAIT_MS)
        idle(tab)
        check(phone=True)


def test_a_lesson_step_by_step(server, tab, check):
    opened(tab, f"{server}/lessons?lesson=L2")
    for step in range(1, 8):
        tab.get_by_role("heading", name=re.compile(f"^Step {step} of 7")).wait_for(timeout=WAIT_MS)
        idle(tab)
        if step == 2:
            press(tab, lesson_text.NO_GUESS)
            continue
        if step == 3:
            press(tab, lesson_text.RUN)
            tab.get_by_text(lesson_text.RUN_DONE).wait_for(timeout=WAIT_MS)
        if step in (4, 6):
            tab.get_by_test_id("stMain").get_by_test_id("stRadio").locator("label").filter(
                has=tab.locator("input")
            ).first.click()
            idle(tab)
        if step == 5:
            press(tab, lesson_text.NO_SENTENCE)
            tab.get_by_text(lesson_text.MODEL_EXPLANATION).wait_for()
            idle(tab)
        if step == 6:
            press(tab, lesson_text.PUSH_RUN)
            tab.get_by_text(lesson_text.PUSH_TITLE).wait_for(timeout=WAIT_MS)
            idle(tab)
        check(phone=step in (4, 7))
        if step < 7:
            press(tab, lesson_text.NEXT)
