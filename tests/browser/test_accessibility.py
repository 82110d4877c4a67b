"""axe-core finds nothing on the way through a page, light and dark.

How they open is in `test_pages.py`, the way through a lesson in `test_lesson_by_keyboard.py`.
"""

from __future__ import annotations

from sim.plots.words import DISCLAIMER
from sim.ui.text import lab_text, lesson_text, runs_text, start_text
from tests.browser.driving import (
    WAIT_MS,
    assert_accessible,
    every_picture,
    idle,
    lab,
    press,
    run,
    wait_for_result,
)


def opened(page, address):
    page.goto(address)
    page.get_by_text(DISCLAIMER).wait_for(timeout=WAIT_MS)
    idle(page)


def test_start_in_all_its_steps(server, tab):
    opened(tab, server)
    assert_accessible(tab, phone=True)
    press(tab, start_text.GUESS)
    tab.get_by_text(start_text.ANSWERS["both"]).click()
    tab.get_by_text(lesson_text.CONFIDENCE["sure"], exact=True).click()
    idle(tab)
    assert_accessible(tab)
    press(tab, start_text.WATCH)
    tab.get_by_role("button", name=start_text.SKIP).wait_for(timeout=WAIT_MS)
    assert_accessible(tab)
    press(tab, start_text.SKIP)
    tab.get_by_role("button", name=start_text.CHANGE_ONE).wait_for(timeout=WAIT_MS)
    idle(tab)
    assert_accessible(tab, phone=True)


def test_the_lab_with_a_result_an_old_one_and_every_picture(server, tab):
    opened(tab, f"{server}/lab")
    wait_for_result(tab)
    assert_accessible(tab, phone=True)
    for panel, name, is_first in every_picture(tab):
        # All of the page is looked at before and after. A dark chart is a canvas, whose colours axe
        # cannot see: one of each group, and all in words.
        assert_accessible(
            tab, part="[role=tabpanel]", dark=is_first or name in lab_text.OTHERS.values()
        )
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
    assert_accessible(tab)


def test_the_lab_with_a_sweep(server, tab):
    opened(tab, f"{server}{lab(arms='in_window', seeds=1)}&vary=practice.repeats:[1,4]")
    run(tab, wait=False)
    tab.get_by_text(lab_text.SWEEP_EDGE).wait_for(timeout=WAIT_MS)
    idle(tab)
    assert_accessible(tab, phone=True)


def test_my_runs_with_runs_in_it(server, tab):
    opened(tab, f"{server}{lab(seeds=1)}")
    wait_for_result(tab)
    tab.get_by_role("link", name="My runs", exact=True).click()
    tab.get_by_role("heading", name=runs_text.TITLE).wait_for(timeout=WAIT_MS)
    for part in runs_text.PARTS.values():
        tab.get_by_role("radio", name=part, exact=True).click()
        tab.get_by_role("heading", name=part, exact=True).wait_for(timeout=WAIT_MS)
        idle(tab)
        assert_accessible(tab, phone=True)
