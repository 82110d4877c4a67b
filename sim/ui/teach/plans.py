"""Plans: one page for each lesson there is, with its 50 minutes minute by minute."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from sim.lessons import Lesson, lessons, scenario_of, whole
from sim.paper import paper_words
from sim.paper.plan import plans
from sim.ui import navigation, text
from sim.ui.components import terms
from sim.ui.settings.state import Settings
from sim.ui.teach import address, outputs, sheets
from sim.ui.text import teach_text

SHOWN_MIN = 50  # length of the plan on the page; the others are on paper


def draw() -> None:
    """Draw the part."""
    known = lessons()
    chosen = address.lesson()
    st.session_state["teach lesson"] = chosen
    st.selectbox(
        teach_text.LESSON,
        list(known),
        key="teach lesson",
        format_func=lambda id: f"{id}: {known[id].title}",
        on_change=lambda: address.go(lesson=st.session_state["teach lesson"]),
    )
    _lesson(known[chosen])
    _minutes(known[chosen])


def _minutes(lesson: Lesson) -> None:
    """Draw the plan that uses the class board, as it is on paper."""
    title = teach_text.PLAN_TITLE.format(minutes=SHOWN_MIN, title=text.plain(lesson.title))
    st.subheader(title, anchor=False)
    rows = [
        [timed.when, *map(text.plain, (timed.row.teacher, timed.row.pupils, timed.row.screen))]
        for timed in plans(lesson)[SHOWN_MIN]
    ]
    st.markdown(table(paper_words.PLAN_COLUMNS, rows))
    st.markdown(paper_words.SPARE)


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table in Markdown; cells are Markdown already."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _lesson(lesson: Lesson) -> None:
    spec = whole(lesson)
    scenario = scenario_of(spec)
    labels = [scenario.arm_names()[arm] for arm in spec.arms]
    st.subheader(f"{lesson.id}: {text.plain(lesson.title)}", anchor=False)
    st.markdown(teach_text.QUESTION.format(question=text.plain(lesson.question)))
    st.markdown(teach_text.MINUTES.format(minutes=lesson.minutes, level=text.plain(lesson.level)))
    st.markdown(
        teach_text.PRESET.format(
            title=text.plain(scenario.title),
            arms=", ".join(f"*{text.plain(label)}*" for label in labels),
        )
    )
    st.markdown(teach_text.CONCEPTS.format(concepts=", ".join(map(text.plain, lesson.concepts))))
    st.markdown(teach_text.CARDS.format(cards=", ".join(map(text.plain, lesson.evidence))))
    with st.container(horizontal=True):
        navigation.link(
            "lessons",
            teach_text.OPEN_LESSON.format(id=lesson.id),
            {"lesson": lesson.id, "step": "1"},
            icon=":material/school:",
        )
        navigation.link(
            "lab",
            teach_text.OPEN_PRESET,
            {"preset": spec.preset, "arms": ",".join(spec.arms), "guess": "1"},
            icon=":material/experiment:",
        )
    outputs.share(
        f"/lessons?lesson={lesson.id}&step=1",
        key=f"lesson_{lesson.id}",
        what=teach_text.LESSON_NAME.format(id=lesson.id),
    )
    _texts(
        teach_text.PREDICTION,
        [
            lesson.predict.question,
            *(teach_text.answer_option(option.text) for option in lesson.predict.options),
        ],
    )
    _texts(teach_text.IDEAS, lesson.explain.ideas)
    _texts(teach_text.WRONG_IDEAS, [idea.text for idea in lesson.misconceptions])
    _texts(teach_text.NUDGES, lesson.nudges)
    _texts(teach_text.LIMITS, lesson.leaves_out)
    st.markdown(f"**{teach_text.ON_PAPER}**")
    sheets.offer(lesson)
    st.markdown(f"**{teach_text.NO_NET}**")
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
    shown = "\n".join(f"- {terms.linked(text.plain(line))}" for line in lines)
    if shown:
        st.markdown(f"**{title}**\n\n{shown}")
