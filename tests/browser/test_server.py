"""The server in a browser: a whole page at any first request, headers, no foreign script."""

from __future__ import annotations

import re
import urllib.request
from urllib.error import HTTPError
from urllib.parse import quote

import pytest

from sim.plots.words import DISCLAIMER
from sim.ui import text
from sim.ui.text import start_text
from tests.browser.driving import WAIT_MS, Server, idle, lab, wait_for_result

PAGES = ("", "lessons", "lab", "learn", "teach", "runs")
ATTACK = (
    "<script>window.hit = 1</script><img src=x onerror='window.hit = 1'>"
    "<iframe srcdoc='<script>parent.hit = 1</script>'></iframe>[x](javascript:window.hit=1)"
)


def reply(address: str):
    with urllib.request.urlopen(address, timeout=10) as found:
        return found.status, {name.lower(): value for name, value in found.headers.items()}


def test_a_deep_link_as_the_first_request_of_a_server_shows_the_whole_page(tab):
    fresh = Server(["sim", "app", "--no-browser"], "--port")
    try:
        tab.goto(fresh.address + lab(seeds=1))
        for path in PAGES:
            title = text.PAGES[path or "start"]
            tab.get_by_role("link", name=title, exact=True).wait_for(timeout=WAIT_MS)
        tab.get_by_text(DISCLAIMER).wait_for(timeout=WAIT_MS)
        wait_for_result(tab)
        assert tab.title().startswith(text.PAGES["lab"]) and tab.title().endswith(text.TITLE)
    finally:
        fresh.stop()


def test_the_file_app_py_can_be_run_by_streamlit_itself(tab):
    plain = Server(
        [
            "streamlit",
            "run",
            "app.py",
            "--server.headless",
            "true",
            "--browser.gatherUsageStats",
            "false",
        ],
        "--server.port",
    )
    try:
        tab.goto(plain.address)
        tab.get_by_role("button", name=start_text.GUESS).wait_for(timeout=WAIT_MS)
        tab.get_by_role("link", name=text.PAGES["lab"], exact=True).wait_for()
    finally:
        plain.stop()


def test_below_a_path_that_has_the_name_of_a_page_nothing_is_asked_for_that_is_not_there(
    tab, tmp_path
):
    """The fixture notes every answer above 399."""
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "config.toml").write_text('[server]\nbaseUrlPath = "lab"\n')
    below = Server(["sim", "app", "--no-browser"], "--port", tmp_path, base="/lab")
    try:
        for path in ("/", "/lab", "/runs"):
            opened(tab, below.address + path)
    finally:
        below.stop()


def opened(tab, address):
    """Open an address, and wait until the page is drawn."""
    tab.goto(address)
    tab.get_by_text(DISCLAIMER).wait_for(timeout=WAIT_MS)
    idle(tab)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_a_policy_and_is_not_guessed_at(server, path):
    status, headers = reply(f"{server}/{path}")
    policy = headers["content-security-policy"]
    script = next(part for part in policy.split(";") if part.strip().startswith("script-src"))
    assert status == 200 and "'self'" in script
    assert not re.search(r"'unsafe-|\*|https?:", script)
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_numbers_about_other_sessions_are_not_handed_out(server):
    for path in ("/_stcore/metrics", "/_stcore/metrics/"):
        with pytest.raises(HTTPError) as error:
            reply(server + path)
        assert error.value.code == 404


@pytest.mark.parametrize(
    "path",
    [
        "lab?ask={attack}",
        "lab?preset={attack}&set={attack}:1&arms={attack}&{attack}=2",
        "lessons?lesson={attack}&step={attack}",
        "learn?part={attack}&term={attack}",
        "teach?part={attack}&lesson={attack}",
    ],
)
def test_markup_in_an_address_runs_nothing_and_becomes_no_element(server, tab, path):
    tab.goto(f"{server}/{path.replace('{attack}', quote(ATTACK))}")
    tab.get_by_text(DISCLAIMER).wait_for(timeout=WAIT_MS)
    idle(tab)
    assert tab.evaluate("() => window.hit") is None
    assert tab.locator("iframe[srcdoc], img[onerror], a[href^='javascript']").count() == 0
    assert tab.get_by_test_id("stException").count() == 0
