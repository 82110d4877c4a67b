"""Steps 5 and 6: an explanation of the visitor's own, and a contrast that flips the result."""

from __future__ import annotations

import streamlit as st

from sim.lessons import Lesson, judge, lesson_words
from sim.ui.components import terms
from sim.ui.lesson import parts, progress, runs
from sim.ui.settings import widget_sync
from sim.ui.store.records import MOST_ANSWER_CHARACTERS
from sim.ui.text import lesson_text


def explain(lesson: Lesson, layout: parts.Layout) -> bool:
    """Draw step 5; return whether the model explanation was opened."""
    outcome = runs.need(lesson, "main")
    if outcome is None:
        return False
    with layout.picture:
        parts.pictures(
            lesson.explain.pictures or lesson.observe.pictures, outcome, key=f"explain {lesson.id}"
        )
    mine = progress.of(lesson)
    st.markdown(f"**{terms.linked(lesson.explain.prompt)}**")
    box(lesson, "explain", mine.explain, lesson_words.EXPLAIN_LABEL)
    if not mine.compared:
        with st.container(horizontal=True):
            st.button(
                lesson_text.COMPARE,
                key="compare",
                type="primary",
                on_click=_compare,
                args=(lesson,),
                disabled=not mine.explain.strip(),
            )
            st.button(
                lesson_text.NO_SENTENCE,
                key="no sentence",
                type="tertiary",
                on_click=_compare,
                args=(lesson,),
                kwargs={"skips": mine.skips + 1},
            )
        return False
    st.markdown(f"**{lesson_words.MODEL_EXPLANATION}**")
    st.markdown(terms.linked(parts.filled(lesson, lesson.explain.text)))
    st.markdown(lesson_words.IDEAS_LEAD)
    for number, idea in enumerate(lesson.explain.ideas):
        _tick(lesson, mine, number, idea)
    return True


def _compare(lesson: Lesson, **values: int) -> None:
    progress.change(lesson, compared=True, **values)


def box(lesson: Lesson, field: str, value: str, label: str) -> None:
    """Draw a box for some sentences, which are kept in the browser."""
    key = f"{field} {lesson.id}"
    widget_sync.show(key, value)
    st.text_area(
        label,
        value,
        key=key,
        max_chars=MOST_ANSWER_CHARACTERS,
        help=lesson_text.EXPLAIN_KEPT,
        on_change=lambda: progress.change(lesson, **{field: st.session_state[key]}),
    )


def _tick(lesson: Lesson, mine: progress.Progress, number: int, idea: str) -> None:
    key = f"idea {lesson.id} {number}"
    widget_sync.show(key, number in mine.ticks)

    def take() -> None:
        ticks = set(progress.of(lesson).ticks) ^ {number}
        progress.change(lesson, ticks=tuple(sorted(ticks)))

    terms.note(idea)
    st.checkbox(idea, number in mine.ticks, key=key, on_change=take)


def push(lesson: Lesson, layout: parts.Layout) -> bool:
    """Draw step 6; return whether the contrast was run."""
    main = runs.need(lesson, "main")
    if main is None:
        return False
    mine = progress.of(lesson)
    st.caption(lesson_words.PUSH_LEAD)
    st.markdown(terms.linked(lesson.push.text))
    outcome = runs.shown(lesson, "push")
    _guess(lesson, mine, is_locked=outcome is not None)
    asked = runs.is_asked(lesson, "push")
    if outcome is None or outcome.is_partial:
        if mine.push and st.button(
            lesson_text.RUN_AGAIN if outcome else lesson_text.PUSH_RUN,
            key="push run",
            type="primary",
            disabled=asked,
        ):
            runs.start(lesson, "push")
            st.rerun()
        runs.attend(lesson, "push")
    with layout.picture:
        st.markdown(f"**{lesson_text.PUSH_TITLE if outcome else lesson_text.PUSH_BEFORE}**")
        parts.pictures(
            lesson.push.pictures or lesson.observe.pictures,
            outcome or main,
            key=f"push {lesson.id}",
        )
    if outcome is None:
        return False
    _outcome(lesson, mine)
    return True


def _guess(lesson: Lesson, mine: progress.Progress, *, is_locked: bool) -> None:
    names = {"holds": lesson_words.HOLDS, "holds_not": lesson_words.HOLDS_NOT}
    parts.choice(
        lesson.push.question,
        names,
        mine.push,
        key=f"push {lesson.id}",
        is_locked=is_locked,
        settle=lambda id: progress.change(lesson, push=id),
    )
    if not mine.push:
        st.button(
            lesson_text.NO_GUESS,
            key="push skip",
            type="tertiary",
            on_click=progress.change,
            args=(lesson,),
            kwargs={"push": progress.SKIPPED, "skips": mine.skips + 1},
        )


def _outcome(lesson: Lesson, mine: progress.Progress) -> None:
    known = runs.known(lesson)
    before, now = judge.flips(lesson, known["main"], known["push"])
    st.markdown(
        terms.linked(lesson_text.RUN_SHOWS.format(shows=parts.filled(lesson, lesson.push.found)))
    )
    if mine.push in progress.PUSH:
        st.markdown(
            lesson_text.SAID_SO if (mine.push == "holds") == now else lesson_text.SAID_OTHER
        )
    st.markdown(
        f"**{lesson_words.FLIPPED if before and not now else lesson_words.NOT_FLIPPED}** "
        f"{terms.linked(parts.filled(lesson, lesson.push.why))}"
    )
