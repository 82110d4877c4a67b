"""Before class: content note and opt-out, words to read aloud, projector, no internet."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from sim.lessons import Lesson, lessons, scenario_of, whole
from sim.ui import navigation, projector, text
from sim.ui.text import teach_text


def draw() -> None:
    """Draw the part."""
    _list(teach_text.NOTE_TITLE, teach_text.NOTE)
    free = [
        f"{lesson.id} ({text.plain(lesson.title)})"
        for lesson in lessons().values()
        if not has_drug(lesson)
    ]
    if free:
        st.markdown(teach_text.WITHOUT_DRUG.format(lessons=", ".join(free)))
    _list(teach_text.OPT_OUT_TITLE, teach_text.OPT_OUT)
    st.subheader(teach_text.ALOUD_TITLE, anchor=False)
    line = st.text_input(
        teach_text.LINE, key="teach_line", max_chars=teach_text.MOST_LINE, help=teach_text.LINE_HELP
    )
    said = teach_text.ALOUD_LINE.format(line=text.plain(line) or teach_text.NO_LINE)
    st.markdown("> " + " ".join((*teach_text.ALOUD, said)))
    _list(teach_text.PROJECTOR_TITLE, teach_text.PROJECTOR)
    with st.container(horizontal=True):
        projector.switch()
        for page in ("lessons", "lab"):
            navigation.link(page, text.PAGES[page])
    _list(teach_text.OFFLINE_TITLE, teach_text.OFFLINE)


def has_drug(lesson: Lesson) -> bool:
    """Return whether any arm of the main run of a lesson gets a dose."""
    spec = whole(lesson)
    scenario = scenario_of(spec)
    resolved = [scenario.for_arm(arm) for arm in spec.arms]
    return any(act.infusions() for with_arm in resolved for act in with_arm.intervention)


def _list(title: str, lines: Sequence[str]) -> None:
    st.subheader(title, anchor=False)
    st.markdown("\n".join(f"- {line}" for line in lines))
