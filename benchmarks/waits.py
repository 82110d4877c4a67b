"""The waits that `benchmarks.page` measures: what is pressed, and what has to be seen then."""

from __future__ import annotations

import random
import re
import tempfile
import time
from collections.abc import Callable
from typing import NamedTuple

from playwright.sync_api import Locator, Page

from benchmarks.app_server import server

WAIT_MS = 300_000
RESULT = re.compile(r"the cue leads to B in \d")
IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
# From an event of the pointer or the slider to the end of the next frame, in ms, inside the page.
WATCH = """() => {
  window.echo_ms = [];
  const timeEcho = () => {
    const began = performance.now();
    requestAnimationFrame(() => setTimeout(() => window.echo_ms.push(performance.now() - began)));
  };
  window.addEventListener("pointermove", (event) => event.buttons && timeEcho(), true);
  window.addEventListener("input", timeEcho, true);
}"""
# Counts the scripts of the server that have ended, each with the time to draw its outcome.
COUNT = f"""() => {{
  window.ends = 0;
  window.seen?.disconnect();
  window.seen = new MutationObserver(() => document.querySelector("{IDLE}")
    && setTimeout(() => {{ window.ends += 1; }}, 16));
  window.seen.observe(document.body, {{ subtree: true, attributes: true,
    attributeFilter: ["data-test-script-state"] }});
}}"""
# The page names neither a changed setting nor an old result.
FRESH = """() => !/Settings changed|is from before the last change/.test(document.body.innerText)"""
FRAMES = """async () => {
  const times = [];
  let before = performance.now();
  while (times.length < 120) {
    await new Promise((done) => requestAnimationFrame(done));
    times.push(performance.now() - before);
    before = performance.now();
  }
  return times;
}"""


class Row(NamedTuple):
    """One wait: how long it may be at most, and how long it was, in seconds."""

    name: str
    budget_s: float
    waits_s: list[float]

    @property
    def is_missed_by_half(self) -> bool:
        """Whether the wait is longer than one and a half times its budget."""
        return self.p95_s > 1.5 * self.budget_s

    @property
    def p95_s(self) -> float:
        """The 95th percentile; the largest of fewer than twenty."""
        ordered = sorted(self.waits_s)
        return ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]

    def text(self) -> str:
        """Return the row of a Markdown table."""
        ordered = sorted(self.waits_s)
        held = "yes" if self.p95_s <= self.budget_s else "**no**"
        return (
            f"| {self.name} | {self.budget_s:g} | {ordered[len(ordered) // 2]:.2f} | "
            f"{self.p95_s:.2f} | {len(ordered)} | {held} |"
        )


def warmed(tab: Page, address: str) -> None:
    """See the first result once, so that everything is loaded."""
    tab.goto(f"{address}/lab")
    tab.get_by_text(RESULT).first.wait_for(timeout=WAIT_MS)
    _idle(tab)
    time.sleep(3.0)  # the fast code is loaded in the background
    tab.context.close()


def _idle(tab: Page) -> None:
    tab.wait_for_timeout(150)
    tab.locator(IDLE).wait_for(timeout=WAIT_MS)


def _wait(act: Callable[[], object], until: Callable[[], object]) -> float:
    began_s = time.perf_counter()
    act()
    until()
    return time.perf_counter() - began_s


def cold(open_tab: Callable[[], Page]) -> list[Row]:
    """From the start of the process to the first words, with the fast code on disk and without."""
    rows = []
    for name, budget_s, environment in (
        ("first words, cold server (from its start)", 8.0, {}),
        (
            "first result in the Lab, first start ever (compiles)",
            20.0,
            {"PLASTICITY_LAB_CACHE": tempfile.mkdtemp()},
        ),
    ):
        tab, began_s = open_tab(), time.perf_counter()
        with server(**environment) as app:
            if environment:
                tab.goto(f"{app.address}/lab?preset=practice_only&seeds=1")
                tab.get_by_text(RESULT).first.wait_for(timeout=WAIT_MS)
            else:
                tab.goto(app.address)
                tab.get_by_role("heading", level=1).first.wait_for(timeout=WAIT_MS)
            rows.append(Row(name, budget_s, [time.perf_counter() - began_s]))
        tab.context.close()
    return rows


def warm(open_tab, address: str, times: int) -> Row:
    """A new visitor on a warm server."""
    waits = []
    for _ in range(times):
        tab = open_tab()
        waits.append(
            _wait(
                lambda tab=tab: tab.goto(address),
                lambda tab=tab: tab.get_by_role("heading", level=1).first.wait_for(timeout=WAIT_MS),
            )
        )
        tab.context.close()
    return Row("first words, warm server", 2.0, waits)


