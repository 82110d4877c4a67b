"""Widgets that show a value of ours, even if the script that says so is interrupted.

What a script has not yet sent is thrown away when the next one starts, and a widget that has not
heard of its value sends back another one. So a value is said again until a script has come to its
end. A browser that is still loading the code of a widget sees only what was said last, so every
widget also begins with its value, by the option that `first` returns.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

_MADE = "what widgets were made of"
_UNHEARD = "widgets that may not have heard of their value"


def show(key: str, value: Any, made_of: Any = None) -> None:
    """Let the widget of a key show a value; called before the widget is drawn.

    Parameters
    ----------
    key : str
    value : any
    made_of : any
        Range or choices: a widget with others is a new one, and has forgotten its value.
    """
    unheard = st.session_state.setdefault(_UNHEARD, set())
    made = st.session_state.setdefault(_MADE, {})
    is_new = key not in st.session_state or made.get(key) != made_of
    if is_new or st.session_state[key] != value or key in unheard:
        unheard.add(key)
        made[key] = made_of
        st.session_state[key] = value


def first(draw: Callable[..., Any], value: Any, choices: Sequence[Any] = ()) -> dict[str, Any]:
    """Return the option that lets a widget begin with a value.

    Parameters
    ----------
    draw : callable
        What draws the widget, such as ``st.slider``.
    value : any
    choices : sequence
        What a list offers.
    """
    if draw in (st.selectbox, st.radio):
        return {"index": list(choices).index(value) if value in choices else None}
    return {"default" if draw == st.segmented_control else "value": value}


def have_heard() -> None:
    """Say that everything drawn until now has reached the browser."""
    st.session_state[_UNHEARD] = set()
