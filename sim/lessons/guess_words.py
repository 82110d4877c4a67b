"""Words of a guess before the outcome: on a page with a question, and on the static site."""

from __future__ import annotations

from sim.measures import by_name

LEAD = "First a guess. Nothing has been run for this page yet; here is the plan."
WHICH = "Which will come out highest? ({what})"
SAME = "About the same in all of them"
HOW_MUCH = "A guess, as a number or in words: {what}"
WHERE_TO = "As {setting} grows: what will {what} do?"
RISE, FALL, STAY = "rise", "fall", "stay about the same"
RISE_THEN_FALL, FALL_THEN_RISE = "first rise, then fall", "first fall, then rise"
DIRECTIONS = (RISE, FALL, RISE_THEN_FALL, FALL_THEN_RISE, STAY)
DRAW = "Draw {what} over the days, for the arm: {arm}"
DRAW_TOO = "Draw it over the days as well"
DRAWN = "the drawn curve"
POINT = "{what}, in percent, on model day"
SHOW = "Show the outcome"
AT_ONCE = "Show outcomes at once"
AT_ONCE_HELP = "No more questions before outcomes in this visit. A question that a link asks stays."
NO_GUESS = "I'd rather not guess"
NEEDS = "First a guess, and how sure."
MOST_LETTERS = 80


def what(measure: str, day_d: float | None) -> str:
    """Return what is guessed: a measure with its unit, and its model day if one is given."""
    declared = by_name(measure)
    name = f"{declared.label} ({declared.unit})" if declared.unit else declared.label
    return f"{name}, day {day_d:g}" if declared.per_test and day_d is not None else name
