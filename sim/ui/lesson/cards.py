"""The list of lessons, by theme and level."""

from __future__ import annotations

import streamlit as st

from sim.lessons import Lesson, lesson_words, lessons
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
    chosen = [lesson for lesson in lessons().values() if level in ("all", lesson.level)]
    for theme, title in lesson_words.THEMES.items():
        if of_theme := [lesson for lesson in chosen if lesson.theme == theme]:
            st.markdown(f"## {title}")
            _row(of_theme)


def _row(listed: list[Lesson]) -> None:
    for start in range(0, len(listed), _BESIDE):
        columns = st.columns(_BESIDE)
        for column, lesson in zip(columns, listed[start : start + _BESIDE]):
            with column, st.container(border=True, height="stretch"):
                _card(lesson)


def _card(lesson: Lesson) -> None:
    st.markdown(f"**{lesson_text.card_title(lesson.id, lesson.title)}**")
    st.markdown(lesson.question)
    st.caption(lesson_text.meta(lesson.minutes, lesson.level))
    if (done := progress.is_done(lesson.id)) is True:
        st.button(
            lesson_text.AGAIN,
            key=f"again {lesson.id}",
            on_click=_again,
            args=(lesson.id,),
            icon=":material/replay:",
        )
        return
    step = progress.of(lesson).step
    verb = lesson_text.START if done is None else lesson_text.GO_ON
    # A link to the page that is open would be no step in the history of the browser.
    st.button(
        f"**{verb}: {lesson_text.card_title(lesson.id, lesson.title)}**",
        key=f"open {lesson.id}",
        on_click=address.go,
        args=(lesson.id, step),
        icon=":material/play_arrow:",
        type="tertiary",
    )


def _again(id: str) -> None:
    """Open a finished lesson anew, with no answers."""
    progress.begin_again(lessons()[id])
    address.go(id, 1)
