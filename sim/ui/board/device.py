"""What the browser of a device stores about rooms: the secrets of its seats, and keys of rooms.

A key may arrive in the address of the page. It is taken out of it, for a projector shows the
address to everybody. Where the browser stores nothing, only the address outlives a reload.
"""

from __future__ import annotations

import time
from typing import Literal

import streamlit as st

from sim.rooms import LASTS_S
from sim.ui.store import browser
from sim.ui.store.records import RoomSecret

_MOST_CHARACTERS = 64


def secret(kind: Literal["seat", "key"], code: str) -> str:
    """Return the secret of a room that this device has; empty without one."""
    stored = browser.get(RoomSecret, f"{kind} {code}")
    return st.query_params.get(kind, "")[:_MOST_CHARACTERS] if stored is None else stored.secret


def keep(kind: Literal["seat", "key"], code: str, secret: str) -> None:
    """Keep a secret for after a reload; those of rooms that have ended are removed."""
    _remove_old()
    browser.put(f"{kind} {code}", RoomSecret(secret=secret))
    if stores():
        st.query_params.pop(kind, None)
    elif browser.is_ready():
        st.query_params[kind] = secret


def stores() -> bool:
    """Return whether the browser is known to store what it is given."""
    return browser.session_store().state == "ok"


def _remove_old() -> None:
    oldest_ms = (time.time() - LASTS_S) * 1000.0
    for id, entry in list(browser.session_store().entries.items()):
        if id.kind == RoomSecret.kind and entry.written_ms < oldest_ms:
            browser.remove(RoomSecret, id.key)
