"""Copy link and the first minute in a real browser: clipboard or none, keyboard, calm motion."""

from __future__ import annotations

import json
import re
from importlib import resources

import pytest

from sim.ui.text import lab_text, lesson_text, server_text, sharing_text, start_text
from tests.browser.driving import PHONE, WAIT_MS, room, soon

SECURE, PLAIN = "http://localhost:1", "http://school.example"  # only the first may use a clipboard
PATH = "/lab?preset=practice_in_window&ask=a%26b"
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Copy</title>
<style>{style}</style></head><body><main><h1>Copy</h1><div id="place"></div></main>
<script type="module">{script}
window.show = (address) => mountCopyLink({{ parentElement: document.getElementById("place"),
  data: {{ address, words: {words} }} }});
window.show({path});
</script></body></html>"""


def asset(name: str) -> str:
    return resources.files("sim.ui.components").joinpath("copy_link", name).read_text("utf-8")


@pytest.fixture
def open_page(new_tab):
    """Return a function that opens the copy button under an address."""
    said = {
        "copy": "Copy <b>link</b>",
        "copied": sharing_text.COPIED,
        "by_hand": sharing_text.BY_HAND,
        "field": sharing_text.FIELD,
    }
    body = PAGE.format(
        style=asset("copy_link.css"),
        script=asset("copy_link.js"),
        words=json.dumps(said),
        path=json.dumps(PATH),
    )

    def opened(origin):
        page = new_tab(allowed=(SECURE, PLAIN))
        page.route("**/*", lambda route: route.fulfill(body=body, content_type="text/html"))
        page.goto(f"{origin}/teach")
        return page

    return opened


def test_link_is_copied_whole_and_confirmed(open_page):
    page = open_page(SECURE)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    assert page.get_by_role("status").inner_text() == ""
    page.get_by_role("button", name="Copy <b>link</b>").click()
    page.get_by_role("status").get_by_text(sharing_text.COPIED).wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == f"{SECURE}{PATH}"
    assert page.get_by_role("textbox").count() == 0


def test_where_no_clipboard_is_the_link_stands_selected_in_a_field(open_page):
    page = open_page(PLAIN)
    page.get_by_role("button").focus()
    page.keyboard.press("Enter")
    field = page.get_by_role("textbox", name=sharing_text.FIELD)
    field.wait_for()
    page.get_by_role("status").get_by_text(sharing_text.BY_HAND).wait_for()
    chosen = page.evaluate(
        "() => { const field = document.activeElement;"
        "return field.value.slice(field.selectionStart, field.selectionEnd) }"
    )
    assert chosen == f"{PLAIN}{PATH}"


def test_confirmation_goes_when_another_link_stands_there(open_page):
    page = open_page(PLAIN)
    page.get_by_role("button").click()
    page.get_by_role("textbox").wait_for()
    page.evaluate(f"window.show({json.dumps(PATH)})")  # the same one: nothing changes
    assert page.get_by_role("textbox").count() == 1
    page.evaluate("window.show('/lab?preset=reversal')")
    assert page.get_by_role("textbox").count() == 0
    assert page.get_by_role("status").inner_text() == ""
    page.get_by_role("button").click()
    assert page.get_by_role("textbox").input_value() == f"{PLAIN}/lab?preset=reversal"


def press_by_key(page, name):
    """Press a button by keyboard."""
    button = page.get_by_role("button", name=name, exact=True)
    button.wait_for(timeout=WAIT_MS)
    button.focus()
    page.keyboard.press("Enter")


def test_first_minute_by_keyboard_leads_into_the_lab(server, tab):
    tab.goto(server)
    press_by_key(tab, start_text.GUESS)
    answer = tab.get_by_role("radio", name=start_text.ANSWERS["both"])
    answer.wait_for(timeout=WAIT_MS)
    assert tab.get_by_text(re.compile(r"\d+ of \d+ cues lead to B")).count() == 0
    answer.focus()
    tab.keyboard.press("Space")
    tab.get_by_role("radio", name=lesson_text.CONFIDENCE["guessing"]).focus()
    tab.keyboard.press("Space")
    tab.locator("button:not([disabled])", has_text=start_text.WATCH).wait_for(timeout=WAIT_MS)
    press_by_key(tab, start_text.WATCH)
    tab.get_by_role("button", name="Pause", exact=True).wait_for(timeout=WAIT_MS)  # it plays
    day = tab.get_by_role("slider", name=re.compile("Model day")).first
    soon(day).to_have_attribute("aria-valuetext", re.compile("^day (?!0,)"))
    press_by_key(tab, start_text.SKIP)
    tab.get_by_text(re.compile(r"\d+ of \d+ cues lead to B")).first.wait_for(timeout=WAIT_MS)
    press_by_key(tab, start_text.CHANGE_ONE)
    tab.get_by_text("Start here").wait_for(timeout=WAIT_MS)
    assert "/lab?preset=practice_in_window" in tab.url
    assert "Start here" in lab_text.HINT


def test_start_fits_a_phone_and_stands_still_for_reduced_motion(server, tab):
    tab.set_viewport_size(PHONE)
    tab.emulate_media(reduced_motion="reduce")
    tab.goto(server)
    guess = tab.get_by_role("button", name=start_text.GUESS)
    guess.wait_for(timeout=WAIT_MS)
    tab.get_by_role("button", name="Play", exact=True).wait_for(timeout=WAIT_MS)
    slider = tab.get_by_role("slider", name=re.compile("Model day"))
    tab.wait_for_timeout(500)
    assert slider.get_attribute("aria-valuetext") == "day 0, rest"
    box = guess.bounding_box()
    assert box["y"] + box["height"] < 844
    wide, most = room(tab)
    assert wide <= most + 1


def test_before_the_guess_the_networks_go_on_moving(server, tab):
    tab.goto(server)
    slider = tab.get_by_role("slider", name="Model day and time within its test")
    slider.wait_for(timeout=WAIT_MS)
    tab.wait_for_timeout(3000)  # longer than all there is to play
    seen = set()
    for _ in range(4):
        seen.add(slider.input_value())
        tab.wait_for_timeout(250)
    assert len(seen) > 2
    tab.get_by_role("button", name="Pause", exact=True).wait_for()


def test_who_watches_to_the_end_is_led_to_the_result(server, tab):
    tab.goto(server)
    press_by_key(tab, start_text.GUESS)
    press_by_key(tab, lesson_text.NO_GUESS)
    tab.get_by_role("button", name=start_text.SKIP).wait_for(timeout=WAIT_MS)
    assert tab.get_by_role("button", name=start_text.CHANGE_ONE).count() == 0
    slider = tab.get_by_role("slider", name="Model day and time within its test")
    soon(slider).to_have_count(1)  # the player of the page before is gone
    slider.evaluate(
        "one => { one.value = one.max - 200;"
        "one.dispatchEvent(new Event('input', { bubbles: true })); }"
    )
    press_by_key(tab, "Play")
    tab.get_by_role("button", name=start_text.CHANGE_ONE).wait_for(timeout=WAIT_MS)


def test_a_page_that_loads_says_so_at_once(server, tab):
    tab.route("**/*.js", lambda route: route.abort())
    tab.goto(server, wait_until="commit")
    tab.get_by_text(server_text.LOADING).wait_for()
    tab.unroute_all()
    tab.goto(server)
    tab.get_by_role("button", name=start_text.GUESS).wait_for(timeout=WAIT_MS)
    assert not tab.get_by_text(server_text.LOADING).is_visible()
