"""Real HTML tables with a head, from rows of text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import streamlit as st

from sim.scenario.declared import declared, range_of, shown, source_of
from sim.ui import text
from sim.ui.text import learn as words


def draw(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Draw a table; cells are Markdown."""
    cells = list(rows)
    st.table({name: [row[place] for row in cells] for place, name in enumerate(columns)},
             border="horizontal", hide_index=True)


@cache
def parameters() -> tuple[dict[str, Any], ...]:
    """Return every declared parameter, as `sim.scenario.declared` tells it."""
    return tuple(declared())


def found(wanted: str, rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the parameters with all words of a search in their path, help, unit or source."""
    sought = wanted.lower().split()
    return [row for row in rows
            if all(one in f"{row['path']} {row['help']} {row['unit']} {row['source']}".lower()
                   for one in sought)]  # fmt: skip


def of_parameters(rows: Iterable[dict[str, Any]]) -> None:
    """Draw parameters with default, range, unit and source."""
    draw(words.PARAMETER_COLUMNS, [
        (f"`{row['path']}`  \n{text.plain(row['help'] or '')}", _default(row)) for row in rows])


def with_unit(value: str, row: dict[str, Any]) -> str:
    """Return a printed value with the unit of its parameter, as Markdown."""
    return text.plain(f"{value} {row['unit']}".strip() if value else "")


def _default(row: dict[str, Any]) -> str:
    """Return default, range and source of a parameter; few columns, for a phone shows them all."""
    limits = with_unit(range_of(row), row)
    told = with_unit(shown(row["default"]), row) + (f" ({limits})" if limits else "")
    parts = (words.BY_HAND if row["hand_set"] else "", text.plain(source_of(row)))
    return f"{told}  \n{' '.join(part for part in parts if part)}"
