"""Real HTML tables with a head, from rows of text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

import streamlit as st

from sim.phrases import MODEL_DAY
from sim.scenario.declared import Declared, declared
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
def parameters() -> tuple[Declared, ...]:
    """Return every declared parameter, as `sim.scenario.declared` tells it."""
    return tuple(declared())


def found(search: str, rows: Iterable[Declared]) -> list[Declared]:
    """Return the parameters with all words of a search in their name, path, help, unit, source."""
    sought = search.lower().split()
    return [
        row
        for row in rows
        if all(
            word in " ".join(getattr(row.leaf, part) for part in _SEARCHED).lower()
            for word in sought
        )
    ]


def of_parameters(rows: Iterable[Declared]) -> None:
    """Draw parameters with default, range, unit and source."""
    draw(
        learn_text.PARAMETER_COLUMNS,
        [(f"{name(row)}  \n{text.plain(row.leaf.help)}", _default(row)) for row in rows],
    )


def name(row: Declared) -> str:
    """Return the name of a parameter, with the path that files and addresses have for it."""
    return f"**{text.plain(row.leaf.label)}** (`{row.leaf.path}`)"


def default(row: Declared) -> str:
    """Return the default of a parameter in words, as Markdown."""
    return text.plain(row.leaf.in_words(row.leaf.default))


def _default(row: Declared) -> str:
    """Return default, range and source of a parameter; few columns, for a phone shows them all."""
    limits = row.range_in_words
    if limits:
        unit = row.leaf.unit
        limits = text.plain(f"days {limits}" if unit == MODEL_DAY else f"{limits} {unit}".rstrip())
    line = default(row) + (f" ({limits})" if limits else "")
    parts = (learn_text.BY_HAND if row.leaf.is_hand_set else "", text.plain(row.leaf.precedent))
    return f"{line}  \n{' '.join(part for part in parts if part)}"
