"""The quiz bank: GIFT that a strict reader takes, and a table with a row for each question."""

from __future__ import annotations

import csv
import io
import re

import pytest

from sim.lessons import lessons
from sim.paper.key import Answer, Asked, Key
from sim.paper.quiz import COLUMNS, gift, table

RIGHT = "Yes: {a = b} ~ #1 \\ end"
SIGNS = r"\~=#{}:"


def key_with(*answers, question="Is A = {B}: ~ yes #1?"):
    asked = Asked("Check 1", question, list(answers), "Because.")
    nothing = Asked("", "", [], "")
    return Key(lessons()["L4"], 5, nothing, nothing, [asked], [], "", (True, False), "", [], [])


def read_gift(text):
    """Read GIFT: (name, question, [(share in percent, answer, feedback)]) of each question."""
    category, _, rest = text.partition("\n\n")
    assert re.fullmatch(r"\$CATEGORY: [^\n]+", category)
    plain = rf"(?:[^{re.escape(SIGNS)}\n]|\\[{re.escape(SIGNS)}])*"
    answer = rf"\t(=|~(?:%[\d.]+%)?)({plain})#({plain})\n"
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


def test_of_two_right_answers_each_counts_half():
    key = key_with(
        *(Answer(text, fits, "") for text, fits in (("a", True), ("b", True), ("c", False)))
    )
    ((_, _, answers),) = read_gift(gift([key]).decode())
    assert [share for share, _, _ in answers] == [50.0, 50.0, 0.0]


@pytest.mark.parametrize("fits", [True, False])
def test_a_question_on_which_the_runs_tell_no_answer_from_another_is_left_out(fits):
    key = key_with(Answer("a", fits, ""), Answer("b", fits, ""))
    assert read_gift(gift([key]).decode()) == []
    assert len(table([key]).decode("utf-8-sig").splitlines()) == 1


def test_the_table_has_the_documented_columns_and_no_formula():
    key = key_with(Answer("=1+1", True, ""), Answer("no", False, "It was A."))
    header, row = csv.reader(io.StringIO(table([key]).decode("utf-8-sig")))
    assert tuple(header) == COLUMNS
    of = dict(zip(header, row, strict=True))
    assert of["answer_1"] == "'=1+1" and (of["is_right_1"], of["is_right_2"]) == ("yes", "no")
    assert of["answer_3"] == "" and "It was A." in of["feedback_2"]
