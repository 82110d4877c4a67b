"""Widgets that show a value of ours, even if the script that says so is interrupted.

What a script has not yet sent is thrown away when the next one starts, and a widget that has not
heard of its value sends back another one. So a value is said again until a script has come to its
end.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

_UNHEARD = "widgets that may not have heard of their value"


def show(key: str, value: Any) -> None:
    """Let the widget of a key show a value; called before the widget is drawn."""
    unheard = st.session_state.setdefault(_UNHEARD, set())
    if key not in st.session_state or st.session_state[key] != value or key in unheard:
        unheard.add(key)
        st.session_state[key] = value


def have_heard() -> None:
    """Say that everything drawn until now has reached the browser."""
    st.session_state[_UNHEARD] = set()
