"""Make the files that the README links before anything is installed: a picture and a replay.

    python -m benchmarks.first_screen     # writes docs/lab.png and docs/replay.html

A real Chromium takes the picture, of the first view of the Lab on a school laptop. Run it after a
change of what the Lab looks like, and after a new MODEL_VERSION.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.app_server import server
from benchmarks.page import QUIET, chromium_path
from benchmarks.waits import IDLE, RESULT, WAIT_MS

DOCS = Path(__file__).parents[1] / "docs"
PRESET = "practice_in_window"


def main() -> None:
    """Write both files."""
    subprocess.run(
        [sys.executable, "-m", "sim", "replay", PRESET, "--out", DOCS / "replay.html"], check=True
    )
    with sync_playwright() as drive, server() as app:
        chromium = drive.chromium.launch(executable_path=chromium_path(), args=QUIET)
        tab = chromium.new_page(viewport={"width": 1366, "height": 768})
        tab.goto(f"{app.address}/lab")
        tab.get_by_text(RESULT).first.wait_for(timeout=WAIT_MS)
        tab.locator(IDLE).wait_for(timeout=WAIT_MS)
        tab.wait_for_timeout(2000)  # charts draw themselves in
        tab.screenshot(path=DOCS / "lab.png")
        chromium.close()


if __name__ == "__main__":
    main()
