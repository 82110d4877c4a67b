"""Files that a browser really gets, and what is said when it gets none."""

from __future__ import annotations

import json

import pytest

from sim.ui.text import runs_text
from tests.browser.driving import WAIT_MS, Server, idle, lab, press, run, wait_for_result

PAGE = """
from sim.errors import ResultError
from sim.ui.components import downloads
from sim.ui.components.downloads import File

def fails():
    raise ResultError("these runs have networks of other sizes")

downloads.offer(File("Good", lambda: "right", "good.txt", "text/plain", "good"),
                File("Bad", fails, "bad.png", "image/png", "bad"))
"""


@pytest.fixture(scope="module")
def own_page(tmp_path_factory):
    folder = tmp_path_factory.mktemp("downloads")
    (folder / "page.py").write_text(PAGE, encoding="utf-8")
    one = Server(
        [
            "streamlit",
            "run",
            "page.py",
            "--server.headless",
            "true",
            "--server.address",
            "127.0.0.1",
            "--server.fileWatcherType",
            "none",
            "--browser.gatherUsageStats",
            "false",
        ],
        "--server.port",
        folder,
    )
    yield one.address
    one.stop()


def taken(tab, label):
    """Press a download and return the text of the file that comes."""
    with tab.expect_download(timeout=WAIT_MS) as coming:
        press(tab, label)
    return coming.value.path().read_text("utf-8")


def test_the_copy_for_another_machine_holds_what_is_kept(server, tab):
    tab.goto(f"{server}{lab(seeds=1)}")
    wait_for_result(tab)
    run(tab)
    tab.goto(f"{server}/runs")
    tab.get_by_text(runs_text.PARTS["files"], exact=True).click(timeout=WAIT_MS)
    tab.get_by_role("button", name=runs_text.DOWNLOAD_COPY).wait_for(timeout=WAIT_MS)
    idle(tab)
    held = json.loads(taken(tab, runs_text.DOWNLOAD_COPY))
    assert len(held["entries"]["runs"]) == 1
    assert "practice_in_window" in taken(tab, runs_text.HISTORY_CSV)


def test_a_file_that_fails_is_told_and_the_next_one_comes(own_page, tab):
    tab.goto(own_page)
    tab.get_by_role("button", name="Bad").click(timeout=WAIT_MS)
    told = tab.get_by_test_id("stAlert")
    told.get_by_text("networks of other sizes").wait_for(timeout=WAIT_MS)
    assert "No file was made: Bad" in told.inner_text()
    assert taken(tab, "Good") == "right"
    told.wait_for(state="detached", timeout=WAIT_MS)
    assert taken(tab, "Good") == "right"
