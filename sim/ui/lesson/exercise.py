"""Exercises that the evidence decides: each item with its answers, then what the evidence says."""

from __future__ import annotations

import streamlit as st

from sim import evidence
from sim.lessons import GradeExercise, Item, Lesson, RowExercise
from sim.scenario import load
from sim.ui import navigation, text
from sim.ui.components import terms
from sim.ui.lesson import parts, progress
from sim.ui.lesson.evidence import row_line
from sim.ui.text import lesson_text

_BESIDE = 2


def draw(lesson: Lesson, exercise: GradeExercise | RowExercise) -> None:
    """Draw an exercise, its items in two columns."""
    st.markdown(f"### {text.plain(exercise.title)}")
    st.markdown(terms.linked(text.plain(exercise.opening())))
    items = exercise.items()
    for start in range(0, len(items), _BESIDE):
        for column, item in zip(st.columns(_BESIDE), items[start : start + _BESIDE]):
            with column, st.container(border=True, height="stretch"):
                _ask(lesson, item)
                if chosen := dict(progress.of(lesson).exercises).get(item.id):
                    if isinstance(exercise, GradeExercise):
                        _card(item, chosen)
                    else:
                        _rows(item, chosen)


def _ask(lesson: Lesson, item: Item) -> None:
    def settle(answer: str) -> None:
        given = {**dict(progress.of(lesson).exercises), item.id: answer}
        progress.change(lesson, exercises=tuple(given.items()))

    parts.choice(
        item.asked,
        item.choices,
        dict(progress.of(lesson).exercises).get(item.id, ""),
        key=f"exercise {lesson.id} {item.id}",
        settle=settle,
    )


def _card(item: Item, chosen: str) -> None:
    """Draw the grade and caveat of the card, and a way to run what presets show of it."""
    (id,) = item.sources
    card = evidence.claim(id)
    grade = lesson_text.CARD_GRADE.format(grade=item.choices[item.answer])
    note = f" ({text.plain(card.grade_note)})" if card.grade_note else ""
    said = lesson_text.CARD_SAME if chosen == item.answer else lesson_text.CARD_OTHER
    st.markdown(f"{grade}{note}. {said}")
    claim = lesson_text.CARD_CLAIM.format(id=card.id, claim=text.plain(card.claim))
    st.markdown(f"{claim} {terms.linked(text.plain(item.why))}")
    if card.shown_by:
        title = text.plain(load(card.shown_by[0]).title)
        navigation.link(
            "lab",
            lesson_text.SHOWN_IN.format(title=title),
            {"preset": card.shown_by[0], "guess": "1"},
            icon=":material/experiment:",
        )


def _rows(item: Item, chosen: str) -> None:
    """Draw what the rows say about the answer, and the rows with their sources."""
    said = lesson_text.ROWS_SAME if chosen == item.answer else lesson_text.ROWS_OTHER
    st.markdown(f"**{said}**")
    st.markdown(terms.linked(text.plain(item.why)))
    with st.expander(lesson_text.STUDIES):
        st.markdown("\n".join(f"- {row_line(id)}" for id in item.sources))
