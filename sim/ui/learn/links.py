"""Ways on: to another place on this page, and to the Lab."""

from __future__ import annotations

import streamlit as st

from sim.ui import navigation, text
from sim.ui.learn import address
from sim.ui.settings.presets import load
from sim.ui.text import learn_text


def to_lab(id: str, label: str = learn_text.OPEN_IN_LAB) -> None:
    """Draw a link that opens a preset in the Lab, where its question asks for a guess first."""
    title, query = text.plain(load(id).title), {"preset": id, "guess": "1"}
    navigation.link("lab", label.format(title=title), query, icon=":material/experiment:")


def to_place(label: str, key: str, part: str, **inside: str) -> None:
    """Draw a button that leads to another place on this page."""
    st.button(
        label, key=key, type="tertiary", on_click=address.go, args=(part,), kwargs=inside, wrap=True
    )


def next_step(label: str, part: str, **inside: str) -> None:
    """Draw the one step that is suggested at the end of a part."""
    st.divider()
    st.button(
        f"{learn_text.NEXT} {label}",
        key="learn next",
        on_click=address.go,
        args=(part,),
        kwargs=inside,
        icon=":material/arrow_forward:",
        icon_position="right",
    )
