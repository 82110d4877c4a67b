"""Tables as CSV and JSON: of a view, and of every measure of every run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from sim.export.escape import table_cell, table_comment
from sim.export.json_text import to_json
from sim.export.stamp import Arms, Stamp
from sim.many import measured
from sim.measures import by_name
from sim.plots import Picture, table
from sim.scenario import Scenario

READ_TABLE = 'Read with pandas.read_csv(file, comment="#")'
READ_SHEET = (
    "Where spreadsheets write a decimal comma: import as text, with comma as separator "
    "and English as language"
)

COLUMNS = ("arm", "arm_id", "seed", "measure", "unit", "day", "value")


def view_csv(stamp: Stamp, view: Picture) -> bytes:
    """Return the numbers of a view as CSV below comment lines."""
    return _csv(stamp, *table(view), lead=(view.title, view.what, view.leaves_out))


def view_json(stamp: Stamp, view: Picture) -> bytes:
    """Return the numbers of a view as JSON."""
    header, rows = table(view)
    about = {key: getattr(view, key) for key in ("id", "title", "what", "leaves_out", "alt")}
    return to_json({"stamp": stamp.data(), "view": about, "columns": header, "rows": rows})


def measures_csv(stamp: Stamp, scenario: Scenario, arms: Arms) -> bytes:
    """Return every measure of every run as CSV, one value a row; no day means the whole run."""
    return _csv(stamp, COLUMNS, _measures(arms))


def measures_json(stamp: Stamp, scenario: Scenario, arms: Arms) -> bytes:
    """Return the same as `measures_csv` as JSON."""
    return to_json({"stamp": stamp.data(), "columns": COLUMNS, "rows": list(_measures(arms))})


def _measures(arms: Arms) -> Iterable[tuple[Any, ...]]:
    for label, results in arms.items():
        for run in results:
            for name, day, value in zip(*measured(run), strict=True):
                yield (label, run.arm, run.seed, name, by_name(name).unit, day, value)


def _csv(
    stamp: Stamp, header: Sequence[str], rows: Iterable[Sequence[Any]], lead: Sequence[str] = ()
) -> bytes:
    """Return comment lines and rows; texts are in quotes, so that ``#`` in them is no comment."""
    out = io.StringIO()
    lines = [
        *lead,
        *(f"{name}: {text}" for name, text in stamp.rows()),
        READ_TABLE,
        READ_SHEET,
    ]
    for line in lines:
        out.write(f"# {table_comment(line)}\n")
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    writer.writerow([table_cell(name) for name in header])
    for row in rows:
        # A missing number is an empty cell.
        writer.writerow(
            ["" if value is None or value != value else table_cell(value) for value in row]
        )
    return out.getvalue().encode("utf-8-sig")  # without the mark Excel mistakes characters
