"""What one visitor has: settings with their past, and what the address asked for."""

from __future__ import annotations

import time

import streamlit as st

from sim.ui.settings import address
from sim.ui.settings.address import Frame
from sim.ui.settings.state import Settings

_MOST_STEPS = 50  # that can be undone
# A script can start with an address that is older than the one just written, if the visitor was
# quicker than the browser. Only a later one is the visitor going back.
_SETTLED_S = 1.0


def begin() -> None:
    """Take in the address: at the first view, and when the visitor goes back or follows a link.

    Whether settings have come is kept in the session, for a script may be interrupted anywhere.
    """
    current = _current()
    is_first = "settings" not in st.session_state
    has_moved = st.session_state.pop("moved", False)
    is_settled = time.monotonic() - st.session_state.get("address_s", 0.0) > _SETTLED_S
    is_new = bool(current) and current != st.session_state.get("address")
    if not is_first and (has_moved or not is_new or not is_settled):
        return
    asked = address.from_query(current)
    if not is_first:
        _remember()
    st.session_state["has_come"] = True
    st.session_state["notes"] = asked.notes
    st.session_state["frame"] = asked.frame
    st.session_state["settings"] = asked.settings


def has_come() -> bool:
    """Return whether settings have come from the address and nothing was done about it yet."""
    return st.session_state.get("has_come", False)


def has_met() -> None:
    """Say that what came from the address is under way."""
    st.session_state["has_come"] = False


def settings() -> Settings:
    """Return the settings of this visit."""
    return st.session_state["settings"]


def frame() -> Frame:
    """Return what the link shows of the Lab."""
    return st.session_state.get("frame", Frame())


def change(new: Settings) -> None:
    """Take over other settings, which can be undone; notes about the address are done with."""
    if "settings" in st.session_state and new == settings():
        return
    if "settings" in st.session_state:
        _remember()
    st.session_state["settings"] = new
    st.session_state["notes"] = ()
    st.session_state["moved"] = True


def _remember() -> None:
    """Keep the present settings for undo; what was undone before is given up."""
    past = st.session_state.setdefault("past", [])
    past.append(settings())
    del past[:-_MOST_STEPS]
    st.session_state["future"] = []


def can_undo() -> bool:
    """Return whether there is a change to undo."""
    return bool(st.session_state.get("past"))


def can_redo() -> bool:
    """Return whether there is an undone change."""
    return bool(st.session_state.get("future"))


def undo() -> None:
    """Go back to the settings before the last change; does nothing without one."""
    _step("past", "future")


def redo() -> None:
    """Take up the change that was undone last; does nothing without one."""
    _step("future", "past")


def _step(source: str, target: str) -> None:
    if st.session_state.get(source):
        st.session_state.setdefault(target, []).append(settings())
        st.session_state["settings"] = st.session_state[source].pop()
        st.session_state["moved"] = True


def notes() -> tuple[str, ...]:
    """Return what was wrong with the address."""
    return st.session_state.get("notes", ())


def write_address() -> None:
    """Let the address of the page hold the settings.

    One that means the same already stays as it is: a new one would be a step more to go back.
    """
    current = _current()
    if current == st.session_state.get("address"):
        meant = st.session_state["meant"]
    else:
        found = address.from_query(current)
        meant = None if found.notes else (found.settings, found.frame)
    if meant == (settings(), frame()):
        st.session_state["address"], st.session_state["meant"] = current, meant
        return
    wanted = address.to_query(settings(), frame())
    st.query_params.from_dict(wanted)
    st.session_state["address_s"] = time.monotonic()
    st.session_state["meant"] = (settings(), frame())
    st.session_state["address"] = {
        name: [part] if isinstance(part, str) else list(part) for name, part in wanted.items()
    }


def _current() -> dict[str, list[str]]:
    return {
        name: st.query_params.get_all(name)
        for name in st.query_params
        if name not in ("embed", "embed_options")
    }


def lesson() -> tuple[str, int]:
    """Return lesson and step that the address asks for: empty without one; steps count from 1."""
    step = st.query_params.get("step", "1")
    return st.query_params.get("lesson", ""), int(step) if step in tuple("1234567") else 1


def set_lesson(id: str, step: int) -> None:
    """Let the address hold lesson and step; an empty id leaves the lesson."""
    wanted = {"lesson": id, "step": str(step)} if id else {}
    if st.query_params.to_dict() != wanted:
        st.query_params.from_dict(wanted)
