"""Lessons in a real browser: what appears by itself, what is seen together, where Back leads."""

from __future__ import annotations

import re

import pytest

from sim.lessons import guess_words, lessons
from sim.plots.words import PLAYER
from sim.ui import text
from sim.ui.text import lesson_text
from tests.browser.driving import PHONE, RESULT, WAIT_MS, idle, lab, press, room, soon

L2, L4 = lessons()["L2"], lessons()["L4"]  # runs of the first take the least time
FEW_SEEDS = 5


def step(page, number: int) -> None:
    """Wait until a step is on the page."""
    page.get_by_role("heading", name=lesson_text.step_title(number)).wait_for(timeout=WAIT_MS)
    idle(page)


def go_on(page, number: int) -> None:
    """Press Next, and wait for the step that follows."""
    page.get_by_role("button", name=lesson_text.NEXT, exact=True).click()
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
    answer(page, lesson_text.CONFIDENCE_QUESTION)
    go_on(page, 3)


def test_the_result_of_a_setting_of_ones_own_appears_after_one_click(server, tab):
    predicted(server, tab, L2)
    press(tab, lesson_text.RUN)
    tab.get_by_text(lesson_text.RUN_DONE).wait_for(timeout=WAIT_MS)
    idle(tab)
    tab.get_by_role("radio", name="0.25", exact=True).click()
    idle(tab)
    press(tab, lesson_text.OWN_RUN)
    tab.get_by_text(re.compile(f"^{lesson_text.OWN_FOUND}")).wait_for(timeout=WAIT_MS)


def test_back_leads_from_step_to_step_and_to_the_list(server, tab):
    tab.goto(f"{server}/lessons")
    tab.get_by_role("button", name=re.compile(f"{L4.id} ")).click(timeout=WAIT_MS)
    step(tab, 1)
    go_on(tab, 2)
    tab.go_back()
    step(tab, 1)
    tab.go_back()
    tab.get_by_role("heading", name=lesson_text.TITLE, exact=True).wait_for(timeout=WAIT_MS)
    idle(tab)
    tab.go_forward()
    step(tab, 1)


def in_sight(page, element) -> bool:
    """Return whether all of an element is on the screen, without scrolling."""
    box, screen = element.bounding_box(), page.viewport_size
    return box["y"] >= 0 and box["y"] + box["height"] <= screen["height"]


@pytest.mark.parametrize("lesson", lessons().values(), ids=lambda one: one.id)
def test_picture_and_question_are_on_the_screen_together(server, tab, lesson):
    predicted(server, tab, lesson)
    press(tab, lesson_text.RUN)
    if lesson.run.seeds > FEW_SEEDS:  # the same is seen of the runs up to a press of Cancel
        tab.get_by_text(re.compile(f"seed [2-9] of {lesson.run.seeds}")).wait_for(timeout=WAIT_MS)
        press(tab, text.CANCEL)
    else:
        tab.get_by_text(lesson_text.RUN_DONE).wait_for(timeout=WAIT_MS)
    tab.locator(".np-network").first.wait_for(timeout=WAIT_MS)  # what was run plays
    idle(tab)
    go_on(tab, 4)
    picture = tab.get_by_test_id("stEChartsChart").first
    picture.wait_for(timeout=WAIT_MS)
    idle(tab)
    assert in_sight(tab, picture)
    assert in_sight(tab, tab.get_by_role("radiogroup", name=lesson.observe.question))


def moment(page) -> str:
    """Return what the player shows now: model day, and the part of its test."""
    return page.get_by_role("slider", name=PLAYER["scrub"]).get_attribute("aria-valuetext")


def test_a_lesson_opens_with_a_network_that_moves_and_takes_a_cue(server, tab):
    tab.goto(f"{server}/lessons?lesson=L4&step=1")
    step(tab, 1)
    network = tab.locator(".np-network")
    network.wait_for(timeout=WAIT_MS)
    assert network.count() == 1 and in_sight(tab, network)
    soon(tab.get_by_role("slider", name=PLAYER["scrub"])).not_to_have_attribute(
        "aria-valuetext", "day 0, rest"
    )  # and nobody has pressed Play
    press(tab, PLAYER["first"])
    assert moment(tab) == "day 0, rest"
    before = network.screenshot()
    press(tab, PLAYER["give"])
    soon(tab.locator(".np-arm > p").first).to_have_text(re.compile("^cue 1: leads to "))
    tab.get_by_role("button", name=PLAYER["play"], exact=True).wait_for(timeout=WAIT_MS)
    assert network.screenshot() != before
    press(tab, PLAYER["step_on"])
    assert moment(tab).startswith("day 0, ")  # there is no other day to go to
    assert in_sight(tab, tab.get_by_role("button", name=lesson_text.NEXT, exact=True))


def test_with_reduced_motion_the_network_of_a_scene_stands_still_and_takes_a_cue(server, tab):
    tab.emulate_media(reduced_motion="reduce")
    tab.goto(f"{server}/lessons?lesson=L4&step=1")
    step(tab, 1)
    network = tab.locator(".np-network")
    network.wait_for(timeout=WAIT_MS)
    before = network.screenshot()
    tab.wait_for_timeout(400)
    assert network.screenshot() == before
    press(tab, PLAYER["give"])
    assert moment(tab) == "day 0, cue 1"


def test_networks_stand_side_by_side_on_a_laptop_each_below_its_name(server, tab):
    tab.set_viewport_size({"width": 1366 - 16, "height": 768})  # with a bar to scroll
    predicted(server, tab)
    press(tab, lesson_text.RUN)
    tab.locator(".np-network").nth(1).wait_for(timeout=WAIT_MS)
    boxes = [tab.locator(".np-network").nth(place).bounding_box() for place in (0, 1)]
    assert boxes[0]["y"] == boxes[1]["y"] and boxes[0]["x"] < boxes[1]["x"]
    assert tab.locator(".np-arm h2").nth(1).is_visible()


def test_a_lesson_is_no_wider_than_a_phone(server, tab):
    tab.set_viewport_size(PHONE)
    tab.goto(f"{server}/lessons?lesson={L4.id}&step=1")
    tab.locator(".np-network").wait_for(timeout=WAIT_MS)
    wide, screen = room(tab)
    assert wide <= screen
    predicted(server, tab)
    press(tab, lesson_text.RUN)
    tab.get_by_text(lesson_text.RUN_DONE).wait_for(timeout=WAIT_MS)
    for number in (4,):
        go_on(tab, number)
        tab.locator(".np-network").nth(1).wait_for(timeout=WAIT_MS)
        wide, screen = room(tab)
        assert wide <= screen


def test_a_link_with_a_question_waits_for_a_guess_and_a_reload_remembers_it(server, tab):
    tab.goto(server + lab(seeds=1, arms="in_window,late", ask="Does the day matter?"))
    tab.get_by_role("button", name=guess_words.SHOW).wait_for(timeout=WAIT_MS)
    idle(tab)
    assert tab.get_by_text(RESULT).count() == 0
    answer(tab, re.compile("^Which will come out highest"))
    answer(tab, lesson_text.CONFIDENCE_QUESTION)
    press(tab, guess_words.SHOW)
    tab.get_by_text(RESULT).first.wait_for(timeout=WAIT_MS)
    tab.get_by_text("You said:").wait_for(timeout=WAIT_MS)
    idle(tab)
    tab.reload()
    tab.get_by_text(RESULT).first.wait_for(timeout=WAIT_MS)
    assert tab.get_by_role("button", name=guess_words.SHOW).count() == 0
