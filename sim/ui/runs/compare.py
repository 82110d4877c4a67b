"""Two runs side by side: what came out, and what of the settings differs."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from sim.ui import text
from sim.ui.runs import difference
from sim.ui.settings import widget_sync
from sim.ui.store.history import Item
from sim.ui.text import runs_text


def draw(items: Sequence[Item]) -> None:
    """Draw the choice of two runs and the table of what differs."""
    if len(items) < 2:
        st.info(runs_text.TWO_NEEDED)
        return
    known = {item.key: item for item in items}
    _settle(list(known))
    chosen = []
    columns = st.columns(2)
    for column, label, place in zip(
        columns, (runs_text.FIRST, runs_text.SECOND), _PLACES, strict=True
    ):
        with column:
            key = st.selectbox(
                label,
                list(known),
                key=place,
                format_func=lambda key: runs_text.choice(
                    known[key].name, known[key].run.when, known[key].run.done
                ),
            )
            chosen.append(known[key])
            st.markdown(f"**{runs_text.OUTCOME}** {text.plain(known[key].run.sentence)}")
    _table(*chosen)


_PLACES = ("runs first", "runs second")


def _settle(keys: list[str]) -> None:
    """Let both places hold a run that is still there: the one just chosen and the newest other."""
    chosen = st.session_state.pop("runs chosen", None)
    first, second = (st.session_state.get(place) for place in _PLACES)
    if chosen in keys:
        second, first = chosen, first if first != chosen else None
    second = second if second in keys else keys[0]
    if first not in keys:
        first = next(key for key in keys if key != second)
    for place, key in zip(_PLACES, (first, second), strict=True):
        widget_sync.show(place, key)


def _table(first: Item, second: Item) -> None:
    if first.key == second.key:
        st.info(runs_text.SAME_RUN)
        return
    for note in dict.fromkeys((*first.address().notes, *second.address().notes)):
        st.info(note)
    rows = difference.rows(first, second)
    if difference.is_other_version(first, second):
        st.warning(runs_text.OTHER_VERSIONS)
    if not rows:
        st.info(runs_text.NOTHING_DIFFERS)
        return
    st.table(
        {
            runs_text.WHAT_DIFFERS: [text.plain(row.label) for row in rows],
            runs_text.FIRST: [text.plain(row.first) for row in rows],
            runs_text.SECOND: [text.plain(row.second) for row in rows],
        },
        hide_index=True,
    )
