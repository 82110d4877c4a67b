"""Answer keys: read from runs that ship, or that the teacher asks for here; never typed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from sim import stored
from sim.lessons import Lesson, Question, Spec, judge, lessons, rules, scenario_of, whole
from sim.paper import paper_words, quiz
from sim.paper.key import Key, key_of, ranges
from sim.paper.sheets import key_page
from sim.result import Result
from sim.ui import text
from sim.ui.components import downloads
from sim.ui.components.downloads import File
from sim.ui.teach import trials
from sim.ui.teach.plans import table
from sim.ui.text import teach_text

Runs = dict[str, list[Result]]


def draw() -> None:
    """Draw the key of every lesson, closed."""
    st.warning(teach_text.KEYS_NOTE)
    for lesson in lessons().values():
        with st.expander(f"{lesson.id}: {text.plain(lesson.title)}"):
            tried = trials.of(lesson)
            runs = tried.get(whole(lesson)) or stored_runs(lesson)
            if runs:
                _key(lesson, runs, tried)
            else:
                st.markdown(teach_text.NO_KEY)
            _exercises(lesson)
            if tried:
                _files(lesson, tried)
            else:
                trials.offer(lesson)


def _files(lesson: Lesson, tried: Mapping[Spec, rules.Runs]) -> None:
    """Draw the downloads of the key and of the check questions of one lesson."""

    def key() -> Key:
        return key_of(lesson, tried)

    downloads.offer(
        File(
            paper_words.KEY,
            lambda: key_page(key()),
            f"{lesson.id}_key.html",
            "text/html",
            f"key {lesson.id}",
        ),
        File(
            paper_words.QUIZ_GIFT,
            lambda: quiz.gift([key()]),
            f"{lesson.id}_quiz.gift.txt",
            "text/plain",
            f"gift {lesson.id}",
        ),
        File(
            paper_words.QUIZ_CSV,
            lambda: quiz.table([key()]),
            f"{lesson.id}_quiz.csv",
            "text/csv",
            f"quiz {lesson.id}",
        ),
        in_a_row=True,
    )


def stored_runs(lesson: Lesson) -> Runs:
    """Return the stored runs of the main run of a lesson by arm; empty unless every arm has one."""
    spec = whole(lesson)
    scenario = scenario_of(spec)
    results = {
        arm: [
            stored.get(scenario.fingerprint(arm, seed))
            for seed in range(spec.seed, spec.seed + spec.seeds)
        ]
        for arm in spec.arms
    }
    runs = {arm: [run for run in of_arm if run is not None] for arm, of_arm in results.items()}
    return runs if all(runs.values()) else {}


def answers(question: Question, runs: Runs) -> list[str]:
    """Return the texts of the answers that fit the runs; those with a run of their own are out."""
    fitting = judge.fitting(question, runs)
    return [option.text for option in question.options if option.id in fitting]


def check_answers(
    lesson: Lesson, question: Question, tried: Mapping[Spec, rules.Runs]
) -> list[str]:
    """Return the ideas about a check that their own runs agree with, and what these show."""
    lines = []
    for option in question.options:
        runs = tried[whole(lesson, option.run)]
        if judge.fits(option, runs):
            lines.append(f"{option.text} {judge.finding(option, runs)}")
    return lines


def _key(lesson: Lesson, runs: Runs, tried: Mapping[Spec, rules.Runs]) -> None:
    st.markdown(teach_text.KEYS_LEAD.format(seeds=max(map(len, runs.values()))))
    numbers = judge.numbers(lesson.numbers, {"main": runs})
    for name, question in (
        (teach_text.KEY_PREDICT, lesson.predict),
        (teach_text.KEY_OBSERVE, lesson.observe),
    ):
        _answers(name, question, answers(question, runs))
    for place, question in enumerate(lesson.checks, start=1):
        name = teach_text.KEY_CHECK.format(number=place)
        if tried:
            _answers(name, question, check_answers(lesson, question, tried))
        else:
            st.markdown(teach_text.key_question(name, text.plain(question.question)))
            st.markdown(teach_text.KEY_NEEDS_RUN)
    st.markdown(
        teach_text.key_question(
            teach_text.KEY_EXPLAIN, text.plain(judge.fill(lesson.explain.text, numbers))
        )
    )
    rows = [[text.plain(cell) for cell in row] for row in ranges(lesson, runs)]
    if rows:
        st.markdown(f"**{teach_text.KEY_NUMBERS}**\n\n{table(teach_text.KEY_COLUMNS, rows)}")


def _exercises(lesson: Lesson) -> None:
    """Draw the answers that the evidence gives, which need no runs."""
    for exercise in lesson.exercises:
        for item in exercise.items():
            asked = teach_text.key_question(text.plain(exercise.title), text.plain(item.asked))
            sources = paper_words.from_sources(item.sources)
            st.markdown(f"{asked}\n- {text.plain(item.choices[item.answer])} {sources}")


def _answers(name: str, question: Question, texts: Sequence[str]) -> None:
    st.markdown(teach_text.key_question(name, text.plain(question.question)))
    st.markdown(
        "\n".join(f"- {text.plain(answer)}" for answer in texts) or teach_text.KEY_NO_ANSWER
    )
