"""How long one waits, with room for a busy machine; `benchmarks/page.py` measures exactly."""

from __future__ import annotations

import re
import statistics
import time

import pytest

from sim.ui import text
from sim.ui.text import lab_text, start_text
from tests.browser.driving import (
    OLD,
    RESULT,
    WAIT_MS,
    choose,
    grip,
    idle,
    lab,
    middle,
    press,
    run,
    wait_for_result,
)

pytestmark = pytest.mark.alone
# From a move of the pressed mouse to the end of the next picture with another calendar, in ms.
ECHOES = """() => {
  window.echo_ms = [];
  window.addEventListener("pointermove", (event) => {
    const began = performance.now();
    if (event.buttons) requestAnimationFrame(() => setTimeout(
      () => window.echo_ms.push(performance.now() - began)));
  }, true);
}"""


@pytest.fixture
def page(server, tab):
    """The Lab on a server that has loaded all it needs."""
    tab.goto(server + lab(seeds=1))
    wait_for_result(tab)
    return tab


def wait_s(act, until) -> float:
    began_s = time.monotonic()
    act()
    until()
    return time.monotonic() - began_s


def test_a_drag_is_seen_within_a_tenth_of_a_second_and_a_slider_is_answered_soon(page):
    a_drag_is_seen_at_once(page)
    idle(page)
    a_slider_is_answered_soon(page)


def a_drag_is_seen_at_once(page):
    page.evaluate(ECHOES)
    dose = grip(page, "^Dose, ")
    x, y = middle(dose)
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(30):
        page.mouse.move(x + 5 * step, y)
        page.wait_for_timeout(20)
    assert dose.get_attribute("aria-valuetext") != "day 2"  # while the button is still down
    page.mouse.up()
    echo_ms = page.evaluate("() => window.echo_ms")
    assert len(echo_ms) >= 10
    assert statistics.median(echo_ms) < 100.0


def a_slider_is_answered_soon(page):
    slider = grip(page, "^Practice a day")
    waits = []
    for key, repeats in (("ArrowLeft", "5"), ("ArrowLeft", "4"), ("ArrowLeft", "3")):
        waits.append(
            wait_s(
                lambda key=key: slider.press(key),
                lambda n=repeats: page.wait_for_url(
                    re.compile(f"practice.repeats%3A{n}"), timeout=WAIT_MS
                ),
            )
        )
        idle(page)
    assert statistics.median(waits) < 1.5


def slowdown() -> float:
    """Return how many times longer computing takes now than on a core that nobody else uses."""
    began_s, began_cpu_s = time.monotonic(), time.thread_time()
    while time.thread_time() - began_cpu_s < 0.1:
        pass
    return (time.monotonic() - began_s) / (time.thread_time() - began_cpu_s)


def waits_of_new_visitors_s(new_tab, address, first, budget_s) -> list[float]:
    """Return how long new visitors wait for what they see first, up to one who waits short enough.

    The clock is that of the page and starts as it is asked for: opening a tab is not a wait of a
    visitor. The budgets are for two quiet cores, so a wait on busier ones counts by what is left of
    them, measured before and after.
    """
    waits_s = []
    while len(waits_s) < 3 and not (waits_s and waits_s[-1] < budget_s):
        tab, before = new_tab(), slowdown()
        tab.goto(address, wait_until="commit")
        first(tab).wait_for(timeout=WAIT_MS)
        wait_s = tab.evaluate("performance.now()") / 1000.0
        waits_s.append(wait_s / statistics.mean((before, slowdown())))
    return waits_s


def test_a_stored_preset_and_first_words_are_there_soon(page, new_tab, server):
    waits_s = waits_of_new_visitors_s(
        new_tab, f"{server}/lab", lambda tab: tab.get_by_text(RESULT).first, budget_s=3.0
    )
    assert min(waits_s) < 3.0
    waits_s = waits_of_new_visitors_s(
        new_tab, server, lambda tab: tab.get_by_role("button", name=start_text.GUESS), budget_s=2.0
    )
    assert min(waits_s) < 2.0


def test_cancel_is_quick(page):
    choose(page, lab_text.SEEDS_LABEL, "20 seeds")
    page.get_by_text(OLD).wait_for()
    idle(page)
    waits = []
    while len(waits) < 2 and not (waits and waits[-1] < 2.0):
        press(page, lab_text.LUCK)  # so that no run is there already
        idle(page)
        run(page, wait=False)
        page.get_by_text(re.compile("seed [2-9] of 20")).wait_for(timeout=WAIT_MS)
        waits.append(
            wait_s(
                lambda: press(page, text.CANCEL),
                lambda: page.get_by_text(re.compile(r"partial: \d+ of 20 seeds")).wait_for(
                    timeout=WAIT_MS
                ),
            )
        )
    assert min(waits) < 2.0
