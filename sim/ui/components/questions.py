"""A question with answers to choose from: bold on the page, and plain in its accessible name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from sim.ui import text
from sim.ui.components import terms


def radio(question: str, options: Sequence[Any], **more: Any) -> Any:
    """Draw a question and its answers; return the one that is chosen.

    Streamlit reads the label of a widget out as it is written, marks and all. So the question that
    is seen stands above, with links to its words, and the label holds no Markdown. Answers hold no
    links: their words are noted for the page.

    Parameters
    ----------
    question : str
        As it is to be read out, without Markdown.
    options : sequence
    more
        As `st.radio` takes it.
    """
    st.markdown(f"**{terms.linked(text.plain(question))}**")
    shown = more.get("format_func", str)
    terms.note(*(shown(option) for option in options))
    return st.radio(question, options, label_visibility="collapsed", **more)
