"""The steps of the first minute: look, guess, watch, result; each is one script run of the page."""

from __future__ import annotations

import streamlit as st

from sim.ui import navigation, text
from sim.ui.components import guess, questions, terms
from sim.ui.components.player import player
from sim.ui.start import story
from sim.ui.store import browser
from sim.ui.store.records import Run
from sim.ui.text import start_text

_STEP, _GUESS = "start_step", "start_guess"  # in the session; the guess is (answer, how sure)


def step() -> str:
    """Return where the visitor is: look, guess, watch or result."""
    return st.session_state.get(_STEP, "look")


def headline() -> None:
    """Draw the question of the page, whole at first, short once there is something to do."""
    st.title(start_text.HEADLINE if step() == "look" else start_text.SHORT_HEADLINE, anchor=False)


def draw() -> None:
    """Draw the step and the two networks, which stay in their place from step to step."""
    {"look": _look, "guess": _ask, "watch": _watch, "result": _result}[step()]()
    if step() in ("look", "guess"):
        player(
            story.first_day() | {"autoplay": True, "compact": True, "loops": True},
            key="start_first_day",
        )
    else:
        player(story.whole() | {"autoplay": True, "compact": True}, key="start_whole", on_end=_seen)


def without_runs() -> None:
    """Draw what can be done where the stored runs cannot be read."""
    st.info(start_text.NO_RUNS, icon=":material/info:")
    if st.button(start_text.RUN_LIVE, key="start_live", type="primary"):
        navigation.go("lab", story.lab_query())


def _go(name: str) -> None:
    st.session_state[_STEP] = name


def _seen() -> None:
    """Open the result for a visitor who has watched the run to its end."""
    if step() == "watch":
        _go("result")


def _look() -> None:
    with st.container(horizontal=True):
        st.button(start_text.GUESS, key="start_make", type="primary", on_click=_go, args=("guess",))
        _ways_on()
    share = start_text.out_of(*story.first_share())
    st.markdown(terms.linked(start_text.TWINS.format(share=share)))


def _ways_on() -> None:
    if st.button(start_text.TO_LAB, key="start_lab"):
        navigation.go("lab", story.lab_query() | {"guess": "1"})
    if st.button(start_text.TO_TEACH, key="start_teach"):
        navigation.go("teach")
    if browser.entries(Run):
        from sim.ui.store import history  # loads what draws results; only who comes back needs it

        if (last := history.last()) and st.button(
            start_text.continue_with(text.plain(last.name)), key="start_continue"
        ):
            navigation.go("lab", last.query)


def _ask() -> None:
    st.markdown(terms.linked(start_text.TASK.format(sessions=story.n_sessions())))
    answer = questions.radio(
        start_text.QUESTION.format(days=story.last_day_d()),
        list(start_text.ANSWERS),
        index=None,
        format_func=start_text.ANSWERS.get,
        key="start_answer",
    )
    guess.ask(
        answer, key="start", show=start_text.WATCH, needs=start_text.CHOOSE_FIRST, settle=_lock
    )


def _lock(answer: str | None, sure: str) -> None:
    st.session_state[_GUESS] = (answer, sure)
    _go("watch")


def _said() -> str:
    answer, sure = st.session_state[_GUESS]
    return guess.said(start_text.ANSWERS.get(answer, ""), sure)


def _watch() -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(start_text.SKIP, key="start_skip", type="primary", on_click=_go, args=("result",))
        st.markdown(f"{_said()} · {start_text.WATCHING}")


def _result() -> None:
    answer, _ = st.session_state[_GUESS]
    outcome = story.outcome()
    st.markdown(_said())
    st.markdown(start_text.the_run(outcome.played, outcome.without, outcome.trials))
    st.markdown(start_text.over_seeds(outcome.every, outcome.trials))
    if lead := _feedback(answer, outcome.answer):
        st.markdown(lead)
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(start_text.CHANGE_ONE, key="start_change", type="primary"):
            navigation.go("lab", story.lab_query())
        if answer is not None and st.button(start_text.IDEAS[answer], key="start_idea"):
            navigation.go("lab", story.lab_query(answer))
        st.button(start_text.AGAIN, key="start_again", type="tertiary", on_click=_again)
    st.caption(start_text.LIMIT)


def _feedback(answer: str | None, right: str) -> str:
    if not right:
        return start_text.OTHER_OUTCOME
    if answer is None:
        return ""
    return start_text.RIGHT if answer == right else start_text.MANY_EXPECT


def _again() -> None:
    for name in (_STEP, _GUESS, "start_answer", "start sure"):
        st.session_state.pop(name, None)


def doors() -> None:
    """Draw the three ways on."""
    st.subheader(start_text.DOORS)
    for column, (page, (label, line)) in zip(
        st.columns(3), start_text.DOOR_LINES.items(), strict=True
    ):
        with column.container(border=True):
            navigation.link(page, label, story.lab_query() if page == "lab" else None)
            st.caption(line)