def _lab(open_tab, address: str, query: str = "") -> Page:
    tab = open_tab()
    tab.goto(f"{address}/lab{query}")
    tab.get_by_text(RESULT).first.wait_for(timeout=WAIT_MS)
    _idle(tab)
    return tab


def drag(open_tab, address: str, times: int) -> Row:
    """A dose is dragged in the calendar."""
    tab = _lab(open_tab, address)
    return Row(
        "drag in the calendar (browser only)",
        0.1,
        _echoes(tab, tab.get_by_role("slider", name=re.compile("^Dose")).first),
    )


def scrub(open_tab, address: str, times: int) -> Row:
    """The player's slider is dragged."""
    tab = _lab(open_tab, address)
    return Row(
        "scrub (browser only)",
        0.1,
        _echoes(tab, tab.get_by_role("slider", name="Model day and time within its test")),
    )


def _echoes(tab: Page, grip: Locator) -> list[float]:
    """Return how long each of some moves of a pressed mouse took to be drawn, in seconds."""
    tab.evaluate(WATCH)
    box = grip.bounding_box()
    x, y = box["x"] + min(box["width"] / 2, 12), box["y"] + box["height"] / 2
    tab.mouse.move(x, y)
    tab.mouse.down()
    for step in range(40):
        tab.mouse.move(x + 5 * step, y)
        tab.wait_for_timeout(30)
    tab.mouse.up()
    tab.wait_for_timeout(200)
    return [ms / 1000 for ms in tab.evaluate("() => window.echo_ms")]


def play(open_tab, address: str, times: int) -> Row:
    """Frames while two networks play."""
    tab = _lab(open_tab, address)
    tab.get_by_role("button", name="Play", exact=True).click()
    return Row("play: time between frames", 0.1, [ms / 1000 for ms in tab.evaluate(FRAMES)])


def tabs(open_tab, address: str, times: int) -> Row:
    """Another tab of pictures is opened, until its first picture is drawn."""
    tab, waits = _lab(open_tab, address), []
    for name in (["Synapses", "Activity", "Drug & window", "More", "Answers"] * times)[: 2 * times]:
        picture = tab.get_by_role("tabpanel", name=name, exact=True).locator("canvas").first
        waits.append(_wait(tab.get_by_role("tab", name=name, exact=True).click, picture.wait_for))
        _idle(tab)
        tab.wait_for_timeout(300)
    return Row("another tab", 0.3, waits)


def _answered(tab: Page, act: Callable[[], object]) -> float:
    """Return the wait from an act to the end of the script that it starts, and one frame more."""
    tab.evaluate(COUNT)
    return _wait(act, lambda: tab.wait_for_function("() => window.ends > 0", timeout=WAIT_MS))


def slider(open_tab, address: str, times: int) -> Row:
    """A slider is moved by a key, until the page has answered."""
    tab, waits = _lab(open_tab, address), []
    knob = tab.get_by_role("slider", name=re.compile("^Practice a day"))
    for turn in range(times):
        key = "ArrowRight" if turn % 2 == 0 else "ArrowLeft"
        waits.append(_answered(tab, lambda key=key: knob.press(key)))
        tab.wait_for_timeout(300)
    return Row("slider echo", 0.3, waits)


def cached(open_tab, address: str, times: int) -> Row:
    """Run on settings that were run before."""
    tab, waits = _lab(open_tab, address), []
    for _ in range(times):
        tab.get_by_role("button", name=re.compile("^New luck")).click()
        tab.get_by_text("Settings changed").first.wait_for()
        _idle(tab)
        tab.get_by_role("button", name=re.compile("Undo")).click()
        tab.get_by_text("Settings changed").first.wait_for(state="detached")
        _idle(tab)
        waits.append(_answered(tab, lambda: _run(tab)))
    return Row("Run, settings that were run before", 0.5, waits)


