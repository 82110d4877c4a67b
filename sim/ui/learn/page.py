"""Learn: concepts, glossary, model card, equations and claims, one at a time."""

from __future__ import annotations

import streamlit as st

from sim.ui.learn import address, claims, concepts, equations, glossary, model_card
from sim.ui.text import learn_text

_WIDTH_PX = 900  # wide enough for a table, narrow enough for lines of text
_PARTS = {
    "concepts": concepts.draw,
    "glossary": glossary.draw,
    "model": model_card.draw,
    "equations": equations.draw,
    "claims": claims.draw,
}


def show() -> None:
    """Draw the part that the address asks for."""
    selection = address.selection()
    with st.container(width=_WIDTH_PX):
        _draw(selection)


def _draw(selection: address.Selection) -> None:
    st.title(learn_text.TITLE, anchor=False)
    st.markdown(learn_text.LEAD)
    st.session_state["learn part"] = selection.part
    st.segmented_control(
        learn_text.PART,
        list(learn_text.PARTS),
        key="learn part",
        required=True,
        wrap=True,
        format_func=learn_text.PARTS.__getitem__,
        label_visibility="collapsed",
        on_change=lambda: address.go(st.session_state["learn part"]),
    )
    for note in selection.notes:
        st.info(note)
    st.header(learn_text.PARTS[selection.part], anchor=False)
    _PARTS[selection.part](selection)
