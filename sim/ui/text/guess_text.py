"""Words of the guess that a question asks for before the outcome."""

from __future__ import annotations

LEAD = "First a guess. Nothing has been run for this page yet; here is the plan."
WHICH = "Which will come out highest? ({what})"
SAME = "About the same in all of them"
HOW_MUCH = "A guess, as a number or in words: {what}"
WHERE_TO = "As {setting} grows: what will {what} do?"
DIRECTIONS = (
    "rise",
    "fall",
    "first rise, then fall",
    "first fall, then rise",
    "stay about the same",
)
SHOW = "Show the outcome"
AT_ONCE = "Show outcomes at once"
AT_ONCE_HELP = "No more questions before outcomes in this visit. A question that a link asks stays."
NEEDS = "First a guess, and how sure."
MOST_LETTERS = 80


def what(measure: str, day_d: float | None) -> str:
    """Return what is guessed: a measure, and its model day if it has one."""
    return measure if day_d is None else f"{measure}, day {day_d:g}"
