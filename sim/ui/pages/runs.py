"""My runs: the history, what differs between two runs, the lab notebook, copies and files."""

from __future__ import annotations

import streamlit as st

from sim.ui import history, keep, navigation
from sim.ui.runs import cards, compare, copies, notebook
from sim.ui.text import runs as words

_DRAW = {"history": cards.draw, "difference": compare.draw, "notebook": notebook.draw}


def show() -> None:
    """Draw the part that is chosen; without a run there is only the way to one."""
    st.title(words.TITLE, anchor=False)
    st.markdown(words.LEAD)
    keep.show_problem()
    _part_of_address()
    part = st.segmented_control(words.PART, list(words.PARTS), key="runs part", required=True,
                                format_func=words.PARTS.__getitem__, label_visibility="collapsed")
    if st.query_params.get("part") != part:
        st.query_params["part"] = part  # a reload comes back to it
    st.header(words.PARTS[part], anchor=False)
    items = history.items()
    if part == "files":
        copies.draw(items)
    elif items:
        _DRAW[part](items)
        navigation.link("lab", words.NEXT, icon=":material/arrow_forward:")
    else:
        st.info(words.EMPTY)
        with st.container(horizontal=True):
            navigation.link("lab", words.TO_LAB, icon=":material/experiment:")
            navigation.link("start", words.TO_START, icon=":material/home:")


def _part_of_address() -> None:
    """Begin with the part that the address asks for: on the way here, and after a reload."""
    asked = st.query_params.get("part", "")
    if st.session_state.get("runs address") != asked and asked in words.PARTS:
        st.session_state["runs part"] = asked
    st.session_state["runs address"] = asked
    if not st.session_state.get("runs part"):
        st.session_state["runs part"] = "history"


show()
