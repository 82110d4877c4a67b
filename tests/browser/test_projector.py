"""The projector view: sizes, keys, and nothing that axe finds, on a page whose system is dark."""

from __future__ import annotations

from sim.lessons import lessons
from sim.ui import text
from sim.ui.text import board_text, lesson_text
from tests.browser.driving import WAIT_MS, assert_accessible, idle, press, soon

SIZE = "(element) => parseFloat(getComputedStyle(element).fontSize)"


def step(page, number):
    page.get_by_role("heading", name=lesson_text.step_title(number)).wait_for(timeout=WAIT_MS)
    idle(page)


def test_a_lesson_goes_by_keys_in_large_type(server, new_tab):
    page = new_tab(color_scheme="dark")
    page.goto(f"{server}/lessons?lesson=L4&view=projector")
    page.wait_for_url("**light_theme**", timeout=WAIT_MS)
    step(page, 1)
    assert page.locator("html").evaluate(SIZE) == 20
    scene = page.get_by_text(lessons()["L4"].scene.text[:20]).first
    assert scene.evaluate(SIZE) >= 20
    assert not page.get_by_test_id("stHeader").is_visible()
    page.keyboard.press("PageDown")
    step(page, 2)
    assert "view=projector" in page.url
    assert_accessible(page, dark=False)
    page.keyboard.press("r")  # nobody has guessed: it goes on without
    step(page, 3)
    page.keyboard.press("PageUp")
    step(page, 2)
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name=text.PROJECTOR_KEYS_TITLE)
    soon(keys).to_be_visible()
    page.keyboard.press("?")
    soon(keys).to_be_hidden()
    page.keyboard.press("p")
    soon(page.get_by_test_id("stHeader")).to_be_visible()
    assert "view=" not in page.url


def test_space_plays_and_pauses_the_networks_of_the_lab(server, tab):
    tab.goto(f"{server}/lab?view=projector")
    play = tab.get_by_role("button", name="Play", exact=True)
    play.wait_for(timeout=WAIT_MS)
    idle(tab)
    assert_accessible(tab, dark=False)
    assert not tab.get_by_test_id("stSidebar").is_visible()
    assert tab.get_by_role("button", name="Run").is_visible()
    tab.keyboard.press("Space")
    pause = tab.get_by_role("button", name="Pause", exact=True)
    soon(pause).to_be_visible()
    tab.keyboard.press("Space")
    soon(play).to_be_visible()


def test_a_board_goes_on_by_keys(server, tab):
    tab.goto(f"{server}/teach?part=class&view=projector")
    press(tab, board_text.OPEN)
    tab.get_by_role("button", name=board_text.CLOSE_GUESSING).wait_for(timeout=WAIT_MS)
    idle(tab)
    assert "view=projector" in tab.url
    tab.keyboard.press("PageDown")
    tab.get_by_role("button", name=board_text.LET_RUN).wait_for(timeout=WAIT_MS)
    idle(tab)
    tab.keyboard.press("PageDown")
    tab.get_by_role("button", name=board_text.REVEAL).wait_for(timeout=WAIT_MS)
    idle(tab)
    assert_accessible(tab, dark=False)
    tab.keyboard.press("r")
    soon(tab.get_by_role("button", name=board_text.REVEAL)).to_be_hidden()
