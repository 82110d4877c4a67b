"""Runs of other pages: they are kept going, and listed at the foot of this one."""

from __future__ import annotations

import streamlit as st

from sim.ui import navigation, text
from sim.ui.running.panel import RunPanel, states

_EVERY_S = 1.5  # runs that nobody looks at for three seconds are given up
_PAGE_OF = {"lab": "lab", "lesson": "lessons", "report": "runs"}  # by first word of the panel


def note(page: str) -> None:
    """Say how far the runs of other pages are; ``page`` is the present one."""
    for name in sorted(states()):
        if _page_of(name) != page and _is_busy(RunPanel(name)):
            st.fragment(_look, run_every=_EVERY_S)(name)


def _is_busy(panel: RunPanel) -> bool:
    """Return whether runs of a page that is not on show are waiting or under way."""
    panel.collect()
    return panel.is_busy()


def _page_of(name: str) -> str:
    return _PAGE_OF[name.split()[0]]


def _look(name: str) -> None:
    panel, page = RunPanel(name), text.PAGES[_page_of(name)]
    if _is_busy(panel):
        panel.touch()
        line = text.runs_elsewhere(page, panel.progress())
    else:
        line = text.ended_elsewhere(page)
    with st.container(horizontal=True, vertical_alignment="center", gap=8):
        st.caption(line)
        navigation.link(_page_of(name), page)
