"""The quiz bank: GIFT that a strict reader takes, and a table with a row for each question."""

from __future__ import annotations

import csv
import io
import re

import pytest

from sim.lessons import lessons
from sim.paper.key import Answer, Asked, Key, exercises_of
from sim.paper.quiz import columns, gift, table

RIGHT = "Yes: {a = b} ~ #1 \\ end"
SIGNS = r"\~=#{}:"


def key_with(*answers, question="Is A = {B}: ~ yes #1?", lesson="L4"):
    """Return a key with one check, and with the exercises of a lesson."""
    asked = Asked("Check 1", question, list(answers), "Because.")
    nothing = Asked("", "", [], "")
    exercises = exercises_of(lessons()[lesson])
    return Key(
        lessons()[lesson], 5, nothing, nothing, [asked], exercises, "", (True, False), "", [], []
    )


def read_gift(text):
    """Read GIFT: (name, question, [(share in percent, answer, feedback)]) of each question."""
    category, _, rest = text.partition("\n\n")
    assert re.fullmatch(r"\$CATEGORY: [^\n]+", category)
    plain = rf"(?:[^{re.escape(SIGNS)}\n]|\\[{re.escape(SIGNS)}])*"
    answer = rf"\t(=|~(?:%-?[\d.]+%)?)({plain})#({plain})\n"
    question = rf"::({plain})::({plain}) \{{\n((?:{answer})+)\}}\n"
    assert re.fullmatch(rf"(?:{question}\n?)*", rest), rest
    found = []
    for name, asked, answers, *_ in re.findall(question, rest):
        listed = [
            (_share(mark), _bare(words), _bare(said))
            for mark, words, said in re.findall(answer, answers)
        ]
        found.append((_bare(name), _bare(asked), listed))
    return found


def _share(mark):
    return 100.0 if mark == "=" else float(mark.strip("~%") or 0.0)


def _bare(text):
    return re.sub(r"\\(.)", r"\1", text)


def test_signs_of_gift_in_a_text_come_back_as_they_were():
    key = key_with(Answer(RIGHT, True, "It was 5 : 1."), Answer("No", False, "It was {0}."))
    ((name, question, answers),) = read_gift(gift([key]).decode())
    assert (name, question) == ("L4 check 1", "Is A = {B}: ~ yes #1?")
    assert [(share, words) for share, words, _ in answers] == [(100.0, RIGHT), (0.0, "No")]
    assert "It was 5 : 1. Because." in answers[0][2] and "It was {0}." in answers[1][2]


def test_of_two_right_answers_each_counts_half_and_ticking_all_counts_nothing():
    key = key_with(
        *(Answer(text, fits, "") for text, fits in (("a", True), ("b", True), ("c", False)))
    )
    ((_, _, answers),) = read_gift(gift([key]).decode())
    assert [share for share, _, _ in answers] == [50.0, 50.0, -100.0]


@pytest.mark.parametrize("fits", [True, False])
def test_a_question_on_which_the_runs_tell_no_answer_from_another_is_left_out(fits):
    key = key_with(Answer("a", fits, ""), Answer("b", fits, ""))
    assert read_gift(gift([key]).decode()) == []
    assert len(table([key]).decode("utf-8-sig").splitlines()) == 1


def test_the_table_has_the_documented_columns_and_no_formula():
    key = key_with(Answer("=1+1", True, ""), Answer("no", False, "It was A."))
    three = key_with(*(Answer(text, text == "a", "") for text in "abc"))
    header, row, _ = csv.reader(io.StringIO(table([key, three]).decode("utf-8-sig")))
    assert tuple(header) == columns(3)
    of = dict(zip(header, row, strict=True))
    assert of["answer_1"] == "'=1+1" and (of["is_right_1"], of["is_right_2"]) == ("yes", "no")
    assert of["answer_3"] == "" and "It was A." in of["feedback_2"]


WITH_EXERCISES = [lesson.id for lesson in lessons().values() if lesson.exercises]


@pytest.mark.parametrize("lesson", WITH_EXERCISES)
def test_exercises_are_in_the_bank_with_all_their_answers_and_what_the_evidence_says(lesson):
    key = key_with(Answer("a", True, ""), Answer("b", False, ""), lesson=lesson)
    items = [item for exercise in lessons()[lesson].exercises for item in exercise.items()]
    _, *in_gift = read_gift(gift([key]).decode())
    header, _, *rows = csv.reader(io.StringIO(table([key]).decode("utf-8-sig")))
    most = max(len(item.choices) for item in items)
    assert tuple(header) == columns(most)
    for item, (_, asked, answers), row in zip(items, in_gift, rows, strict=True):
        of = dict(zip(header, row, strict=True))
        assert asked == of["question"] == item.asked
        right = item.choices[item.answer]
        assert [(words, share) for share, words, _ in answers] == [
            (choice, 100.0 if choice == right else 0.0) for choice in item.choices.values()
        ]
        for number, (share, words, said) in enumerate(answers, start=1):
            assert item.why in said and all(id in said for id in item.sources)
            assert (f"“{right}”" in said) == (share == 0.0)
            assert (of[f"answer_{number}"], of[f"feedback_{number}"]) == (words, said)
        assert all(of[f"answer_{number}"] == "" for number in range(len(answers) + 1, most + 1))
