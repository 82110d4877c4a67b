"""The lab notebook: six boxes about one run, in the words of the one who writes."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from sim.plots import answer_over_days
from sim.ui import navigation, text
from sim.ui.components import charts
from sim.ui.runs import difference, report
from sim.ui.settings import widget_sync
from sim.ui.store import history
from sim.ui.store.history import Item
from sim.ui.text import runs_text

_CHART_PX = 300


def draw(items: Sequence[Item]) -> None:
    """Draw what is filled in from the run, the boxes, and the report."""
    known = {item.key: item for item in items}
    chosen = st.session_state.pop("runs chosen", None)
    if chosen in known:
        st.session_state["runs written"] = chosen
    elif st.session_state.get("runs written") not in known:
        st.session_state.pop("runs written", None)
    key = st.selectbox(
        runs_text.CHOOSE,
        list(known),
        key="runs written",
        format_func=lambda key: runs_text.choice(
            known[key].name, known[key].run.when, known[key].run.done
        ),
    )
    item = known[key]
    _filled_in(item)
    with st.container(key="autosave_notebook"):
        for box, label in runs_text.BOXES.items():
            _box(item, box, label)
    st.caption(runs_text.SAVED)
    report.draw(item)


def _filled_in(item: Item) -> None:
    st.subheader(runs_text.FILLED_IN, anchor=False)
    st.markdown(text.plain(item.run.sentence))
    for note in item.address().notes:
        st.info(note)
    rows = difference.parameter_table(item)
    st.table(
        {
            runs_text.WHAT_DIFFERS: [text.plain(label) for label, _ in rows],
            runs_text.VALUE: [text.plain(value) for _, value in rows],
        },
        hide_index=True,
    )
    if (shown := report.results_of(item)) is not None:
        view = answer_over_days(shown.arms)
        st.markdown(f"**{text.plain(view.title)}**")
        charts.bare(view, key="runs picture", height_px=_CHART_PX)
    elif report.is_possible(item):
        st.caption(runs_text.NO_PICTURE)
    navigation.link("lab", runs_text.OPEN, item.query, icon=":material/experiment:")


def _box(item: Item, box: str, label: str) -> None:
    """Draw one box; what was written before, here or in another tab, stands in it."""
    key = f"{box} {item.key}"
    written = getattr(item.notes, box)
    widget_sync.show(key, written)
    st.text_area(
        label,
        written,
        key=key,
        max_chars=4000,
        placeholder=runs_text.HELP[box],
        height=100,
        on_change=lambda: history.note(item.key, **{box: st.session_state[key]}),
    )
