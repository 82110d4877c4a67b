"""The pages of the app, and links between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlencode

import streamlit as st

from sim.ui import projector, text

PAGES = ("start", "lessons", "lab", "learn", "teach", "runs", "board", "join")
_UNLISTED = ("board", "join")  # a room leads to them
_ICONS = {
    "start": "home",
    "lessons": "school",
    "lab": "experiment",
    "learn": "menu_book",
    "teach": "co_present",
    "runs": "history",
    "board": "co_present",
    "join": "login",
}  # of the font that Streamlit brings along

Query = Mapping[str, str | Sequence[str]]


def page(draw: Mapping[str, Callable[[], None]]) -> st.Page:
    """Return the page that the address asks for, with the navigation drawn at the top.

    Parameters
    ----------
    draw : mapping
        The function that draws each of `PAGES`.
    """
    pages = {
        name: st.Page(
            draw[name],
            title=text.PAGES[name],
            url_path=name,
            icon=f":material/{_ICONS[name]}:",
            default=name == PAGES[0],
            visibility="hidden" if name in _UNLISTED else "visible",
        )
        for name in PAGES
    }
    st.session_state["pages"] = pages
    return st.navigation(list(pages.values()), position="top")


def link(name: str, label: str, query: Query | None = None, *, icon: str | None = None) -> None:
    """Draw a link to a page of the app.

    Parameters
    ----------
    name : str
        One of `PAGES`.
    label : str
        In Markdown.
    query : mapping, optional
        Parts of the address; a list stands for a part that comes several times.
    icon : str, optional
        As Streamlit takes it.
    """
    query = _on_the_way(name, query)
    known = st.session_state.get("pages")
    if known is None:  # a page that runs by itself, without the navigation
        address = f"/{name}" + (f"?{urlencode(query, doseq=True)}" if query else "")
        st.markdown(f"[{label}]({address})")
    else:
        st.page_link(known[name], label=label, icon=icon, query_params=query)


def go(name: str, query: Query | None = None) -> None:
    """Leave for another page at once, for the use in a button."""
    known = st.session_state.get("pages")
    if known is not None:
        st.switch_page(known[name], query_params=_on_the_way(name, query))


def _on_the_way(name: str, query: Query | None) -> dict[str, str | Sequence[str]]:
    """Return the parts of the address for a page, with the projector view where it has one."""
    return projector.kept(query or {}) if name in projector.PAGES else dict(query or {})
