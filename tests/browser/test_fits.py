"""Every page opens without an error, and nothing is wider than the screen it is seen on.

What the content policy refuses, and requests outside, fail in the fixture of the tab.
"""

from __future__ import annotations

import pytest

from sim.plots.words import DISCLAIMER
from tests.browser.driving import LAPTOP, PHONE, TABLET, WAIT_MS, idle, room, wait_for_result

PATHS = (
    "",
    "lessons",
    "lessons?lesson=L4",
    "lab",
    "lab?arms=in_window&seeds=1&vary=practice.repeats:[1,2,3]",
    *(f"learn?part={part}" for part in ("concepts", "glossary", "model", "equations", "claims")),
    *(f"teach?part={part}&teach=1" for part in ("plans", "links", "note", "keys")),
    "runs",
)


@pytest.mark.parametrize("path", PATHS)
def test_a_page_opens_and_fits_laptop_tablet_and_phone(server, tab, path):
    tab.goto(f"{server}/{path}")
    tab.get_by_text(DISCLAIMER).wait_for(timeout=WAIT_MS)
    if path == "lab":
        wait_for_result(tab)
    idle(tab)
    assert tab.get_by_test_id("stException").count() == 0
    for size in (LAPTOP, TABLET, PHONE):
        tab.set_viewport_size(size)
        tab.wait_for_timeout(400)
        wide, most = room(tab)
        assert wide <= most + 1, f"at a width of {size['width']} px"
