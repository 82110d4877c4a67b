"""Hold answers and drawn curves against runs. Nothing here knows which answer is right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from sim.lessons import guess_words
from sim.lessons.records import Curve, Lesson, Option, Question
from sim.lessons.rules import Number, Quantity, Rule, Runs, holds, shown, value_of
from sim.measures import by_name

_FLAT = 0.15  # a rise or fall below this is none
_CLOSE = 0.2  # two heights nearer than this count as alike
UNKNOWN = "…"  # stands for a number whose run is not there yet


def fits(option: Option, runs: Runs) -> bool:
    """Return whether all rules of an answer hold in the runs it is about."""
    return all(holds(rule, runs) for rule in option.fits)


def fitting(question: Question, runs: Runs) -> tuple[str, ...]:
    """Return the ids of the answers that fit the main run; those with a run of their own are out.

    The runs may fit none, or several: then the question has no answer in these runs.
    """
    return tuple(
        option.id for option in question.options if option.run is None and fits(option, runs)
    )


def flips(lesson: Lesson, main: Runs, push: Runs) -> tuple[bool, bool]:
    """Return whether the statement of the contrast holds in the main run, and in the contrast."""
    return holds(lesson.push.flip, main), holds(in_push(lesson), push)


def in_push(lesson: Lesson) -> Rule:
    """Return the rule that flips, about the arms of the contrast."""
    names = {pair.arm: pair.by for pair in lesson.push.stands_for}
    flip = lesson.push.flip
    return flip.model_copy(
        update={
            "arm": names.get(flip.arm, flip.arm),
            "against": names.get(flip.against, flip.against),
        }
    )


def numbers(listed: Iterable[Number], runs: Mapping[str, Runs]) -> dict[str, str]:
    """Return the numbers of texts as they are shown.

    Parameters
    ----------
    listed : iterable of Number
    runs : mapping of str to runs
        By the name of the run: ``main``, ``push``, ``one_run``. Numbers of others are left out.
    """
    return {number.name: shown(number, runs[number.of]) for number in listed if number.of in runs}


def fill(text: str, numbers: Mapping[str, str]) -> str:
    """Return a text with its ``{gaps}`` filled; a number that is not there yet becomes ``…``."""
    return text.format_map(_Numbers(numbers))


class _Numbers(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return UNKNOWN


def finding(option: Option, runs: Runs) -> str:
    """Return the finding of the runs about an answer, in its words or those of its first rule."""
    if option.found:
        return fill(option.found, {number.name: shown(number, runs) for number in option.numbers})
    rule = option.fits[0]
    return f"{by_name(rule.measure).label}: {value_of(rule, runs):.3g}."


class CurveScore(NamedTuple):
    """A drawn curve beside the median of the runs.

    Attributes
    ----------
    found : tuple of float
        Median over seeds on each day.
    direction : bool
        Whether both end higher, lower or as high as they begin.
    timing : bool or None
        Whether both pass the middle of their way between the same days, or between days next to
        each other; None where one of them goes nowhere.
    size : bool
        Whether both end at about the same height.
    """

    found: tuple[float, ...]
    direction: bool
    timing: bool | None
    size: bool


def score_curve(curve: Curve, drawn: Sequence[float], runs: Runs) -> CurveScore:
    """Hold a drawn curve against the runs.

    Parameters
    ----------
    curve : Curve
    drawn : (6,) sequence of float
        Heights, 0 to 1, on the days of the curve.
    runs : mapping of arm id to results

    Raises
    ------
    ValueError
        If ``drawn`` has another length.
    """
    if len(drawn) != len(curve.days):
        raise ValueError(f"{len(drawn)} points; allowed: {len(curve.days)}")
    found = tuple(
        value_of(Quantity(measure=curve.measure, day=day, arm=curve.arm), runs)
        for day in curve.days
    )
    return score_heights(found, drawn)


def score_heights(found: Sequence[float], drawn: Sequence[float]) -> CurveScore:
    """Hold the heights of a drawn curve, 0 to 1, against those that were found on the same days."""
    guess = np.clip(np.asarray(drawn, dtype=float), 0.0, 1.0)
    way, guessed_way = _way(found), _way(guess)
    passed = None
    if way and guessed_way:
        passed = abs(_halfway(found) - _halfway(guess)) <= 1
    is_near = abs(found[-1] - guess[-1]) <= _CLOSE
    return CurveScore(tuple(found), way == guessed_way, passed, bool(is_near))


def highest(values: Mapping[str, float], scale: float) -> tuple[str, ...]:
    """Return the names of the highest value and of those about as high; all, if they are alike.

    Parameters
    ----------
    values : mapping of str to float
    scale : float
        How large a value may be: a gap below `_FLAT` of it is none.
    """
    least = max(values.values()) - _FLAT * scale
    return tuple(name for name, value in values.items() if value >= least)


def direction(values: Sequence[float], scale: float) -> str:
    """Return one of `guess_words.DIRECTIONS`; empty for a way that none of them describes.

    Parameters
    ----------
    values : sequence of float
        In the order of what is varied.
    scale : float
        As in `highest`.
    """
    gap = _FLAT * scale
    begin, end = values[0], values[-1]
    has_top = max(values) - max(begin, end) >= gap
    has_bottom = min(begin, end) - min(values) >= gap
    if has_top and has_bottom:
        return ""
    if has_top:
        return guess_words.RISE_THEN_FALL
    if has_bottom:
        return guess_words.FALL_THEN_RISE
    if abs(end - begin) < gap:
        return guess_words.STAY
    return guess_words.RISE if end > begin else guess_words.FALL


def _way(heights: Sequence[float]) -> int:
    """Return 1 if the end is above the beginning, -1 below, 0 about the same."""
    gap = heights[-1] - heights[0]
    return 0 if abs(gap) < _FLAT else int(np.sign(gap))


def _halfway(heights: Sequence[float]) -> int:
    """Return the number of the first point that has gone half the way from beginning to end."""
    share = (np.asarray(heights) - heights[0]) / (heights[-1] - heights[0])
    return int(np.argmax(share >= 0.5))
