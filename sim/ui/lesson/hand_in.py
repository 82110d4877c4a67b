"""The hand-in of a lesson: a visitor's own words on one page, made here and sent nowhere."""

from __future__ import annotations

from functools import partial

import streamlit as st

from sim.lessons import Lesson
from sim.paper.sheets import Work
from sim.paper.sheets import hand_in as hand_in_page
from sim.plots.figure.draw import to_svg
from sim.ui.components import downloads
from sim.ui.components.downloads import File
from sim.ui.lesson import parts, progress, runs
from sim.ui.running.outcome import Outcome
from sim.ui.text import lesson_text


def offer(lesson: Lesson) -> None:
    """Draw the download, if the main run is there to draw a picture of."""
    outcome = runs.shown(lesson, "main")
    if outcome is None:
        return
    mine = progress.of(lesson)
    checks = zip(lesson.checks, (mine.check1, mine.check2), strict=True)
    answers = {
        "guess": parts.said(lesson.predict, mine.predict),
        "confidence": lesson_text.CONFIDENCE.get(mine.confidence, ""),
        "curve": parts.drawn(lesson),
        "sentence": mine.explain,
        "checks": [parts.said(asked, value) for asked, value in checks],
    }
    downloads.offer(
        File(
            lesson_text.HAND_IN,
            partial(_made, lesson, outcome, answers),
            f"{lesson.id}_hand_in.html",
            "text/html",
            f"hand in {lesson.id}",
            ":material/download:",
        ),
        in_a_row=True,
    )
    st.caption(lesson_text.HAND_IN_NOTE)


def _made(lesson: Lesson, outcome: Outcome, answers: dict[str, object]) -> bytes:
    shown = parts.picture_of(lesson.observe.pictures[0], outcome)
    picture = to_svg(shown, width_in=7.0, height_in=4.4)
    return hand_in_page(lesson, Work(**answers, picture=picture, alt=shown.alt))
