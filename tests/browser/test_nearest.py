"""In a real browser: a moved control is answered at once, and Run puts the result in its place."""

from __future__ import annotations

import re

import pytest

from sim.ui import text
from sim.ui.text import lab_text, nearest_text
from tests.browser.driving import OLD, RESULT, WAIT_MS, idle, press, run, soon, wait_for_result

ADVANCE = re.compile("omputed in advance")


@pytest.fixture
def page(server, tab):
    """The Lab as a visitor meets it, with one seed of each arm."""
    tab.goto(f"{server}/lab?seeds=1")
    wait_for_result(tab)
    return tab


def dose(page, name):
    page.get_by_test_id("stSidebar").get_by_text(name, exact=True).click()


def said(page):
    return page.get_by_test_id("stAlert").filter(has_text=ADVANCE)


def test_a_moved_dose_is_answered_at_once_and_run_replaces_it(page):
    assert said(page).count() == 0
    dose(page, lab_text.DOSES[1])
    said(page).wait_for(timeout=WAIT_MS)
    assert "On day 30 the test cue leads to B in" in said(page).inner_text()
    idle(page)
    assert page.get_by_text(OLD).count() == 1
    assert page.get_by_role("button", name=text.CANCEL).count() == 0  # nothing is run
    assert page.get_by_text(nearest_text.HOLLOW).count() == 1
    run(page)
    said(page).wait_for(state="detached", timeout=WAIT_MS)  # it stays until the result is there
    page.get_by_text(nearest_text.HOLLOW).wait_for(state="detached", timeout=WAIT_MS)
    soon(page.get_by_text(RESULT).first).to_be_visible()


def test_each_move_has_its_own_answer_and_the_way_back_has_none(page):
    dose(page, lab_text.DOSES[1])
    said(page).wait_for(timeout=WAIT_MS)
    low = said(page).inner_text()
    dose(page, lab_text.DOSES[0])
    soon(said(page)).not_to_have_text(low)
    press(page, re.compile("^Undo"))
    press(page, re.compile("^Undo"))
    said(page).wait_for(state="detached", timeout=WAIT_MS)
    soon(page.get_by_text(RESULT).first).to_be_visible()
