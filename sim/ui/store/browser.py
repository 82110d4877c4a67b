"""What is kept in the visitor's own browser: runs, notes, lessons, guesses. It goes nowhere else.

``begin`` mounts a small component without a face. It sends the local copy once, soon after the
first script run began; what was put before is merged with it, never lost. From then on the session
holds the same entries, and hands every change to the browser.

What `get` returns may have come from a browser or a file: its texts are foreign.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st
from pydantic import JsonValue

from sim.errors import Problem
from sim.files import packaged_text
from sim.ui.store import copies
from sim.ui.store.copies import Copy, Entry
from sim.ui.store.records import accepted
from sim.ui.text import store_text as words

_COMPONENT = "plasticity_lab_keep"
_KEY = "keep"
_WHOLE = ""  # key of a value that is not a mapping
_STATES = ("ok", "blocked", "full", "damaged")  # what the browser may report


@dataclass
class _Kept:
    """What a session knows of the local copy."""

    copy: Copy = field(default_factory=Copy)
    mine: set[tuple[str, str]] = field(default_factory=set)  # entries that this session changed
    token: str = field(default_factory=lambda: secrets.token_hex(8))
    changes: int = 0  # raised when the browser has something to write
    handed: int = 0  # changes that are on their way to it
    runs_again: bool = False
    heard: int = 0  # number of the last message of the browser
    state: str = ""  # of the store in the browser; empty until it has answered
    dropped: int = 0  # old runs that no longer fitted
    is_aside: bool = False  # the browser shall set its copy aside before it writes


def _kept() -> _Kept:
    if "_kept" not in st.session_state:
        st.session_state["_kept"] = _Kept()
    return st.session_state["_kept"]


def _now_ms() -> int:
    return time.time_ns() // 1_000_000


def begin() -> None:
    """Hand the browser what has changed; the first thing in every script run."""
    kept = _kept()
    mount = st.components.v2.component(
        _COMPONENT,
        css=packaged_text("sim.ui.store", "store.css"),
        js=packaged_text("sim.ui.store", "store.js"),
    )
    mount(data=_for_browser(kept), key=_KEY, on_message_change=_hear)
    kept.handed = kept.changes


def end() -> None:
    """Hand the browser what was put after `begin`, by one more script run; the last thing in each.

    Without it a result would be in the browser only after the next click, and not after a reload.
    """
    kept = _kept()
    is_late = kept.changes != kept.handed and not kept.runs_again
    kept.runs_again = is_late  # never twice in a row: a page that always puts would run for ever
    if is_late:
        st.rerun()


def _hear() -> None:
    """Take in what the browser sends, before the script runs."""
    if (message := st.session_state[_KEY].get("message")) is not None:
        take_in(message)


def _for_browser(kept: _Kept) -> dict[str, Any]:
    """Return the data of the component; the contract stands in ``store.js``."""
    return {
        "token": kept.token,
        "changes": kept.changes,
        "heard": kept.heard,
        "most_bytes": copies.MOST_BYTES,
        "aside": kept.is_aside,
        "lost": words.CONNECTION_LOST,
        "copy": kept.copy.part(sorted(kept.mine)).plain(),
    }


def take_in(message: Any) -> None:
    """Merge what the browser has sent: foreign, so that anything may be wrong with it.

    Parameters
    ----------
    message : JSON value
        ``{"number": int, "state": str, "copy": str or None}``, see ``store.js``.
    """
    kept = _kept()
    message = message if isinstance(message, dict) else {}
    number, state, text = (message.get(name) for name in ("number", "state", "copy"))
    kept.heard = number if isinstance(number, int) else kept.heard + 1
    if kept.state != "damaged" or state != "ok":  # a damage is said once, then for the whole visit
        kept.state = state if state in _STATES else "damaged"
    if isinstance(text, str):
        reading = copies.read(text, where=words.BROWSER)
        if reading.problems:
            kept.state = "damaged"
        if reading.copy is not None:
            kept.copy.merge(reading.copy)
            kept.dropped += kept.copy.shrink()
        if refused := kept.copy.merge(reading.refused):
            kept.is_aside = True
            _write(kept, refused)


def is_ready() -> bool:
    """Return whether the local copy has arrived, or is known to be out of reach."""
    return _kept().state != ""


def get(name: str, default: JsonValue = None) -> Any:
    """Return a copy of what is kept under a name.

    Parameters
    ----------
    name : str
        ``runs``, ``notebook``, ``lessons`` or ``guesses``.
    default : JSON value
        Returned if nothing is kept.
    """
    values = _kept().copy.values(name)
    if not values:
        return default
    return json.loads(json.dumps(values[_WHOLE] if list(values) == [_WHOLE] else values))


def put(name: str, value: JsonValue) -> None:
    """Keep a value under a name, in this session at once and in the browser soon after.

    The entries of a mapping are kept one by one, each with the time of its change, so that two
    tabs do not overwrite each other; an entry that is no longer in it is deleted.

    Raises
    ------
    ValueError
        If the value is no JSON, too large, or not what this name holds.
    """
    kept = _kept()
    wanted: Mapping[str, Any] = value if isinstance(value, dict) else {_WHOLE: value}
    wanted = {key: accepted(name, one) for key, one in wanted.items() if one is not None}
    before = kept.copy.values(name)
    changed = [key for key in wanted | before if wanted.get(key) != before.get(key)]
    if not changed:
        return
    for key in changed:
        old = kept.copy.entries[name].get(key)
        at_ms = max(_now_ms(), kept.copy.cleared_ms + 1, old.at_ms + 1 if old else 0)
        kept.copy.entries[name][key] = Entry(at_ms, wanted.get(key))
    _write(kept, [(name, key) for key in changed])


def delete_everything() -> None:
    """Delete all that is kept, here and in the browser; other tabs follow."""
    kept = _kept()
    kept.copy.clear(max(_now_ms(), kept.copy.newest_ms()))
    kept.mine.clear()
    kept.dropped = 0
    _write(kept, [])


def to_file() -> str:
    """Return all that is kept as JSON, to be carried to another machine."""
    return _kept().copy.to_json()


def from_file(file_name: str, text: str) -> tuple[int, tuple[Problem, ...]]:
    """Merge a file that `to_file` has made, perhaps elsewhere, perhaps changed.

    Returns
    -------
    n_entries : int
        How many entries were new here.
    problems : tuple of Problem
        What could not be used.
    """
    kept = _kept()
    copy, problems, _ = copies.read(text, where=file_name)
    if copy is None:
        return 0, problems
    taken = kept.copy.merge(_brought(copy, kept.copy))
    _write(kept, taken)
    return len(taken), problems


def _brought(file: Copy, here: Copy) -> Copy:
    """Return what a file brings: it deletes nothing, and brings back what was deleted here."""
    brought = Copy()
    for name, some in file.entries.items():
        for key, entry in some.items():
            mine = here.entries[name].get(key)
            after = mine.at_ms if mine is not None and mine.value is None else here.cleared_ms
            if entry.value is not None:
                brought.entries[name][key] = entry._replace(at_ms=max(entry.at_ms, after + 1))
    return brought


def _write(kept: _Kept, changed: list[tuple[str, str]]) -> None:
    kept.mine.update(changed)
    kept.dropped += kept.copy.shrink()
    kept.changes += 1


def show_problem() -> None:
    """Say in words if something stands in the way of keeping."""
    kept = _kept()
    if kept.state in words.PROBLEMS:
        st.warning(words.PROBLEMS[kept.state])
    if kept.dropped:
        st.info(words.dropped(kept.dropped))
