"""The check questions of lessons as a quiz bank: GIFT for Moodle, and CSV.

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
from sim.paper import paper_words as words
from sim.paper.key import Asked, Key

CATEGORY = "Plasticity Lab"
MOST_OPTIONS = 4
COLUMNS = (
    "id",
    "lesson",
    "question",
    *(
        f"{what}_{number}"
        for number in range(1, MOST_OPTIONS + 1)
        for what in ("answer", "is_right", "feedback")
    ),
)
_GIFT_SIGNS = re.compile(r"([\\~=#{}:])")


class Item(NamedTuple):
    """A question of the bank."""

    id: str
    lesson: str
    asked: Asked


def items(keys: Iterable[Key]) -> Iterator[Item]:
    """Yield the check questions of lessons that have a right and a wrong answer."""
    for key in keys:
        for number, check in enumerate(key.checks, start=1):
            if len({answer.fits for answer in check.answers}) == 2:
                title = f"{key.lesson.id} {key.lesson.title}"
                yield Item(f"{key.lesson.id} check {number}", title, check)


def gift(keys: Iterable[Key]) -> bytes:
    """Return the bank in GIFT. Of several right answers each counts its share."""
    questions = "\n".join(map(_gift_question, items(keys)))
    return f"$CATEGORY: {CATEGORY}\n\n{questions}".encode()


def _gift_question(item: Item) -> str:
    right = sum(answer.fits for answer in item.asked.answers)
    share = "=" if right == 1 else f"~%{100 / right:.5g}%"
    lines = [f"::{_gift_text(item.id)}::{_gift_text(item.asked.question)} {{"]
    for answer in item.asked.answers:
        said = words.feedback(fits=answer.fits, finding=answer.finding, why=item.asked.why)
        mark = share if answer.fits else "~"
        lines.append(f"\t{mark}{_gift_text(answer.text)}#{_gift_text(said)}")
    return "\n".join([*lines, "}", ""])


def _gift_text(text: str) -> str:
    return _GIFT_SIGNS.sub(r"\\\1", one_line(text))


def table(keys: Iterable[Key]) -> bytes:
    """Return the bank as CSV, a row for each question; columns of answers that lack are empty."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for item in items(keys):
        row = [item.id, item.lesson, item.asked.question]
        for answer in item.asked.answers:
            said = words.feedback(fits=answer.fits, finding=answer.finding, why=item.asked.why)
            row += [answer.text, "yes" if answer.fits else "no", said]
        row += [""] * (len(COLUMNS) - len(row))
        writer.writerow([table_cell(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")
