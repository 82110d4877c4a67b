"""Before class: content note and opt-out, words to read aloud, projector, no internet."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from sim.lessons import Lesson, lessons, scenario_of, whole
from sim.ui import text
from sim.ui.text import teach_text as words


def draw() -> None:
    """Draw the part."""
    _list(words.NOTE_TITLE, words.NOTE)
    free = [
        f"{one.id} ({text.plain(one.title)})" for one in lessons().values() if not has_drug(one)
    ]
    if free:
        st.markdown(words.WITHOUT_DRUG.format(lessons=", ".join(free)))
    _list(words.OPT_OUT_TITLE, words.OPT_OUT)
    st.subheader(words.ALOUD_TITLE, anchor=False)
    line = st.text_input(
        words.LINE, key="teach_line", max_chars=words.MOST_LINE, help=words.LINE_HELP
    )
    said = words.ALOUD_LINE.format(line=text.plain(line) or words.NO_LINE)
    st.markdown("> " + " ".join((*words.ALOUD, said)))
    _list(words.PROJECTOR_TITLE, words.PROJECTOR)
    _list(words.OFFLINE_TITLE, words.OFFLINE)


def has_drug(lesson: Lesson) -> bool:
    """Return whether any arm of the main run of a lesson gets a dose."""
    spec = whole(lesson)
    scenario = scenario_of(spec)
    resolved = [scenario.for_arm(arm) for arm in spec.arms]
    return any(act.infusions() for one in resolved for act in one.intervention)


def _list(title: str, lines: Sequence[str]) -> None:
    st.subheader(title, anchor=False)
    st.markdown("\n".join(f"- {line}" for line in lines))
