"""axe-core finds nothing on any page: light and dark, on a laptop, and the main ones on a phone."""

from __future__ import annotations

import re

import pytest

from sim.plots.words import DISCLAIMER
from sim.ui.text import lab_text, lesson_text, runs_text, start_text
from tests.browser.driving import (
    LAPTOP,
    PHONE,
    WAIT_MS,
    every_picture,
    idle,
    lab,
    press,
    run,
    violations,
    wait_for_result,
)

QUIET = [
    *(f"learn?part={part}" for part in ("glossary", "model", "equations", "claims")),
    *(f"teach?part={part}&teach=1" for part in ("links", "note", "keys")),
    "runs",
    "lessons?lesson=L10",
]
MAIN = ["lessons", "lessons?lesson=L4", "learn", "teach"]


@pytest.fixture(scope="module", params=["light", "dark"])
def scheme(request, browser):
    """One context for all pages of a colour scheme; axe is put in past the content policy."""
    context = browser.new_context(viewport=LAPTOP, color_scheme=request.param, bypass_csp=True)
    yield context
    context.close()


@pytest.fixture
def page(scheme, server):
    """A tab in which nothing is kept from the test before."""
    tab = scheme.new_page()
    tab.goto(f"{server}/_stcore/health")
    tab.evaluate("localStorage.clear()")
    yield tab
    tab.close()


def opened(page, address):
    page.goto(address)
    page.get_by_text(DISCLAIMER).wait_for(timeout=WAIT_MS)
    idle(page)


def check(page, *, phone=False):
    """Fail if axe finds anything, on a laptop and if wished on a phone."""
    found = {}
    page.mouse.move(0, 0)  # no help text of Streamlit's own hangs over the page
    for size in (LAPTOP, PHONE)[: 1 + phone]:
        page.set_viewport_size(size)
        page.wait_for_timeout(300)
        found[size["width"]] = violations(page)
    page.set_viewport_size(LAPTOP)
    assert not any(found.values()), found


@pytest.mark.parametrize("path", QUIET + MAIN)
def test_a_page_as_it_opens(server, page, path):
    opened(page, f"{server}/{path}")
    check(page, phone=path in MAIN)


def test_start_in_all_its_steps(server, page):
    opened(page, server)
    check(page, phone=True)
    press(page, start_text.GUESS)
    page.get_by_text(start_text.ANSWERS["both"]).click()
    page.get_by_text(start_text.CONFIDENCE["sure"], exact=True).click()
    idle(page)
    check(page)
    press(page, start_text.WATCH)
    page.get_by_role("button", name=start_text.SKIP).wait_for(timeout=WAIT_MS)
    check(page)
    press(page, start_text.SKIP)
    page.get_by_role("button", name=start_text.CHANGE_ONE).wait_for(timeout=WAIT_MS)
    idle(page)
    check(page, phone=True)


def test_the_lab_with_a_result_an_old_one_and_its_tabs(server, page):
    opened(page, f"{server}/lab")
    wait_for_result(page)
    check(page, phone=True)
    for _ in every_picture(page):
        check(page)
    page.get_by_test_id("stSidebar").get_by_text(lab_text.MORE).click()
    press(page, lab_text.LUCK)
    page.get_by_text("Settings changed").wait_for()
    idle(page)
    check(page)


def test_the_lab_with_a_sweep(server, page):
    opened(page, f"{server}{lab(arms='in_window', seeds=1)}&vary=practice.repeats:[1,4]")
    run(page, wait=False)
    page.get_by_text(lab_text.SWEEP_EDGE).wait_for(timeout=WAIT_MS)
    idle(page)
    check(page, phone=True)


def test_my_runs_with_runs_in_it(server, page):
    opened(page, f"{server}{lab(seeds=1)}")
    wait_for_result(page)
    page.get_by_role("link", name="My runs", exact=True).click()
    page.get_by_role("heading", name=runs_text.TITLE).wait_for(timeout=WAIT_MS)
    for part in runs_text.PARTS.values():
        page.get_by_role("radio", name=part, exact=True).click()
        page.get_by_role("heading", name=part, exact=True).wait_for(timeout=WAIT_MS)
        idle(page)
        check(page, phone=True)


def test_a_lesson_step_by_step(server, page):
    opened(page, f"{server}/lessons?lesson=L2")
    for step in range(1, 8):
        page.get_by_role("heading", name=re.compile(f"^Step {step} of 7")).wait_for(timeout=WAIT_MS)
        idle(page)
        if step == 2:
            press(page, lesson_text.NO_GUESS)
            continue
        if step == 3:
            press(page, lesson_text.RUN)
            page.get_by_text(lesson_text.RUN_DONE).wait_for(timeout=WAIT_MS)
        if step in (4, 6):
            page.get_by_test_id("stMain").get_by_test_id("stRadio").locator("label").filter(
                has=page.locator("input")
            ).first.click()
            idle(page)
        if step == 5:
            press(page, lesson_text.NO_SENTENCE)
            page.get_by_text(lesson_text.MODEL_EXPLANATION).wait_for()
            idle(page)
        if step == 6:
            press(page, lesson_text.PUSH_RUN)
            page.get_by_text(lesson_text.PUSH_TITLE).wait_for(timeout=WAIT_MS)
            idle(page)
        check(page, phone=step in (4, 7))
        if step < 7:
            press(page, lesson_text.NEXT)
