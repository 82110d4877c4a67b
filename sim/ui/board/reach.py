"""The address by which the devices of pupils reach a room."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

import streamlit as st

from sim.ui.components import qr
from sim.ui.components.addresses import EVERY, from_elsewhere, url
from sim.ui.components.copy_link import absolute, is_local

code_picture = lru_cache(maxsize=64)(qr.png)


def join_address(code: str) -> str | None:
    """Return the address of a room for other devices; None if they cannot reach this server."""
    address = absolute(f"/join?room={code}")
    if not is_local(address):
        return address
    parts = urlsplit(address)
    host = _of_this_machine(st.get_option("server.address") or EVERY[0])
    if host is None or parts.port is None:
        return None
    return f"{url(host, parts.port, parts.path)}?{parts.query}"


@st.cache_data(ttl=30, show_spinner=False)
def _of_this_machine(listens_on: str) -> str | None:
    """Return the name of this machine for others; it may come into another network meanwhile."""
    return from_elsewhere(listens_on)
