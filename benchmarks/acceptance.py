"""Write the table of acceptance tests of docs/science.md.

plasticity-lab verify --seeds 0:20 --json > claims.json
python benchmarks/acceptance.py claims.json
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.pages import replace_part


def rows(report: dict) -> list[str]:
    """Return the lines of the table: one for each test, its claims in turn."""
    by_test: dict[str, list[tuple[str, dict]]] = defaultdict(list)
    for scenario in report["scenarios"]:
        for claim in scenario["claims"]:
            if claim["test"]:
                by_test[claim["test"]].append((scenario["id"], claim))
    lines = ["| test | | preset | claim: median (quartiles), seeds |", "|---|---|---|---|"]
    for test in sorted(by_test):
        claims = by_test[test]
        verdict = "holds" if all(claim["passed"] for _, claim in claims) else "**fails**"
        presets = ", ".join(f"`{id}`" for id in dict.fromkeys(id for id, _ in claims))
        lines.append(f"| {test} | {verdict} | {presets} | {'<br>'.join(map(cell, claims))} |")
    return lines


def cell(entry: tuple[str, dict]) -> str:
    """Return a claim with its result."""
    claim = entry[1]
    spread = " to ".join(f"{end:.3g}" for end in claim["spread"])
    mark = "" if claim["passed"] else "**Fails**: "
    return f"{mark}{claim['text']} {claim['median']:.3g} ({spread}), {claim['n_seeds']}"


def main() -> None:
    """Read the claims and replace the table of the page."""
    report = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    replace_part("science.md", "acceptance", "\n".join(rows(report)))


if __name__ == "__main__":
    main()