def restarted(open_tab, _address: str, times: int) -> Row:
    """Run on settings that were run before the server was started anew."""
    seed, waits = random.randrange(10**6, 10**7), []
    with server(PLASTICITY_LAB_RUNS_MB="100") as app:
        tab = _lab(open_tab, app.address, f"?seed={seed}&seeds=5")
        _run(tab)
        tab.wait_for_function(FRESH, timeout=WAIT_MS)
        _idle(tab)
        tab.context.close()
    for _ in range(max(times // 3, 1)):
        with server(PLASTICITY_LAB_RUNS_MB="100") as app:
            tab = _lab(open_tab, app.address, f"?seed={seed}&seeds=1")
            _choose(tab, "Seeds (runs of each arm)", "5 seeds")
            waits.append(_answered(tab, lambda tab=tab: _run(tab)))
            tab.context.close()
    return Row("Run, settings that were run before a restart", 0.5, waits)


def _run(tab: Page) -> None:
    tab.get_by_role("button", name=re.compile("^(play_arrow )?Run")).first.click()


def _fresh(tab: Page) -> float:
    """Run with a new seed; return the wait for the result."""
    tab.get_by_role("button", name=re.compile("New luck")).click()
    tab.get_by_text("Settings changed").first.wait_for()
    _idle(tab)
    # Twenty looks a second: one at each frame makes the browser draw, on cores that the runs need.
    return _wait(
        lambda: _run(tab), lambda: tab.wait_for_function(FRESH, polling=50, timeout=WAIT_MS)
    )


def single(open_tab, address: str, times: int) -> Row:
    """One new run of one arm."""
    tab = _lab(open_tab, address, "?arms=in_window&seeds=1")
    return Row("new single run (30 model days)", 2.0, [_fresh(tab) for _ in range(times)])


def dots(open_tab, address: str, times: int) -> Row:
    """The first dots of a comparison over twenty new seeds."""
    tab, waits = _lab(open_tab, address, "?seeds=1"), []
    _choose(tab, "Seeds (runs of each arm)", "20 seeds")
    charts = tab.get_by_test_id("stEChartsChart")
    for _ in range(max(times // 3, 1)):
        tab.get_by_role("button", name=re.compile("New luck")).click()
        _idle(tab)
        number = charts.count()  # that of the last result; the one with the dots comes beside it
        waits.append(
            _wait(
                lambda: _run(tab),
                lambda number=number: charts.nth(number).wait_for(timeout=WAIT_MS),
            )
        )
        tab.get_by_role("button", name="Cancel", exact=True).click()
        tab.get_by_text(re.compile(r"partial: \d+ of 20 seeds")).wait_for(timeout=WAIT_MS)
        _idle(tab)
    return Row("first dots of a comparison, new settings", 2.0, waits)


def compare(open_tab, address: str, times: int) -> Row:
    """Two arms over twenty new seeds."""
    tab = _lab(open_tab, address, "?seeds=1")
    _choose(tab, "Seeds (runs of each arm)", "20 seeds")
    return Row("compare, 2 arms x 20 new seeds", 10.0, [_fresh(tab)])


def _choose(tab: Page, label: str, option: str) -> None:
    tab.get_by_role("combobox", name=re.compile(re.escape(label))).first.click()
    tab.get_by_role("option", name=option, exact=True).click()
    _idle(tab)


def sweep(open_tab, address: str, times: int) -> Row:
    """21 values x 10 seeds."""
    values = ",".join(str(value) for value in range(21))
    tab = open_tab()
    tab.goto(
        f"{address}/lab?preset=practice_only&arms=practice&seeds=10"
        f"&vary=practice.repeats:[{values}]"
    )
    wait = _wait(
        lambda: None,
        lambda: tab.get_by_text("What happens past the edge?").wait_for(timeout=WAIT_MS),
    )
    return Row("sweep of 210 new runs (12 model days)", 45.0, [wait])


def cancel(open_tab, address: str, times: int) -> Row:
    """Cancel in the middle of a comparison."""
    tab, waits = _lab(open_tab, address, "?seeds=1"), []
    _choose(tab, "Seeds (runs of each arm)", "20 seeds")
    for _ in range(max(times // 3, 1)):
        tab.get_by_role("button", name=re.compile("New luck")).click()
        _idle(tab)
        _run(tab)
        tab.get_by_text(re.compile("seed [2-9] of 20")).wait_for(timeout=WAIT_MS)
        stop = tab.get_by_role("button", name="Cancel", exact=True)
        waits.append(
            _wait(
                stop.click,
                lambda: tab.get_by_text(re.compile(r"partial: \d+ of 20 seeds")).wait_for(
                    timeout=WAIT_MS
                ),
            )
        )
    return Row("cancel, to the partial result", 1.0, waits)


CASES: dict[str, Callable] = {
    "cold": cold,
    "warm": warm,
    "drag": drag,
    "scrub": scrub,
    "play": play,
    "tab": tabs,
    "slider": slider,
    "cached": cached,
    "restarted": restarted,
    "single": single,
    "dots": dots,
    "compare": compare,
    "sweep": sweep,
    "cancel": cancel,
}
