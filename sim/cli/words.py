"""Output of the commands: tables, numbers and JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import typer

from sim.errors import ResultError
from sim.export.escape import strict


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
    """Print data as JSON."""
    typer.echo(json.dumps(strict(value), ensure_ascii=False, indent=2, allow_nan=False))


def check_file_writable(path: Path, endings: tuple[str, ...]) -> None:
    """Raise `ResultError` if a file could not be written, before hours of work are lost.

    Parameters
    ----------
    path : Path
    endings : tuple of str
        Endings the file may have, the usual one first.
    """
    try:
        if path.is_dir():
            raise ResultError(f"{path}: is a folder; give the name of a file")
        if path.suffix.lower() not in endings:
            found = f"ends in '{path.suffix}'" if path.suffix else "has no ending"
            meant = path.with_suffix(endings[0]).name
            raise ResultError(f"{path}: {found}; allowed: {' or '.join(endings)}; "
                              f"did you mean {meant}")
        partial = path.with_name(path.name + ".part")
        partial.touch()
        partial.unlink()
    except (OSError, ValueError) as error:
        raise _unwritable(path, error) from error


def write_text(path: Path, text: str) -> None:
    """Write a text file, complete or not at all; raises `ResultError`."""
    write_bytes(path, text.encode())


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file, complete or not at all; raises `ResultError`."""
    partial = path.with_name(path.name + ".part")
    try:
        partial.write_bytes(content)
        partial.replace(path)
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: Exception) -> ResultError:
    reason = getattr(error, "strerror", None) or str(error)
    return ResultError(f"{path}: can not be written ({reason}); choose another folder")
