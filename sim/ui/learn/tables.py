"""Real HTML tables with a head, from rows of text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import streamlit as st

from sim.phrases import MODEL_DAY, with_unit
from sim.scenario.declared import declared, range_of, source_of
from sim.ui import text
from sim.ui.text import learn_text

_SEARCHED = ("label", "path", "help", "unit", "source")


def draw(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Draw a table; cells are Markdown."""
    cells = list(rows)
    st.table(
        {name: [row[place] for row in cells] for place, name in enumerate(columns)},
        border="horizontal",
        hide_index=True,
    )


@cache
def parameters() -> tuple[dict[str, Any], ...]:
    """Return every declared parameter, as `sim.scenario.declared` tells it."""
    return tuple(declared())


def found(wanted: str, rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the parameters with all words of a search in their name, path, help, unit, source."""
    sought = wanted.lower().split()
    return [
        row
        for row in rows
        if all(one in " ".join(str(row[part]) for part in _SEARCHED).lower() for one in sought)
    ]


def of_parameters(rows: Iterable[dict[str, Any]]) -> None:
    """Draw parameters with default, range, unit and source."""
    draw(
        learn_text.PARAMETER_COLUMNS,
        [(f"{name(row)}  \n{text.plain(row['help'] or '')}", _default(row)) for row in rows],
    )


def name(row: dict[str, Any]) -> str:
    """Return the name of a parameter, with the path that files and addresses have for it."""
    return f"**{text.plain(row['label'])}** (`{row['path']}`)"


def default(row: dict[str, Any]) -> str:
    """Return the default of a parameter in words, as Markdown."""
    value = row["default"]
    said = row["words"].get(value) if isinstance(value, str) else with_unit(value, row["unit"])
    return text.plain(said or str(value))


def _default(row: dict[str, Any]) -> str:
    """Return default, range and source of a parameter; few columns, for a phone shows them all."""
    limits = range_of(row)
    if limits:
        unit = row["unit"]
        limits = text.plain(f"days {limits}" if unit == MODEL_DAY else f"{limits} {unit}".rstrip())
    told = default(row) + (f" ({limits})" if limits else "")
    parts = (learn_text.BY_HAND if row["hand_set"] else "", text.plain(source_of(row)))
    return f"{told}  \n{' '.join(part for part in parts if part)}"
