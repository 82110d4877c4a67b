"""``python -m tests.referees [--check]``: measure every case; write the page, or only check."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from .catalogue import CASES
from .page import page

PAGE = Path(__file__).parents[2] / "docs" / "validation.md"


def main() -> int:
    """Measure, report rows that fail, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.referees", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing")
    check = parser.parse_args().check
    missing = sorted({case.needs for case in CASES if case.missing()})
    if missing and not check:
        print(f"the page needs {' and '.join(missing)}; nothing is written", file=sys.stderr)
        return 2
    measured, failed = [], 0
    for case in CASES:
        if case.missing():
            print(f"skipped, no {case.needs}: {case.claim}")
            continue
        began_s = time.perf_counter()
        rows = case.measure()
        measured.append((case, rows))
        bad = [row for row in rows if not row.holds()]
        failed += len(bad)
        print(
            f"{'FAILS' if bad else 'holds'} {time.perf_counter() - began_s:5.1f} s  {case.claim}",
            *bad,
            sep="\n      ",
            flush=True,
        )
    if not check:
        PAGE.write_text(page(measured), encoding="utf-8")
    if missing:
        print(f"not everything was compared: install {' and '.join(missing)}", file=sys.stderr)
    return 1 if failed else 2 if missing else 0


if __name__ == "__main__":
    raise SystemExit(main())
