"""Plans: one page for each lesson there is, and a whole lesson of 50 minutes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from sim.lessons import Lesson, catalogue, lessons, scenario_of, whole
from sim.ui import navigation, text
from sim.ui.settings.state import Settings
from sim.ui.teach import outputs, place
from sim.ui.text import teach_text as words


def draw() -> None:
    """Draw the part."""
    known = lessons()
    chosen = place.lesson()
    st.session_state["teach lesson"] = chosen
    st.selectbox(
        words.LESSON,
        list(known),
        key="teach lesson",
        format_func=lambda id: f"{id}: {known[id].title}",
        on_change=lambda: place.go(lesson=st.session_state["teach lesson"]),
    )
    _lesson(known[chosen])
    later = [f"{one.id} {text.plain(one.title)}" for one in catalogue() if one.id not in known]
    if later:
        st.caption(words.LATER.format(lessons=", ".join(later)))
    if chosen in words.WINDOW_PLAN_NEEDS and set(words.WINDOW_PLAN_NEEDS) <= set(known):
        st.subheader(
            words.PLAN_TITLE.format(
                minutes=words.WINDOW_PLAN_MINUTES, title=words.WINDOW_PLAN_TITLE
            ),
            anchor=False,
        )
        st.markdown(table(words.PLAN_COLUMNS, words.WINDOW_PLAN))
        st.markdown(words.SPARE)


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table in Markdown; cells are Markdown already."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _lesson(lesson: Lesson) -> None:
    spec = whole(lesson)
    scenario = scenario_of(spec)
    labels = [scenario.arm_names()[arm] for arm in spec.arms]
    st.subheader(f"{lesson.id}: {text.plain(lesson.title)}", anchor=False)
    st.markdown(words.QUESTION.format(question=text.plain(lesson.question)))
    st.markdown(words.MINUTES.format(minutes=lesson.minutes, level=text.plain(lesson.level)))
    st.markdown(
        words.PRESET.format(
            title=text.plain(scenario.title),
            arms=", ".join(f"*{text.plain(one)}*" for one in labels),
        )
    )
    st.markdown(words.CONCEPTS.format(concepts=", ".join(map(text.plain, lesson.concepts))))
    st.markdown(words.CARDS.format(cards=", ".join(map(text.plain, lesson.evidence))))
    with st.container(horizontal=True):
        navigation.link(
            "lessons",
            words.OPEN_LESSON.format(id=lesson.id),
            {"lesson": lesson.id, "step": "1"},
            icon=":material/school:",
        )
        navigation.link(
            "lab",
            words.OPEN_PRESET,
            {"preset": spec.preset, "arms": ",".join(spec.arms)},
            icon=":material/experiment:",
        )
    outputs.share(
        f"/lessons?lesson={lesson.id}&step=1",
        key=f"lesson_{lesson.id}",
        what=words.LESSON_NAME.format(id=lesson.id),
    )
    _texts(
        words.PREDICTION,
        [
            lesson.predict.question,
            *(words.answer_option(one.text) for one in lesson.predict.options),
        ],
    )
    _texts(words.IDEAS, lesson.explain.ideas)
    _texts(words.WRONG_IDEAS, [one.text for one in lesson.misconceptions])
    _texts(words.NUDGES, lesson.nudges)
    _texts(words.LIMITS, lesson.leaves_out)
    st.markdown(f"**{words.NO_NET}**")
    settings = Settings(spec.preset, spec.set, spec.arms, spec.seeds, spec.seed)
    outputs.replay(
        settings,
        scenario,
        f"/lessons?lesson={lesson.id}&step=1",
        key=f"lesson_{lesson.id}",
        note=lesson.question,
    )


def _texts(title: str, lines: Iterable[str]) -> None:
    """Draw a list of texts from a file of a lesson, as they are."""
    shown = "\n".join(f"- {text.plain(line)}" for line in lines)
    if shown:
        st.markdown(f"**{title}**\n\n{shown}")
