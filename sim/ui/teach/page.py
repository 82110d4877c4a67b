"""Teach: plans, link builder, what to say before class, and keys."""

from __future__ import annotations

import streamlit as st

from sim.ui import navigation
from sim.ui.teach import address, builder, keys, note, plans, rooms
from sim.ui.text import teach_text

_DRAW = {
    "plans": plans.draw,
    "links": builder.draw,
    "class": rooms.draw,
    "note": note.draw,
    "keys": keys.draw,
}


def show() -> None:
    """Draw the part that the address asks for."""
    st.title(teach_text.TITLE, anchor=False)
    st.markdown(teach_text.LEAD)
    part, parts = address.part(), address.parts()
    st.session_state["teach part"] = part
    st.segmented_control(
        teach_text.PART,
        list(parts),
        key="teach part",
        required=True,
        format_func=parts.__getitem__,
        label_visibility="collapsed",
        wrap=True,
        on_change=lambda: address.go(part=st.session_state["teach part"]),
    )
    for line in address.notes():
        st.info(line)
    st.header(parts[part], anchor=False)
    _DRAW[part]()
    if not address.has_keys():
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(teach_text.KEYS_CLOSED)
            st.button(
                teach_text.KEYS_OPEN,
                key="teach_keys",
                type="tertiary",
                on_click=lambda: address.go(part="keys", teach="1"),
            )
    navigation.link("lab", teach_text.NEXT, icon=":material/arrow_forward:")
