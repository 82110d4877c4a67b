"""Steps 1 and 2: the scene and the prediction. Nothing of the main run is made, or on the page."""

from __future__ import annotations

import streamlit as st

from sim.lessons import Lesson, judge, lesson_words, whole
from sim.ui import navigation
from sim.ui.components import terms
from sim.ui.components.curve import curve
from sim.ui.lesson import evidence, parts, progress, runs
from sim.ui.settings import address
from sim.ui.settings.state import LinkOptions
from sim.ui.text import lesson_text


def scene(lesson: Lesson, layout: parts.Layout) -> bool:
    """Draw step 1; return whether the next step may be opened."""
    with layout.picture:
        moves = parts.opening(lesson)
        if not moves:
            _picture(lesson)
    if moves:
        st.markdown(lesson_text.OPENING)
        if lesson.scene.picture == "networks":
            _picture(lesson)
    layout.above.markdown(terms.linked(lesson.scene.text))
    if lesson.scene.picture == "one_run" and (outcome := runs.shown(lesson, "one_run")) is not None:
        known = {"one_run": runs.by_arm(outcome)}
        st.markdown(f"**{judge.fill(lesson.scene.found, judge.numbers(lesson.numbers, known))}**")
    if lesson.rivals:
        with layout.below:
            evidence.rivals(lesson)
    navigation.link("lab", lesson_text.PLAY_FIRST, play_query(lesson), icon=":material/experiment:")
    return True


def play_query(lesson: Lesson) -> dict[str, str | list[str]]:
    """Return the address of the Lab with runs that tell nothing of the answer of the lesson."""
    play = runs.settings_of(whole(lesson, lesson.play))
    return address.to_query(play, LinkOptions(guess=True))


def _picture(lesson: Lesson) -> None:
    """Draw what is known before the run; it stays in sight while the question is answered."""
    if lesson.scene.picture == "networks":
        parts.drawing("two_networks.svg", alt=lesson_text.NETWORKS_ALT, labels=lesson_text.NETWORKS)
        st.caption(lesson_text.NETWORKS_CAPTION)
    elif lesson.scene.picture == "plan":
        parts.plan(lesson)
        st.caption(lesson_words.PLAN_CAPTION)
    elif (outcome := runs.need(lesson, "one_run")) is not None:  # the question is about the others
        parts.played(outcome, key=f"one run {lesson.id}")
        st.caption(lesson_text.ONE_RUN_CAPTION.format(seed=outcome.settings.seed))


def predict(lesson: Lesson, layout: parts.Layout) -> bool:
    """Draw step 2; return whether an answer was given."""
    mine = progress.of(lesson)
    is_locked = mine.step > 2
    st.caption(lesson_text.KEPT_FIXED if is_locked else lesson_text.PREDICT_LEAD)
    with layout.picture:
        if (curve_asked := lesson.predict.curve) is not None:
            st.markdown(f"**{terms.linked(curve_asked.question)}**")
            curve(
                curve_asked.days,
                mine.curve or None,
                label=curve_asked.question,
                start=curve_asked.start,
                key=f"curve {lesson.id}",
                is_locked=is_locked,
                on_change=lambda drawn: progress.change(lesson, curve=drawn),
            )
        else:
            _picture(lesson)
    parts.question(
        lesson.predict,
        mine.predict,
        key=f"predict {lesson.id}",
        is_locked=is_locked,
        settle=lambda id: progress.change(lesson, predict=id),
    )
    if is_locked and mine.predict == progress.SKIPPED:
        st.caption(lesson_text.SKIPPED)
    parts.choice(
        lesson_text.CONFIDENCE_QUESTION,
        lesson_text.CONFIDENCE,
        mine.confidence,
        horizontal=True,
        key=f"confidence {lesson.id}",
        is_locked=is_locked,
        settle=lambda id: progress.change(lesson, confidence=id),
    )
    return mine.predict == progress.SKIPPED or bool(mine.predict and mine.confidence)


def lab_query(lesson: Lesson, name: str = "main") -> dict[str, str | list[str]]:
    """Return the address of the Lab with the settings of a run."""
    return address.to_query(runs.settings_of(runs.spec_of(lesson, name)))
