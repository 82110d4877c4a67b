"""Exercises: the evidence decides, and a lesson that it does not decide about is refused."""

from __future__ import annotations

from importlib.resources import files

import pytest

from sim import evidence
from sim.errors import ScenarioError
from sim.evidence import GRADES
from sim.lessons import lessons, read_lesson
from sim.lessons.exercises import GRADE_CHOICES, RowNumber, RowOption, RowRule, fits, number_of
from sim.ui.lesson import progress
from sim.ui.store.records import Progress

DATA = files("sim.lessons") / "data"
ITEMS = [
    (lesson, item)
    for lesson in lessons().values()
    for exercise in lesson.exercises
    for item in exercise.items()
]


def text_of(name: str) -> str:
    return (DATA / name).read_text("utf-8")


def test_both_kinds_of_exercise_are_used():
    assert lessons()["L12"].grades is not None and lessons()["L11"].rows is not None


def test_each_grade_has_words_for_a_pupil():
    assert tuple(GRADE_CHOICES) == GRADES


def test_the_grade_of_a_sentence_is_that_of_its_card():
    exercise = lessons()["L12"].grades
    for sentence, item in zip(exercise.sentences, exercise.items(), strict=True):
        assert item.answer == evidence.claim(sentence.card).grade
        assert item.sources == (sentence.card,)


def test_the_sentences_of_the_brochure_check_have_every_grade():
    assert {item.answer for item in lessons()["L12"].grades.items()} == set(GRADES)


@pytest.mark.parametrize(("lesson", "item"), ITEMS, ids=lambda value: value.id)
def test_the_answer_is_one_of_the_choices_and_has_a_source(lesson, item):
    assert item.answer in item.choices
    assert item.why and item.sources


def test_items_of_a_lesson_have_different_ids():
    for lesson in lessons().values():
        ids = [item.id for each in lesson.exercises for item in each.items()]
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("number", "value"),
    [
        ({"row": "G02a"}, 16.5),
        ({"row": "G02a", "minus": "G02b"}, 16.5 - 8.8),
        ({"row": "G02b", "over": "G02a"}, 8.8 / 16.5),
        ({"row": "G20", "part": "low"}, -13.3),
    ],
)
def test_a_number_is_computed_from_rows(number, value):
    assert number_of(RowNumber(**number)) == pytest.approx(value)


def test_all_rules_of_an_answer_must_hold():
    inside = RowRule(row="G02a", at_least=16.0, at_most=17.0)
    outside = RowRule(row="G02b", at_least=16.0)
    assert fits(RowOption(id="a", text="A.", fits=(inside,)))
    assert not fits(RowOption(id="a", text="A.", fits=(inside, outside)))


def test_a_number_that_was_not_checked_decides_nothing():
    with pytest.raises(ValueError, match="no checked number 'mid' in row A28"):
        number_of(RowNumber(row="A28"))


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        ("l12_brochure_check.toml", 'card = "CL12"', 'card = "CL99"', "grades.new_synapses"),
        (
            "l11_four_rival_ideas.toml",
            "at_least = 0.4, at_most = 0.6",
            "at_least = 0.7, at_most = 0.8",
            "0 answers of 'without_drug' that fit the rows",
        ),
        (
            "l11_four_rival_ideas.toml",
            'fits = [{ row = "G02b", over = "G02a", at_least = 0.8 }]',
            'fits = [{ row = "G02b", over = "G02a", at_least = 0.5 }]',
            "2 answers of 'without_drug' that fit the rows",
        ),
        ("l11_four_rival_ideas.toml", "are {without}.", "are {with_out}.", "with_out"),
        ("l11_four_rival_ideas.toml", 'row = "B09"', 'row = "B99"', "'B99'"),
        (
            "l11_four_rival_ideas.toml",
            '{ name = "drug", row = "G02a" }',
            '{ name = "drug", row = "G99" }',
            "G99",
        ),
    ],
)
def test_a_mistake_in_an_exercise_is_told(name, old, new, expected):
    assert old in text_of(name)
    with pytest.raises(ScenarioError, match=expected):
        read_lesson(text_of(name).replace(old, new, 1))


def test_answers_are_kept_as_long_as_the_lesson_asks_for_them():
    stored = Progress(
        exercises=(("new_synapses", "animal-only"), ("gone", "opinion"), ("window", "maybe"))
    )
    kept = progress.fitting(lessons()["L12"], stored).exercises
    assert kept == (("new_synapses", "animal-only"),)
