"""A button that copies a link: one small component, used by Lab, Teach and lessons."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from sim.ui.components.mount import component
from sim.ui.navigation import PAGES
from sim.ui.text import sharing_text

_LOCAL = ("127.0.0.1", "localhost", "::1", "0.0.0.0")

_component = component(__name__)


def copy_link(path: str, *, key: str, label: str = sharing_text.COPY) -> None:
    """Draw a button that copies the address of a page.

    Parameters
    ----------
    path : str
        Path and query below the address of the app, as `address.to_address` returns it.
    key : str
        One of its own for each place.
    label : str
        What the button says.
    """
    _component(
        data={
            "address": absolute(path),
            "words": {
                "copy": label,
                "copied": sharing_text.COPIED,
                "by_hand": sharing_text.BY_HAND,
                "field": sharing_text.FIELD,
            },
        },
        key=key,
    )


def absolute(path: str) -> str:
    """Return the whole address of a path of the app; the path alone where the browser is unknown.

    The app may live below a path of its own, such as ``https://school.example/lab-app/``.
    """
    parts = urlsplit(st.context.url or "")
    if not parts.netloc:
        return path
    folder = parts.path.rstrip("/")
    if folder.rpartition("/")[2] in PAGES:
        folder = folder.rpartition("/")[0]
    return f"{parts.scheme}://{parts.netloc}{folder}{path}"


def is_local(address: str) -> bool:
    """Return whether only this machine can open an address."""
    host = urlsplit(address).hostname
    return host is None or host in _LOCAL
