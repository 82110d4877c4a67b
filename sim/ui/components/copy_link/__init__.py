"""A button that copies a link: one small component, used by Lab, Teach and lessons."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from sim.files import packaged_text
from sim.ui.navigation import PAGES
from sim.ui.text import sharing_text as words

_COMPONENT = "plasticity_lab_copylink"
_LOCAL = ("127.0.0.1", "localhost", "::1", "0.0.0.0")


def copy_link(path: str, *, key: str, label: str = words.COPY) -> None:
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
    mount = st.components.v2.component(
        _COMPONENT,
        css=packaged_text("sim.ui.components", "copy_link", "copy_link.css"),
        js=packaged_text("sim.ui.components", "copy_link", "copy_link.js"),
    )
    mount(
        data={
            "address": absolute(path),
            "words": {
                "copy": label,
                "copied": words.COPIED,
                "by_hand": words.BY_HAND,
                "field": words.FIELD,
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
