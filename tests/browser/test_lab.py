"""The app in a real browser: first result, another run, cancel, reload, phone, nothing outside."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.error import URLError
from urllib.parse import quote

import pytest

from sim.engine import run
from sim.plots.replay import replay_html

playwright = pytest.importorskip(
    "playwright.sync_api", reason="the Python package playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which(
    "google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium browser was found")

ROOT = Path(__file__).resolve().parents[2]
WAIT_MS = 60_000
_QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
          "--disable-component-update", "--disable-background-networking"]
RESULT = re.compile(r"the cue leads to B in \d")


@pytest.fixture(scope="module")
def server():
    """Address of the app, started as a visitor of the repository would start it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true",
         "--server.port", str(port), "--browser.gatherUsageStats", "false"],
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        end_s = time.monotonic() + WAIT_MS / 1000
        while not _answers(f"{address}/_stcore/health"):
            assert process.poll() is None and time.monotonic() < end_s, "the server did not start"
            time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=1) as reply:
            return reply.status == 200
    except (URLError, OSError):
        return False


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as drive:
        chromium = drive.chromium.launch(executable_path=CHROMIUM, args=_QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def tab(browser):
    """A tab of a school laptop; afterwards nothing may have gone wrong or outside in it."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page, outside, errors = context.new_page(), [], []
    page.on("request", lambda one: None if re.match(r"(http|ws)://127\.0\.0\.1|blob:|data:|file:",
                                                    one.url) else outside.append(one.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert outside == []
    assert errors == []


def small_address(server, small_set, **parts):
    sets = "&".join(f"set={quote(part)}" for part in small_set)
    more = "&".join(f"{name}={quote(str(value))}" for name, value in parts.items())
    return f"{server}/?preset=practice_in_window&{sets}&{more}"


def wait_for_result(page):
    page.get_by_text(RESULT).first.wait_for(timeout=WAIT_MS)
    idle(page)


def idle(page):
    """Wait until the script has ended and everything it sent is drawn."""
    page.wait_for_timeout(200)
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for(
        timeout=WAIT_MS)


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def test_visitor_changes_runs_cancels_and_reloads(server, tab, small_set):
    tab.goto(small_address(server, small_set, seeds=1))
    wait_for_result(tab)
    assert tab.get_by_text("Not medical or dosing advice").first.is_visible()

    tab.get_by_test_id("stSidebar").get_by_text("pattern A", exact=True).click()
    tab.get_by_text("Settings changed").wait_for()
    assert "practice.pattern%3AA" in tab.url
    press(tab, "Run")
    tab.get_by_text("Settings changed").wait_for(state="detached", timeout=WAIT_MS)
    wait_for_result(tab)

    tab.get_by_role("radio", name="20", exact=True).click()
    tab.get_by_text("Settings changed").wait_for()
    press(tab, "Run")
    tab.get_by_text(re.compile(r"seed [2-9] of 20, model day")).wait_for(timeout=WAIT_MS)
    began_s = time.monotonic()
    press(tab, "Cancel")
    tab.get_by_text(re.compile(r"partial: \d+ of 20 seeds")).wait_for(timeout=5000)
    assert time.monotonic() - began_s < 2.0  # the run itself stops sooner; this is what is seen
    tab.get_by_role("button", name="Cancel").wait_for(state="detached")

    tab.reload()
    wait_for_result(tab)
    assert "practice.pattern%3AA" in tab.url and "seeds=20" in tab.url
    chosen = tab.get_by_test_id("stSidebar").get_by_role("radio", name="pattern A")
    assert chosen.get_attribute("aria-checked") == "true"


def test_other_widgets_do_not_lose_a_run(server, tab, small_set):
    tab.goto(small_address(server, small_set, seeds=1, seed=40))
    wait_for_result(tab)
    tab.get_by_role("radio", name="10", exact=True).click()
    tab.get_by_text("Settings changed").wait_for()
    press(tab, "Run")
    tab.get_by_role("button", name="Cancel").wait_for()
    tab.get_by_role("tab", name="Rates").click()  # reruns the script in the middle of the run
    tab.get_by_text("Settings changed").wait_for(state="detached", timeout=WAIT_MS)
    tab.get_by_text("of 10 seeds").first.wait_for(timeout=WAIT_MS)
    assert tab.get_by_text("partial:").count() == 0


def test_everything_that_counts_is_above_the_fold(server, tab, small_set):
    tab.goto(small_address(server, small_set, seeds=1))
    wait_for_result(tab)
    sentence = tab.get_by_text(RESULT).first.bounding_box()
    run = tab.get_by_role("button", name="Run", exact=True).bounding_box()
    play = tab.get_by_role("button", name="Play", exact=True).bounding_box()
    pictures = tab.get_by_role("img", name=re.compile("Calendar of|network of"))
    assert pictures.count() == 3
    for box in (sentence, run, play, *(pictures.nth(place).bounding_box() for place in range(3))):
        assert box["y"] >= 0 and box["y"] + box["height"] <= 768


def test_nothing_is_wider_than_the_screen(server, tab, small_set):
    tab.goto(small_address(server, small_set, seeds=1))
    wait_for_result(tab)
    for width in (1366, 768, 390):
        tab.set_viewport_size({"width": width, "height": 800})
        tab.wait_for_timeout(500)
        wide, room = tab.evaluate(
            "() => { const main = document.querySelector('[data-testid=stMain]');"
            "return [main.scrollWidth, main.clientWidth]; }")
        assert wide <= room + 1, f"at a width of {width} px"


def test_charts_have_a_description(server, tab, small_set):
    tab.goto(small_address(server, small_set, seeds=1))
    wait_for_result(tab)
    for words in ("days of doses: 2", "network of", "spikes of", "cue leads to"):
        tab.get_by_role("img", name=words).first.wait_for(timeout=WAIT_MS)


def play_and_step(page):
    """Play for a while, pause, and go to the last test and back by keys."""
    slider = page.get_by_role("slider", name="Model day and time within its test")
    slider.wait_for(timeout=WAIT_MS)
    start = slider.get_attribute("aria-valuetext")
    assert start == "day 0, 0.0 s"
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_timeout(700)
    page.get_by_role("button", name="Pause", exact=True).click()
    assert slider.get_attribute("aria-valuetext") != start
    slider.focus()
    page.keyboard.press("End")
    assert slider.get_attribute("aria-valuetext") == "day 30, 0.0 s"
    page.keyboard.press("ArrowLeft")
    assert slider.get_attribute("aria-valuetext") == start
    page.keyboard.press("Space")
    page.get_by_role("button", name="Pause", exact=True).wait_for()
    page.keyboard.press("Space")


def test_networks_play_on_the_page_by_pointer_and_by_keys(server, tab, small_set):
    tab.goto(small_address(server, small_set, seeds=1))
    wait_for_result(tab)
    play_and_step(tab)
    pictures = tab.get_by_role("img", name=re.compile(r"network of \d+ cells with \d+ synapses"))
    assert pictures.count() == 2
    assert all(pictures.nth(place).bounding_box()["height"] > 150 for place in range(2))


def test_a_replay_file_plays_from_disk(tab, small, tmp_path):
    runs = {arm: run(small, arm=arm, seed=1) for arm in ("in_window", "late")}
    page = tmp_path / "replay.html"
    page.write_text(replay_html(small, runs), encoding="utf-8")
    problems = []
    tab.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    tab.route("file://**", lambda route: route.continue_())
    tab.goto(page.as_uri())
    play_and_step(tab)
    assert problems == []
