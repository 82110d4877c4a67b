"""Step 7: two questions whose answers can be run, the limits, and what comes next."""

from __future__ import annotations

import streamlit as st

from sim.lessons import Lesson, Option, Question, judge, lesson_words, lessons, whole
from sim.ui import navigation
from sim.ui.components import terms
from sim.ui.components.copy_link import copy_link
from sim.ui.lesson import address, before, evidence, exercise, hand_in, parts, progress, runs
from sim.ui.lesson.after import box
from sim.ui.text import lesson_text


def check(lesson: Lesson, layout: parts.Layout) -> bool:
    """Draw step 7, its two questions side by side; the lesson may be finished at any time."""
    if runs.need(lesson, "main") is None:
        return False
    mine = progress.of(lesson)
    if mine.push and runs.need(lesson, "push") is None:
        return False
    layout.above.caption(lesson_words.CHECK_LEAD)
    for number, (asked, column) in enumerate(
        zip(lesson.checks, (layout.picture, layout.words), strict=True), start=1
    ):
        with column, st.container(border=True):
            st.markdown(f"### {lesson_words.CHECK.format(number=number)}")
            _ask(lesson, asked, f"check{number}", getattr(mine, f"check{number}"))
    with layout.below:
        for asked in lesson.exercises:
            exercise.draw(lesson, asked)
        _returns(lesson, mine)
        _ending(lesson, mine)
        left, right = st.columns(2, gap="medium")
        with left:
            _limits(lesson)
        with right:
            evidence.strip(lesson)
        _ways_on(lesson)
    return True


def _ask(lesson: Lesson, asked: Question, field: str, value: str) -> None:
    parts.question(
        asked,
        value,
        key=f"{field} {lesson.id}",
        settle=lambda id: progress.change(lesson, **{field: id}),
    )
    option = next((option for option in asked.options if option.id == value), None)
    if option is None:
        return
    if option.misconception:
        st.markdown(lesson_words.MANY_EXPECT)
    st.markdown(lesson_words.PREDICTS.format(predicts=option.predicts or option.text))
    results = _results(lesson, option, field)
    if results is None:
        return
    st.markdown(lesson_text.RUN_SHOWS.format(shows=judge.finding(option, results)))
    fits = judge.fits(option, results)
    st.markdown(f"**{lesson_words.TRIED_FITS if fits else lesson_words.TRIED_FITS_NOT}**")
    if fits and asked.why:
        st.markdown(terms.linked(parts.filled(lesson, asked.why)))


def _results(lesson: Lesson, option: Option, field: str) -> judge.Runs | None:
    """Return the runs that an idea is about; offer to make them."""
    if option.run is None:
        return runs.known(lesson)["main"]
    spec = whole(lesson, option.run)
    outcome = runs.shown(lesson, field, spec)
    asked = runs.is_asked(lesson, field, spec)
    if outcome is None or outcome.is_partial:
        if st.button(lesson_text.TRY_IDEA, key=f"try {field}", disabled=asked):
            runs.start(lesson, field, spec)
            st.rerun()
        if asked or runs.panel_of(lesson, field).problem():
            runs.attend(lesson, field)
    return None if outcome is None else runs.by_arm(outcome)


def _returns(lesson: Lesson, mine: progress.Progress) -> None:
    """Ask the first question again, if it was answered as sure and the runs went another way."""
    main = runs.known(lesson)["main"]
    if mine.confidence != "sure" or parts.verdict(lesson.predict, mine.predict, main) is not False:
        return
    with st.container(border=True):
        st.markdown(f"### {lesson_text.RETURNS}")
        st.caption(lesson_text.RETURNS_LEAD)
        parts.question(
            lesson.predict,
            mine.again,
            key=f"again {lesson.id}",
            settle=lambda id: progress.change(lesson, again=id),
        )
        fits = parts.verdict(lesson.predict, mine.again, main)
        if fits is not None:
            st.markdown(lesson_text.IDEA_FITS if fits else lesson_text.IDEA_FITS_NOT)


def _ending(lesson: Lesson, mine: progress.Progress) -> None:
    """Draw one of two endings: a worked case for those new to it, a task for the others."""
    parts.choice(
        lesson_text.PRIOR,
        lesson_text.PRIORS,
        mine.prior,
        key=f"prior {lesson.id}",
        horizontal=True,
        settle=lambda id: progress.change(lesson, prior=id),
    )
    if mine.prior == "case":
        st.markdown(f"### {lesson_words.CASE}")
        steps = (terms.linked(parts.filled(lesson, step)) for step in lesson.ending.case)
        st.markdown("\n".join(f"{number}. {step}" for number, step in enumerate(steps, start=1)))
    elif mine.prior == "task":
        st.markdown(f"### {lesson_words.TASK}")
        st.markdown(terms.linked(lesson.ending.task))
        box(lesson, "task", mine.task, lesson_text.TASK_LABEL)


def _limits(lesson: Lesson) -> None:
    for title, lines in (
        (lesson_words.LIMITS, lesson.leaves_out),
        (lesson_words.LIKENESS, lesson.likeness),
    ):
        st.markdown(f"### {title}")
        st.markdown("\n".join(f"- {terms.linked(line)}" for line in lines))
    with st.expander(lesson_words.WRONG_IDEAS):
        for idea in lesson.misconceptions:
            st.markdown(f"- {terms.linked(idea.text)}")
        st.caption(lesson_text.concepts(lesson.concepts))


def _ways_on(lesson: Lesson) -> None:
    """Draw the page to hand in, the next lesson, the same settings in the Lab, and a link."""
    hand_in.offer(lesson)
    st.markdown(lesson_text.NOT_PROOF)
    then = lessons()[lesson.next]
    title = lesson_text.card_title(then.id, then.title)
    st.button(
        f"**{lesson_text.NEXT_LESSON.format(title=title)}**",
        key="next lesson",
        type="tertiary",
        icon=":material/arrow_forward:",
        on_click=address.go,
        args=(then.id, 1),
    )
    navigation.link(
        "lab", lesson_text.IN_LAB, before.lab_query(lesson), icon=":material/experiment:"
    )
    copy_link(
        f"/lessons?lesson={lesson.id}&step=1", key=f"link {lesson.id}", label=lesson_text.LINK
    )
