"""What is read out where a question is asked has no marks of Markdown, and the tab has our sign."""

from __future__ import annotations

import re

from sim.ui.text import lesson_text, start_text
from tests.browser.driving import WAIT_MS, names_with_marks, press


def test_questions_of_start_and_of_a_lesson_and_the_sign_of_the_tab(server, tab):
    tab.goto(server)
    press(tab, start_text.GUESS)
    tab.get_by_role("radiogroup", name=re.compile("^After 30 model days")).wait_for()
    assert names_with_marks(tab) == []
    sign = tab.locator("link[rel='shortcut icon']").get_attribute("href")
    assert sign.startswith("data:image/svg+xml;base64,")
    tab.goto(f"{server}/lessons?lesson=L2")
    press(tab, lesson_text.NEXT)
    tab.get_by_role("radiogroup").first.wait_for(timeout=WAIT_MS)
    assert names_with_marks(tab) == []
