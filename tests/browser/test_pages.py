"""Every page as it opens: whole, no wider than the screen, and with nothing for axe-core to find.

What the content policy refuses, what is not there and requests outside fail in the fixture of the
tab. One visit serves all questions: the page turns dark with the system, has the same elements, and
is then asked for its colours alone.
"""

from __future__ import annotations

import re

import pytest

from sim.plots.words import DISCLAIMER
from tests.browser.driving import (
    COLOURS_CHANGE_MS,
    LAPTOP,
    PHONE,
    TABLET,
    WAIT_MS,
    dark_violations,
    idle,
    names_with_marks,
    tab_to,
    violations,
    wait_for_result,
    wait_until_it_fits,
)

MAIN = ("", "lessons", "lessons?lesson=L4", "learn?part=concepts", "teach", "runs")
PATHS = (
    *MAIN,
    "lessons?lesson=L10",
    "lab",
    "lab?ask=Why%3F",
    "lab?arms=in_window&seeds=1&vary=practice.repeats:[1,2,3]",
    "lab?arms=in_window&vary=practice.repeats:[1,2]&ask=Why%3F",
    *(f"learn?part={part}" for part in ("glossary", "model", "equations", "claims")),
    *(f"teach?part={part}&teach=1" for part in ("plans", "links", "class", "note", "keys")),
    "board",
    "join",
)
# Start and the Lab are asked for their colours on the way through, in `test_accessibility.py`.
DARK = [path for path in PATHS if path and not path.startswith("lab")]
ALONG = ("", "lab", "lessons?lesson=L4", "runs")  # led through by Tab and back, without a trap
EMOJI = re.compile("[\u2600-\u27bf\u25b6\ufe0f\U0001f000-\U0001faff]")


def visit(page, address):
    """Open an address, and wait until all of it is there."""
    page.goto(address)
    page.get_by_text(DISCLAIMER).wait_for(timeout=WAIT_MS)
    if address.endswith("/lab"):
        wait_for_result(page)
    idle(page)


@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_whole_fits_and_can_be_read_by_everybody_light_or_dark(server, tab, path):
    visit(tab, f"{server}/{path}")
    assert tab.get_by_test_id("stException").count() == 0
    assert names_with_marks(tab) == []
    assert EMOJI.findall(tab.locator("body").inner_text()) == []  # needs no emoji font
    sign = tab.locator("link[rel='shortcut icon']").get_attribute("href")
    assert sign.startswith("data:image/svg+xml;base64,")
    tab.mouse.move(0, 0)  # no help text of Streamlit's own hangs over the page
    assert violations(tab) == []
    if path in ALONG:
        tab_to(tab, tab.get_by_role("button", name="Keys"))
        tab_to(tab, tab.get_by_role("link", name="Start", exact=True), key="Shift+Tab")
    for size in (LAPTOP, TABLET, PHONE):
        tab.set_viewport_size(size)
        wait_until_it_fits(tab)
    if path in MAIN:
        tab.wait_for_timeout(COLOURS_CHANGE_MS)
        assert violations(tab) == []
    if path in DARK:
        for size in (PHONE, LAPTOP) if path in MAIN else (LAPTOP,):
            tab.set_viewport_size(size)
            assert dark_violations(tab) == []
