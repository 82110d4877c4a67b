"""The checks and exercises of lessons as a quiz bank: GIFT for Moodle, and CSV.

Which answer is right is read from the key. A question of which the runs agree with no answer, or
with every one, is no question: it is left out.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sim.export.escape import one_line, table_cell
from sim.paper.key import Asked, Key

CATEGORY = "Plasticity Lab"
COLUMNS = ("id", "lesson", "question")
ANSWER_COLUMNS = ("answer", "is_right", "feedback")  # of each answer, with its number
_GIFT_SIGNS = re.compile(r"([\\~=#{}:])")


class Item(NamedTuple):
    """A question of the bank."""

    id: str
    lesson: str
    asked: Asked


def items(keys: Iterable[Key]) -> Iterator[Item]:
    """Yield the checks and exercises of lessons that have a right and a wrong answer."""
    for key in keys:
        title = f"{key.lesson.id} {key.lesson.title}"
        for kind, questions in (("check", key.checks), ("exercise", key.exercises)):
            for number, asked in enumerate(questions, start=1):
                if len({answer.fits for answer in asked.answers}) == 2:
                    yield Item(f"{key.lesson.id} {kind} {number}", title, asked)


def gift(keys: Iterable[Key]) -> bytes:
    """Return the bank in GIFT.

    Of several right answers each counts its share, and each wrong one takes as much away: who ticks
    every box gets nothing.
    """
    questions = "\n".join(map(_gift_question, items(keys)))
    return f"$CATEGORY: {CATEGORY}\n\n{questions}".encode()


def _gift_question(item: Item) -> str:
    right = sum(answer.fits for answer in item.asked.answers)
    wrong = len(item.asked.answers) - right
    marks = ("=", "~") if right == 1 else (f"~%{100 / right:.5g}%", f"~%-{100 / wrong:.5g}%")
    lines = [f"::{_gift_text(item.id)}::{_gift_text(item.asked.question)} {{"]
    for answer in item.asked.answers:
        mark = marks[0] if answer.fits else marks[1]
        lines.append(f"\t{mark}{_gift_text(answer.text)}#{_gift_text(item.asked.feedback(answer))}")
    return "\n".join([*lines, "}", ""])


def _gift_text(text: str) -> str:
    return _GIFT_SIGNS.sub(r"\\\1", one_line(text))


def table(keys: Iterable[Key]) -> bytes:
    """Return the bank as CSV, a row for each question.

    It has columns for as many answers as the question with the most; those that lack are empty.
    """
    listed = list(items(keys))
    header = columns(max((len(item.asked.answers) for item in listed), default=0))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    for item in listed:
        row = [item.id, item.lesson, item.asked.question]
        for answer in item.asked.answers:
            row += [answer.text, "yes" if answer.fits else "no", item.asked.feedback(answer)]
        row += [""] * (len(header) - len(row))
        writer.writerow([table_cell(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def columns(most_answers: int) -> tuple[str, ...]:
    """Return the header of the table of a bank whose questions have that many answers at most."""
    numbers = range(1, most_answers + 1)
    return (*COLUMNS, *(f"{name}_{number}" for number in numbers for name in ANSWER_COLUMNS))
