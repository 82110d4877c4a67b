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
    chosen = [one for one in catalogue() if level in ("all", one.level)]
    by_theme = {
        theme: [one for one in chosen if one.theme == theme] for theme in lesson_text.THEMES
    }
    # Themes with a lesson that is there come first.
    for theme in sorted(by_theme, key=lambda one: not _has_any(by_theme[one])):
        if by_theme[theme]:
            st.markdown(f"## {lesson_text.THEMES[theme]}")
            _row(by_theme[theme])
    if not chosen:
        st.caption(lesson_text.NONE_OF_LEVEL)


def _has_any(listed: list[Listing]) -> bool:
    return any(one.id in lessons() for one in listed)


def _row(listed: list[Listing]) -> None:
    # Lessons that are there come first.
    ordered = sorted(listed, key=lambda one: one.id not in lessons())
    for start in range(0, len(ordered), _BESIDE):
        columns = st.columns(_BESIDE)
        for column, one in zip(columns, ordered[start : start + _BESIDE]):
            with column, st.container(border=True, height="stretch"):
                _card(one)


def _card(one: Listing) -> None:
    st.markdown(f"**{lesson_text.card_title(one.id, one.title)}**")
    st.markdown(one.question)
    st.caption(lesson_text.meta(one.minutes, one.level))
    if one.id not in lessons():
        st.caption(f"*{lesson_text.LATER}*")
        return
    if (done := progress.is_done(one.id)) is True:
        st.button(
            lesson_text.AGAIN,
            key=f"again {one.id}",
            on_click=_again,
            args=(one.id,),
            icon=":material/replay:",
        )
        return
    step = progress.of(lessons()[one.id]).step
    verb = lesson_text.START if done is None else lesson_text.GO_ON
    # A link to the page that is open would be no step in the history of the browser.
    st.button(
        f"**{verb}: {lesson_text.card_title(one.id, one.title)}**",
        key=f"open {one.id}",
        on_click=address.go,
        args=(one.id, step),
        icon=":material/play_arrow:",
        type="tertiary",
    )


def _again(id: str) -> None:
    """Open a finished lesson anew, with no answers."""
    progress.begin_again(lessons()[id])
    address.go(id, 1)
