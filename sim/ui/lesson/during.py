"""Steps 3 and 4: the run with its few controls, and what is to be seen in it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from sim.lessons import Lesson, Spec, judge, lesson_words
from sim.lessons.records import Control
from sim.plots import headline_sentence
from sim.scenario import get_path
from sim.ui import text
from sim.ui.components import guess, terms
from sim.ui.lesson import parts, progress, runs
from sim.ui.running.outcome import Outcome
from sim.ui.settings.presets import load
from sim.ui.text import lesson_text

_OWN = "own"  # name of the panel of a run with other settings


def run(lesson: Lesson, layout: parts.Layout) -> bool:
    """Draw step 3, where the first run plays; return whether the main run is there."""
    outcome = runs.shown(lesson, "main")
    asked = runs.is_asked(lesson, "main")
    if outcome is None or outcome.is_partial:
        st.markdown(lesson_text.RUN_FIRST)
        label = lesson_text.RUN_AGAIN if outcome else lesson_text.RUN
        if st.button(label, key="run", type="primary", disabled=asked):
            runs.start(lesson, "main")
            st.rerun()
    with layout.picture:
        if outcome is None:
            parts.plan(lesson)
        else:
            parts.played(outcome, key=f"played {lesson.id}")
    runs.attend(lesson, "main")
    if outcome is None:
        return False
    if not outcome.is_partial:
        st.success(lesson_text.RUN_DONE)
    if lesson.controls:
        with st.container(border=True):
            _own(lesson)
    return True


def _own(lesson: Lesson) -> None:
    """Let the visitor try other values of the named controls, and nothing else."""
    st.markdown(f"**{lesson_text.OWN_LEAD}**")
    spec = runs.spec_of(lesson, "main")
    values = {control.path: _control(control, spec) for control in lesson.controls}
    # Values of the lesson's own arms would win over those chosen here.
    own = tuple(
        change.model_copy(
            update={"set": tuple(pair for pair in change.set if pair[0] not in values)}
        )
        for change in spec.own
    )
    own_spec = spec.model_copy(
        update={"set": tuple(sorted({**dict(spec.set), **values}.items())), "own": own}
    )
    asked = runs.is_asked(lesson, _OWN, own_spec)
    if st.button(lesson_text.OWN_RUN, key="own run", disabled=asked):
        runs.start(lesson, _OWN, own_spec)
        st.rerun()
    runs.attend(lesson, _OWN)
    outcome = runs.shown(lesson, _OWN, own_spec)
    if outcome is not None:
        headline = headline_sentence(outcome.scenario, outcome.arms)
        st.markdown(f"{lesson_text.OWN_FOUND} {text.plain(headline)}")


def _control(control: Control, spec: Spec) -> Any:
    """Draw a control; return the value, of the type that the parameter has."""
    usual = dict(spec.set).get(control.path, get_path(load(spec.preset), control.path))
    names = {
        choice: f"{choice:g}" if isinstance(choice, float) else str(choice)
        for choice in control.values
    }
    start = usual if usual in names else control.values[0]
    chosen = st.segmented_control(
        control.label,
        list(names),
        default=start,
        required=True,
        format_func=names.__getitem__,
        key=f"control {control.path}",
    )
    return type(usual)(chosen)


def observe(lesson: Lesson, layout: parts.Layout) -> bool:
    """Draw step 4; return whether the question was answered."""
    outcome = runs.need(lesson, "main")
    if outcome is None:
        return False
    mine, results = progress.of(lesson), runs.by_arm(outcome)
    st.caption(lesson_text.OBSERVE_LEAD)
    first, *others = lesson.observe.pictures
    with layout.picture:
        parts.pictures([first], outcome, key=f"observe {lesson.id}", guess=parts.drawn(lesson))
    with layout.below:  # not between the picture and its question, on a phone either
        parts.played(outcome, key=f"observed {lesson.id}")
        st.caption(lesson_text.OBSERVED_CAPTION.format(seed=outcome.settings.seed))
        parts.pictures(others, outcome, key=f"observe more {lesson.id}")
    parts.question(
        lesson.observe,
        mine.observe,
        key=f"seen {lesson.id}",
        settle=lambda id: progress.change(lesson, observe=id),
    )
    if not mine.observe:
        return False
    fits = parts.verdict(lesson.observe, mine.observe, results)
    st.markdown(
        lesson_words.NO_ANSWER
        if fits is None
        else lesson_words.FITS
        if fits
        else lesson_words.FITS_NOT
    )
    st.markdown(
        terms.linked(lesson_text.RUN_SHOWS.format(shows=parts.filled(lesson, lesson.observe.why)))
    )
    with st.container(border=True):
        _beside(lesson, mine, outcome)
    return True


def _beside(lesson: Lesson, mine: progress.Progress, outcome: Outcome) -> None:
    """Draw the prediction beside the outcome."""
    results = runs.by_arm(outcome)
    st.markdown(guess.said(parts.said(lesson.predict, mine.predict), mine.confidence))
    st.markdown(
        terms.linked(lesson_text.RUN_SHOWS.format(shows=parts.filled(lesson, lesson.predict.why)))
    )
    fits = parts.verdict(lesson.predict, mine.predict, results)
    if fits is False:
        st.markdown(lesson_words.MANY_EXPECT)
    elif not judge.fitting(lesson.predict, results):
        st.markdown(lesson_words.NO_ANSWER)
    asked = lesson.predict.curve
    score = judge.score_curve(asked, mine.curve, results) if asked and mine.curve else None
    if words := guess.compared(fits, score):
        st.markdown(words)
