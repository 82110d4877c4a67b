"""How long a visitor waits: the budgets of the page, measured in a real Chromium.

    python -m benchmarks.page                     # everything, about five minutes
    python -m benchmarks.page --only drag,tab     # some of it
    python -m benchmarks.page --write             # and put the table into docs/app.md
    python -m benchmarks.page --check             # end with 1 if a budget is missed by half,
                                                  # but for those of KNOWN_MISSES

Every row is the wait as seen in the browser, from the press to the picture: 95th percentile of some
repetitions on a warm server, except where the row says cold. A machine that does other things at
the same time makes all of them longer.
"""

from __future__ import annotations

import argparse
import shutil
import sys

from playwright.sync_api import Page, sync_playwright

from benchmarks.app_server import server
from benchmarks.pages import replace_part
from benchmarks.waits import CASES, Row, cold, warmed

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
    "--disable-component-update",
    "--disable-background-networking",
]

# Missed by more than half on two cores of a cloud machine, which docs/app.md says. One that holds
# again is taken off this list.
KNOWN_MISSES = ("tab", "slider", "dots", "compare")


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", default="", help=f"some of: {', '.join(CASES)}")
    parser.add_argument("--write", action="store_true", help="put the table into docs/app.md")
    parser.add_argument(
        "--check", action="store_true", help="end with 1 if a budget is missed by half"
    )
    parser.add_argument("--times", type=int, default=10, help="repetitions of the quick ones")
    asked = parser.parse_args()
    names = [name for name in asked.only.split(",") if name] or list(CASES)
    unknown = [name for name in names if name not in CASES]
    if unknown:
        parser.error(f"--only: {', '.join(unknown)}; allowed: {', '.join(CASES)}")
    rows, missed = [], []
    with sync_playwright() as drive:
        chromium = drive.chromium.launch(executable_path=chromium_path(), args=QUIET)

        def open_tab() -> Page:
            return chromium.new_context(viewport={"width": 1366, "height": 768}).new_page()

        if "cold" in names:
            rows += cold(open_tab)
            missed += [row.name for row in rows if row.is_missed_by_half]
        with server() as app:
            warmed(open_tab(), app.address)
            for name in names:
                if name != "cold":
                    rows.append(CASES[name](open_tab, app.address, asked.times))
                    sys.stderr.write(rows[-1].text() + "\n")
                    if rows[-1].is_missed_by_half and name not in KNOWN_MISSES:
                        missed.append(rows[-1].name)
        chromium.close()
    table = _table(rows)
    sys.stdout.write(table + "\n")
    if asked.write:
        replace_part("app.md", "waits", table)
    if asked.check and missed:
        raise SystemExit(f"missed by more than half: {'; '.join(missed)}")


def chromium_path() -> str:
    """Return the path of the Chromium on this machine; ends the program without one."""
    path = (
        shutil.which("chromium")
        or shutil.which("chromium-browser")
        or shutil.which("google-chrome")
    )
    if path is None:
        raise SystemExit("no Chromium on the path; install one and try again")
    return path


def _table(rows: list[Row]) -> str:
    head = [
        "| wait | budget (s) | median (s) | p95 (s) | times | held |",
        "|---|---:|---:|---:|---:|---|",
    ]
    return "\n".join([*head, *(row.text() for row in rows)])


if __name__ == "__main__":
    main()
