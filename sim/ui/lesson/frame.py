"""The frame of every step: question, step bar, nudges, and the buttons back and on.

A step is drawn in two columns, the picture on the left and the words on the right, so that what is
asked and what it is asked about are seen together. On a phone the columns stand below each other.
"""

from __future__ import annotations

import streamlit as st

from sim.lessons import Lesson
from sim.ui import projector
from sim.ui.components import terms
from sim.ui.lesson import address, after, before, check, during, parts, progress
from sim.ui.store import browser
from sim.ui.text import lesson_text

_STEPS = (
    before.scene,
    before.predict,
    during.run,
    during.observe,
    after.explain,
    after.push,
    check.check,
)
_COLUMNS = (8, 5)  # picture and words: two networks stand side by side on a laptop
_WIDTH_PX = 1400  # of both; longer lines are hard to read


def show(lesson: Lesson, asked_step: int) -> None:
    """Draw one step of a lesson.

    Parameters
    ----------
    lesson : Lesson
    asked_step : int
        The step that the address asks for; nothing of the outcome opens before the prediction.
    """
    terms.begin()
    allowed = progress.last_step(lesson)
    step = min(max(asked_step, 1), allowed, len(_STEPS))
    if step != asked_step and browser.is_ready():  # before that, earlier answers may still arrive
        address.go(lesson.id, step)
    with st.container(width=_WIDTH_PX, gap=8):
        _head(lesson, step)
        layout = parts.Layout(st.container(), *st.columns(_COLUMNS, gap="medium"), st.container())
        with layout.words:
            may_go_on = _STEPS[step - 1](lesson, layout)
        with layout.below if step == len(_STEPS) else layout.words:
            _buttons(lesson, step, may_go_on)
            if 1 < step < len(_STEPS) and not projector.is_on():
                _nudges(lesson, step)


def _head(lesson: Lesson, step: int) -> None:
    """Draw the question of the lesson, and where this step is."""
    if not projector.is_on():
        _way_back(lesson, step)
    with st.container(horizontal=True, vertical_alignment="bottom", gap=24):
        st.title(lesson.question, width="content", anchor=False)
        st.header(lesson_text.step_title(step), width="content", anchor=False)


def _way_back(lesson: Lesson, step: int) -> None:
    """Draw the button to the list of lessons, and the bar of steps."""
    with st.container(horizontal=True, vertical_alignment="center", gap=8):
        # A link to the page that is open would be no step in the history of the browser.
        st.button(
            lesson_text.ALL_LESSONS,
            key="all lessons",
            icon=":material/arrow_back:",
            type="tertiary",
            on_click=address.go,
            args=("", 1),
        )
        st.markdown(
            f"{lesson_text.card_title(lesson.id, lesson.title)} · "
            f"{lesson_text.step_bar(step, progress.of(lesson).step - 1)}"
        )


def _go(lesson: Lesson, step: int) -> None:
    """Open a step; called before the next run of the script."""
    if step > progress.of(lesson).step:
        progress.change(lesson, step=step)
    address.go(lesson.id, step)


def _skip(lesson: Lesson) -> None:
    """Decline the prediction and go on."""
    skips = progress.of(lesson).skips + 1
    progress.change(lesson, predict=progress.SKIPPED, confidence="", skips=skips)
    _go(lesson, 3)


def _finish(lesson: Lesson) -> None:
    progress.change(lesson, is_done=True)
    address.go("", 1)


def _buttons(lesson: Lesson, step: int, may_go_on: bool) -> None:
    """Draw back and on; on is the one primary button, unless a step has another one to press."""
    mine = progress.of(lesson)
    with st.container(horizontal=True, vertical_alignment="center"):
        if step > 1:
            st.button(lesson_text.BACK, key="back", on_click=_go, args=(lesson, step - 1))
        if step < len(_STEPS):
            st.button(
                lesson_text.NEXT,
                key="next",
                on_click=_go,
                args=(lesson, step + 1),
                type="primary" if may_go_on else "secondary",
                disabled=not may_go_on,
            )
        else:
            st.button(
                lesson_text.FINISH, key="finish", on_click=_finish, args=(lesson,), type="primary"
            )
        if step == 2 and mine.step <= 2:
            st.button(
                lesson_text.NO_GUESS, key="skip", type="tertiary", on_click=_skip, args=(lesson,)
            )
        terms.popover()
    if not may_go_on and step in lesson_text.NEEDS:
        st.caption(lesson_text.NEEDS[step])


def _nudges(lesson: Lesson, step: int) -> None:
    """Draw the nudges that were asked for in this step, and the button for the next one."""
    opened = progress.of(lesson).nudges
    for nudge, asked_in in zip(lesson.nudges, opened):
        if asked_in == step:
            st.info(nudge, icon=":material/help:")
    if len(opened) < len(lesson.nudges):
        st.button(
            lesson_text.NUDGE,
            key="nudge",
            icon=":material/help:",
            type="tertiary",
            on_click=progress.change,
            args=(lesson,),
            kwargs={"nudges": (*opened, step)},
        )
    elif lesson.nudges:
        st.caption(lesson_text.NUDGES_OVER)
