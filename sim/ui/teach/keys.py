"""Answer keys: read from runs that ship, or that the teacher asks for here; never typed in."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from sim import stored
from sim.lessons import Lesson, Spec, judge, lessons, rules, scenario_of, whole
from sim.paper import paper_words, quiz
from sim.paper.key import Asked, Key, asked, exercises_of, key_of, ranges
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
            if tried:
                _key(lesson, tried, has_ideas=True)
            elif runs := stored_runs(lesson):
                _key(lesson, {whole(lesson): runs}, has_ideas=False)
            else:
                st.markdown(teach_text.NO_KEY)
            for item in exercises_of(lesson):
                _answers(item)
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


def _key(lesson: Lesson, runs: Mapping[Spec, rules.Runs], *, has_ideas: bool) -> None:
    """Draw the key as far as the runs go: of the main run alone, or of the ideas of checks too."""
    main = runs[whole(lesson)]
    st.markdown(teach_text.KEYS_LEAD.format(seeds=max(map(len, main.values()))))
    numbers = judge.numbers(lesson.numbers, {"main": main})
    for name, question in (
        (paper_words.KEY_PREDICT, lesson.predict),
        (paper_words.KEY_OBSERVE, lesson.observe),
    ):
        _answers(asked(lesson, name, question, runs, numbers))
    for place, question in enumerate(lesson.checks, start=1):
        name = paper_words.KEY_CHECK.format(number=place)
        if has_ideas:
            _answers(asked(lesson, name, question, runs, numbers))
        else:
            st.markdown(teach_text.key_question(name, text.plain(question.question)))
            st.markdown(teach_text.KEY_NEEDS_RUN)
    st.markdown(
        teach_text.key_question(
            paper_words.KEY_EXPLAIN, text.plain(judge.fill(lesson.explain.text, numbers))
        )
    )
    rows = [[text.plain(cell) for cell in row] for row in ranges(lesson, main)]
    if rows:
        st.markdown(f"**{paper_words.KEY_NUMBERS}**\n\n{table(paper_words.KEY_COLUMNS, rows)}")


def _answers(question: Asked) -> None:
    """Draw a question with the answers that fit, and what was found about each."""
    st.markdown(teach_text.key_question(text.plain(question.name), text.plain(question.question)))
    sources = paper_words.from_sources(question.sources) if question.sources else ""
    fitting = [
        " ".join(filter(None, (answer.text, answer.finding, sources)))
        for answer in question.answers
        if answer.fits
    ]
    st.markdown("\n".join(f"- {text.plain(line)}" for line in fitting) or teach_text.KEY_NO_ANSWER)
