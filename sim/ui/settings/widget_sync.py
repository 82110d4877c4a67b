"""Widgets that show a value of ours, even if the script that says so is interrupted.

What a script has not yet sent is thrown away when the next one starts, and a widget that was not
sent its value sends back another one. So a value is set again until a script has come to its end.
A browser that is still loading the code of a widget sees only what was set last, so every widget
also begins with its value, by the option that `first` returns.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

_KEY = "widget_sync"


@dataclass
class _Sync:
    """Widgets of a session: those whose value may not have been sent, and the options of each."""

    unsent: set[str] = field(default_factory=set)
    made_of: dict[str, Any] = field(default_factory=dict)


def show(key: str, value: Any, made_of: Any = None) -> None:
    """Let the widget of a key show a value; called before the widget is drawn.

    Parameters
    ----------
    key : str
    value : any
    made_of : any
        Range or choices: a widget with others is a new one, and has forgotten its value.
    """
    sync = _sync()
    is_new = key not in st.session_state or sync.made_of.get(key) != made_of
    if is_new or st.session_state[key] != value or key in sync.unsent:
        sync.unsent.add(key)
        sync.made_of[key] = made_of
        st.session_state[key] = value


def first(draw: Callable[..., Any], value: Any, choices: Sequence[Any] = ()) -> dict[str, Any]:
    """Return the option that lets a widget begin with a value.

    Parameters
    ----------
    draw : callable
        The function that draws the widget, such as ``st.slider``.
    value : any
    choices : sequence
        The entries of a list.
    """
    if draw in (st.selectbox, st.radio):
        return {"index": list(choices).index(value) if value in choices else None}
    return {"default" if draw == st.segmented_control else "value": value}


def mark_sent() -> None:
    """Say that everything drawn until now has reached the browser."""
    _sync().unsent.clear()


def _sync() -> _Sync:
    return st.session_state.setdefault(_KEY, _Sync())
