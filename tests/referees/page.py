"""The page of validation as text: tables of rows between `tests.referees.words`."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from .catalogue import Case
from .rows import Row, show
from .words import DISAGREES, HEAD, OPTIONS

COLUMNS = "| case | what | our number | theirs | difference | tolerance | why |"
RULE = "|---|---|---|---|---|---|---|"


def line(row: Row) -> str:
    """Return one line of the table."""
    if row.how == "identical":
        difference, tolerance = f"{row.difference:g} spikes", "identical"
    elif row.how == "band":
        difference, tolerance = f"{row.difference:.2g} outside", "in the band"
    else:
        difference, tolerance = f"{row.difference:.2g}", f"{row.tolerance:.2g}"
        difference += " at most" if row.how == "largest" else ""
    if not row.holds():
        difference = f"**{difference}, fails**"
    theirs = f"{show(row.theirs)} ({row.referee})"
    cells = (row.case, row.what, show(row.ours), theirs, difference, tolerance, row.why)
    return "| " + " | ".join(cells) + " |"


def page(measured: list[tuple[Case, list[Row]]]) -> str:
    """Return the text of the page."""
    rows = [row for _, part in measured for row in part]
    held = sum(row.holds() for row in rows)
    parts = [HEAD, f"## Results\n\n{held} of {len(rows)} rows hold.\n"]
    for topic in dict.fromkeys(case.topic for case, _ in measured):
        lines = [line(row) for case, part in measured if case.topic == topic for row in part]
        parts.append("\n".join([f"### {topic}\n", COLUMNS, RULE, *lines, ""]))
    return "\n".join([*parts, DISAGREES, OPTIONS, foot()])


def foot() -> str:
    """Return the versions that were used."""
    found = []
    for title, name in (
        ("numpy", "numpy"),
        ("numba", "numba"),
        ("Brian2", "brian2"),
        ("NEST", "nest-simulator"),
    ):
        try:
            found.append(f"{title} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{title} not installed")
    return f"---\n\nMeasured with {', '.join(found)}.\n"
