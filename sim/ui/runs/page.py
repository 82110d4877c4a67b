"""My runs: the history, what differs between two runs, the lab notebook, and files."""

from __future__ import annotations

import streamlit as st

from sim.ui import navigation
from sim.ui.running import panel
from sim.ui.runs import cards, compare, files, notebook
from sim.ui.store import browser, history
from sim.ui.text import runs_text

_DRAW = {"history": cards.draw, "difference": compare.draw, "notebook": notebook.draw}


def show() -> None:
    """Draw the part that is chosen; without a run there is only the way to one."""
    panel.begin()
    st.title(runs_text.TITLE, anchor=False)
    st.markdown(runs_text.LEAD)
    browser.show_problem()
    asked = st.query_params.get("part")
    part = asked if asked in runs_text.PARTS else "history"
    st.session_state["runs part"] = part
    st.segmented_control(
        runs_text.PART,
        list(runs_text.PARTS),
        key="runs part",
        required=True,
        format_func=runs_text.PARTS.__getitem__,
        label_visibility="collapsed",
        on_change=lambda: cards.go_to(st.session_state["runs part"]),
    )
    st.header(runs_text.PARTS[part], anchor=False)
    items = history.items()
    if part == "files":
        files.draw(items)
    elif items:
        _DRAW[part](items)
        navigation.link("lab", runs_text.NEXT, icon=":material/arrow_forward:")
    else:
        st.info(runs_text.EMPTY)
        with st.container(horizontal=True):
            navigation.link("lab", runs_text.TO_LAB, icon=":material/experiment:")
            navigation.link("start", runs_text.TO_START, icon=":material/home:")
