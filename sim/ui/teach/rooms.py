"""A room for a class: which lesson asks its question, and the button that opens it."""

from __future__ import annotations

import streamlit as st

from sim.lessons import Lesson, lessons, scenario_of, whole
from sim.rooms import ROOMS, Refused
from sim.runs import seconds_of_run, worker_count
from sim.ui import navigation
from sim.ui.running import shared
from sim.ui.teach import address
from sim.ui.text import board_text


def draw() -> None:
    """Draw the part."""
    known = lessons()
    st.markdown(board_text.LEAD)
    st.markdown("\n".join(f"{number}. {line}" for number, line in enumerate(board_text.HOW, 1)))
    chosen = address.lesson()
    st.session_state["room lesson"] = chosen
    st.selectbox(
        board_text.LESSON,
        list(known),
        key="room lesson",
        format_func=lambda id: board_text.lesson_name(id, known[id].question),
        on_change=lambda: address.go(lesson=st.session_state["room lesson"]),
    )
    st.caption(board_text.takes(board_text.MANY_SEATS, _takes_s(known[chosen])))
    if st.button(board_text.OPEN, key="open room", type="primary"):
        try:
            room = ROOMS.open(known[chosen], shared.pool())
        except Refused as refused:
            st.warning(board_text.BOARD_REFUSED[refused.why])
        else:
            navigation.go("board", {"room": room.code, "key": room.key})


def _takes_s(lesson: Lesson) -> float:
    """Return how long the runs of a class take, if none of them is there already."""
    spec = whole(lesson)
    scenario = scenario_of(spec)
    of_seat = sum(seconds_of_run(scenario, arm) for arm in spec.arms)
    return board_text.MANY_SEATS * of_seat / worker_count()
