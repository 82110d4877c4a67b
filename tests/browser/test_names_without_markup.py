"""What is read out has no marks of Markdown in it, and no sign on a page needs an emoji font."""

from __future__ import annotations

import re

import pytest

from sim.ui import text
from sim.ui.text import lesson_text, start_text
from tests.browser.driving import WAIT_MS, idle, press

NAMES = """() => { const found = [], walk = root => {
  for (const one of root.querySelectorAll("*")) {
  if (one.shadowRoot) walk(one.shadowRoot);
  for (const name of ["aria-label", "title", "placeholder", "alt"]) {
    if (one.hasAttribute(name)) found.push(one.getAttribute(name)); } } };
  walk(document); return found; }"""
MARKS = re.compile(r"[*`\\]|:material|(?<!\w)_|_(?!\w)")
EMOJI = re.compile("[\u2600-\u27bf\u25b6\ufe0f\U0001f000-\U0001faff]")
PATHS = (
    "lab?ask=Why%3F",
    "lab?arms=in_window&vary=practice.repeats:[1,2]&ask=Why%3F",
    *(f"learn?part={part}" for part in ("concepts", "glossary", "model", "equations", "claims")),
    *(f"teach?part={part}&teach=1" for part in ("plans", "links", "note", "keys")),
    "runs",
)


def check(page):
    names = page.evaluate(NAMES)
    assert len(names) > 1 and [one for one in names if MARKS.search(one)] == []
    assert EMOJI.findall(page.locator("body").inner_text()) == []


@pytest.mark.parametrize("path", PATHS)
def test_a_page_as_it_opens(server, tab, path):
    tab.goto(f"{server}/{path}")
    tab.get_by_role("button", name=text.KEYS_BUTTON).wait_for(timeout=WAIT_MS)  # drawn last
    idle(tab)
    check(tab)


def test_questions_of_start_and_of_a_lesson(server, tab):
    tab.goto(server)
    press(tab, start_text.GUESS)
    tab.get_by_role("radiogroup", name=re.compile("^After 30 model days")).wait_for()
    check(tab)
    tab.goto(f"{server}/lessons?lesson=L2")
    press(tab, lesson_text.NEXT)
    tab.get_by_role("radiogroup").first.wait_for(timeout=WAIT_MS)
    check(tab)


def test_the_sign_of_the_tab_is_our_own(server, tab):
    tab.goto(server)
    tab.get_by_role("button", name=start_text.GUESS).wait_for(timeout=WAIT_MS)
    sign = tab.locator("link[rel='shortcut icon']").get_attribute("href")
    assert sign.startswith("data:image/svg+xml;base64,")
