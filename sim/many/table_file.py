"""A table on disk that grows while runs end, so that no memory holds it."""

from __future__ import annotations

import csv
import io
import math
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from sim.files import reported, whole_file


class TableFile:
    """A CSV file with the rows of many runs.

    While runs end, their rows stand one run after another in ``NAME.part-PROCESS.csv`` beside it.
    `finish` puts them in order into the file and removes the other; if it is not called, what has
    been collected stays there.

    Parameters
    ----------
    path : Path
    columns : sequence of str

    Raises
    ------
    ResultError
        From every method, if the disk is full or the folder cannot be written.
    """

    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        self.path = path
        self.part = path.with_name(f"{path.stem}.part-{os.getpid()}{path.suffix}")
        self._places: dict[int, tuple[int, int]] = {}  # run -> first byte of its rows, their length
        with reported(self.part):
            self._file = self.part.open("w+b")
            self._header = _lines([columns])
            self._file.write(self._header)

    def __enter__(self) -> TableFile:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def add(self, number: int, rows: Iterable[Sequence[Any]]) -> None:
        """Append the rows of a run; a value that is missing (NaN) is left empty."""
        lines = _lines(rows)
        with reported(self.part):
            self._places[number] = self._file.seek(0, io.SEEK_END), len(lines)
            self._file.write(lines)
            self._file.flush()

    def finish(self) -> None:
        """Write the file with the runs in the order of their numbers."""
        with whole_file(self.path) as file:
            file.write(self._header)
            for _, (first, length) in sorted(self._places.items()):
                self._file.seek(first)
                file.write(self._file.read(length))
        self._file.close()
        self.part.unlink()


def _lines(rows: Iterable[Sequence[Any]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(
        ["" if isinstance(cell, float) and math.isnan(cell) else cell for cell in row]
        for row in rows
    )
    return text.getvalue().encode()
