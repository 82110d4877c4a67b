"""A lesson asks about things that its picture shows, in words that fit the directions in it."""

from __future__ import annotations

import re

import pytest

from sim.lessons import lessons
from sim.plots import PLOTS, Dots
from tests.lessons.test_reading import texts_of

UP = re.compile(r"\b(top|bottom|upper|lower end|upwards|downwards)\b", re.I)
ACROSS = re.compile(r"\b(left|right)\b", re.I)
KNOWN = {plot.id: plot for plot in PLOTS}
LESSONS = pytest.mark.parametrize("lesson", lessons().values(), ids=lambda lesson: lesson.id)


def grows(plot, results) -> str:
    """The way in which values grow in a picture: up, or across."""
    runs = {"one": [result for result in results if result.arm == "treated"]}
    (picture,) = plot.pictures(runs, day=2.0, measure="answer.b", together=True).values()
    return "across" if isinstance(picture.panel, Dots) else "up"


@LESSONS
def test_words_of_direction_fit_the_picture_that_is_asked_about(lesson, tiny_results):
    told = " ".join(texts_of(lesson.observe.model_dump()))
    way = grows(KNOWN[lesson.observe.pictures[0].plot], tiny_results)
    assert not (UP if way == "across" else ACROSS).search(told)


def test_the_lesson_of_many_runs_speaks_of_left_and_right():
    """So that the test above has something to find."""
    assert ACROSS.search(" ".join(texts_of(lessons()["L10"].observe.model_dump())))


@LESSONS
def test_a_picture_is_told_the_measure_that_it_shows_and_no_other(lesson):
    for step in (lesson.observe, lesson.explain, lesson.push):
        for picture in step.pictures:
            assert (KNOWN[picture.plot].takes == "measure") == bool(picture.measure)


@LESSONS
def test_the_first_picture_shows_what_the_question_is_decided_by(lesson):
    first = lesson.observe.pictures[0]
    asked = {rule.measure for option in lesson.observe.options for rule in option.fits}
    shown = {"answer_over_days": {"answer.b", "window"}}  # the window is a shaded stretch in it
    assert asked <= shown.get(first.plot, {first.measure})
