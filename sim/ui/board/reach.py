"""The address by which the devices of pupils reach a room."""

from __future__ import annotations

import time
from functools import lru_cache
from urllib.parse import urlsplit

import streamlit as st

from sim.ui.components import qr
from sim.ui.components.addresses import EVERY, from_elsewhere, url
from sim.ui.components.copy_link import absolute, is_local

_LOOK_S = 30.0  # how long the address of this machine is taken to be the same

code_picture = lru_cache(maxsize=64)(qr.png)


def join_address(code: str) -> str | None:
    """Return the address of a room for other devices; None if they cannot reach this server."""
    address = absolute(f"/join?room={code}")
    if not is_local(address):
        return address
    parts = urlsplit(address)
    now = int(time.monotonic() / _LOOK_S)
    host = _of_this_machine(st.get_option("server.address") or EVERY[0], now)
    if host is None or parts.port is None:
        return None
    return f"{url(host, parts.port, parts.path)}?{parts.query}"


@lru_cache(maxsize=8)
def _of_this_machine(listens_on: str, now: int) -> str | None:
    """Return the name of this machine for others; asked anew at another time ``now``."""
    return from_elsewhere(listens_on)
