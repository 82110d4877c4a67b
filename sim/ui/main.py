"""The app: page configuration, warm-up, navigation, and what every page carries."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from sim.plots.words import DISCLAIMER
from sim.ui import navigation, projector, text
from sim.ui.board.board_page import show as show_board
from sim.ui.board.join_page import show as show_join
from sim.ui.components.projector_keys import projector_keys
from sim.ui.lab.page import show as show_lab
from sim.ui.learn.page import show as show_learn
from sim.ui.lesson.page import show as show_lessons
from sim.ui.running import other_pages, warm
from sim.ui.runs.page import show as show_runs
from sim.ui.settings import widget_sync
from sim.ui.start.page import show as show_start
from sim.ui.store import browser
from sim.ui.teach.page import show as show_teach

DRAW = {
    "start": show_start,
    "lessons": show_lessons,
    "lab": show_lab,
    "learn": show_learn,
    "teach": show_teach,
    "runs": show_runs,
    "board": show_board,
    "join": show_join,
}
_HERE = Path(__file__).parent
_SIDEBAR_PX = 340  # labels and five doses fit on one line each


def main() -> None:
    """Draw the app; called at every script run."""
    warm.start()
    # Before the navigation: else Streamlit fetches the sign of the tab from outside.
    st.set_page_config(
        page_icon=_HERE / "assets" / "icon.svg", layout="wide", initial_sidebar_state=_SIDEBAR_PX
    )
    page = navigation.page(DRAW)
    name = page.url_path or navigation.PAGES[0]
    projector.begin(name)
    st.set_page_config(page_title=f"{page.title} - {text.TITLE}")
    st.html(_HERE / "theme.css")
    if projector.is_on():
        st.html(_HERE / "projector.css")
    browser.begin()
    with st.container(gap=8):
        st.caption(f"**{text.plain(DISCLAIMER)}**")
        with st.container(key="page", gap=8):
            page.run()
            other_pages.note(name)
        _foot(name)
        if projector.is_on():
            projector_keys(name)
    widget_sync.mark_sent()
    browser.end()


def _foot(name: str) -> None:
    """Draw where to find help, for people and for fingers."""
    with st.container(horizontal=True, vertical_alignment="center", gap=8):
        st.caption(text.HELP, width="stretch")
        if name in projector.LARGE:
            projector.switch()
        with st.popover(text.KEYS_BUTTON, icon=":material/keyboard:", type="tertiary"):
            for line in text.KEYS:
                st.markdown(line)
