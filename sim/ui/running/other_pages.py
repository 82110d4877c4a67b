"""Runs that go on at other pages: they are kept going, and told of at the foot of this one."""

from __future__ import annotations

import streamlit as st

from sim.ui import navigation, text
from sim.ui.running import panel
from sim.ui.running.panel import RunPanel

_EVERY_S = 1.5  # a job that nobody looks at for three seconds is given up
_PAGE_OF = {"lab": "lab", "lesson": "lessons", "report": "runs"}


def note(page: str) -> None:
    """Say how far the runs asked for at other pages are; ``page`` is the present one."""
    names = [
        name
        for name in sorted(st.session_state.get("desks", ()))
        if _PAGE_OF.get(name) != page and RunPanel(name).is_busy()
    ]
    for name in names:
        st.fragment(_look, run_every=_EVERY_S)(name)


def _look(name: str) -> None:
    one = RunPanel(name)
    page = _PAGE_OF.get(name, navigation.PAGES[0])
    if one.is_busy():
        job = one.job()
        job.touch()
        told = text.runs_elsewhere(text.PAGES[page], panel.words(panel.board().status(job), job))
    else:
        told = text.ended_elsewhere(text.PAGES[page])
    with st.container(horizontal=True, vertical_alignment="center", gap=8):
        st.caption(told)
        navigation.link(page, text.PAGES[page])
