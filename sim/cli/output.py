"""Output of the commands: tables, numbers and JSON."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import typer

from sim.errors import ResultError
from sim.export.json_text import strict
from sim.files import check_writable


def number(value: float) -> str:
    """Return a value as a short text; a missing one as a dash."""
    return "-" if math.isnan(value) else f"{value:.3g}"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return text columns under a header."""
    lines = [tuple(header), *(tuple(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(header))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def say_json(value: Any) -> None:
    """Print data as JSON, which is UTF-8: where output is something else, in ASCII."""
    is_utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    typer.echo(json.dumps(strict(value), ensure_ascii=not is_utf8, indent=2, allow_nan=False))


def check_file_writable(path: Path, endings: tuple[str, ...]) -> None:
    """Raise `ResultError` if a file could not be written, before hours of work are lost.

    Parameters
    ----------
    path : Path
    endings : tuple of str
        Endings the file may have, the usual one first.
    """
    if not path.is_dir() and path.suffix.lower() not in endings:
        found = f"ends in '{path.suffix}'" if path.suffix else "has no ending"
        meant = path.with_suffix(endings[0]).name
        raise ResultError(f"{path}: {found}; allowed: {' or '.join(endings)}; did you mean {meant}")
    check_writable(path)
