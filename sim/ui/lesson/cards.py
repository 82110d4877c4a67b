"""The list of lessons, by theme and level."""

from __future__ import annotations

import streamlit as st

from sim.lessons import Listing, catalogue, lessons
from sim.ui.lesson import address, progress
from sim.ui.text import lesson_text

_BESIDE = 3


def show(*, is_unknown: bool = False) -> None:
    """Draw the list; ``is_unknown`` says that the address asks for a lesson that is not there."""
    st.title(lesson_text.TITLE)
    st.markdown(lesson_text.LEAD)
    if is_unknown:
        st.info(lesson_text.UNKNOWN)
    level = st.segmented_control(
        lesson_text.LEVEL,
        list(lesson_text.LEVELS),
        default="all",
        required=True,
        format_func=lesson_text.LEVELS.__getitem__,
        key="lesson level",
    )
    chosen = [entry for entry in catalogue() if level in ("all", entry.level)]
    by_theme = {
        theme: [entry for entry in chosen if entry.theme == theme] for theme in lesson_text.THEMES
    }
    # Themes with a lesson that is there come first.
    for theme in sorted(by_theme, key=lambda theme: not _has_any(by_theme[theme])):
        if by_theme[theme]:
            st.markdown(f"## {lesson_text.THEMES[theme]}")
            _row(by_theme[theme])
    if not chosen:
        st.caption(lesson_text.NONE_OF_LEVEL)


def _has_any(listed: list[Listing]) -> bool:
    return any(entry.id in lessons() for entry in listed)


def _row(listed: list[Listing]) -> None:
    # Lessons that are there come first.
    ordered = sorted(listed, key=lambda entry: entry.id not in lessons())
    for start in range(0, len(ordered), _BESIDE):
        columns = st.columns(_BESIDE)
        for column, entry in zip(columns, ordered[start : start + _BESIDE]):
            with column, st.container(border=True, height="stretch"):
                _card(entry)


def _card(entry: Listing) -> None:
    st.markdown(f"**{lesson_text.card_title(entry.id, entry.title)}**")
    st.markdown(entry.question)
    st.caption(lesson_text.meta(entry.minutes, entry.level))
    if entry.id not in lessons():
        st.caption(f"*{lesson_text.LATER}*")
        return
    if (done := progress.is_done(entry.id)) is True:
        st.button(
            lesson_text.AGAIN,
            key=f"again {entry.id}",
            on_click=_again,
            args=(entry.id,),
            icon=":material/replay:",
        )
        return
    step = progress.of(lessons()[entry.id]).step
    verb = lesson_text.START if done is None else lesson_text.GO_ON
    # A link to the page that is open would be no step in the history of the browser.
    st.button(
        f"**{verb}: {lesson_text.card_title(entry.id, entry.title)}**",
        key=f"open {entry.id}",
        on_click=address.go,
        args=(entry.id, step),
        icon=":material/play_arrow:",
        type="tertiary",
    )


def _again(id: str) -> None:
    """Open a finished lesson anew, with no answers."""
    progress.begin_again(lessons()[id])
    address.go(id, 1)
