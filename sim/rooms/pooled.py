"""The numbers of a class: read from the runs of each seat, and pooled to decide the question.

A run is large and its numbers are few. So of the runs of a seat only those quantities are kept that
the board shows or that rules of the lesson ask for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from sim.lessons import Lesson, judge, whole
from sim.lessons.rules import Quantity, lies_within, over_seeds, values_of, written
from sim.result import Result

# The value of each quantity in the runs of one seat.
Values = Mapping[Quantity, float]


def outcome_of(lesson: Lesson) -> tuple[str, float]:
    """Return measure and day that the board shows: those that most answers are about."""
    named = Counter(
        outcome
        for option in lesson.predict.options
        if option.run is None
        for outcome in {(rule.measure, rule.day): None for rule in option.fits}
    )
    return named.most_common(1)[0][0]


def read_values(lesson: Lesson, runs: Sequence[Result]) -> Values:
    """Return what is kept of the runs of one seat.

    Parameters
    ----------
    lesson : Lesson
    runs : sequence of Result
        One run of each arm, all of one seed.
    """
    by_arm = {run.arm: [run] for run in runs}
    return {
        quantity: float(values_of(quantity, by_arm)[0])
        for quantity in dict.fromkeys(_asked(lesson))
    }


def _asked(lesson: Lesson) -> Iterable[Quantity]:
    """Yield what the board shows, and what rules and numbers of the prediction ask for."""
    yield from _shown(lesson).values()
    for option in lesson.predict.options:
        if option.run is None:
            yield from option.fits
    yield from (number for number in lesson.numbers if number.of == "main")


def _shown(lesson: Lesson) -> dict[str, Quantity]:
    """Return the outcome of each arm, by arm."""
    measure, day = outcome_of(lesson)
    return {arm: Quantity(measure=measure, day=day, arm=arm) for arm in whole(lesson).arms}


class Pooled:
    """The numbers of all seats whose runs have ended.

    Parameters
    ----------
    lesson : Lesson
    by_seat : mapping of int to values
        What `read_values` has returned, by the number of the seat.
    """

    def __init__(self, lesson: Lesson, by_seat: Mapping[int, Values]) -> None:
        self._lesson = lesson
        self._by_seat = by_seat

    def __len__(self) -> int:
        return len(self._by_seat)

    def outcomes(self) -> dict[str, dict[int, float]]:
        """Return the outcome by arm and seat."""
        return {
            arm: {seat: values[quantity] for seat, values in sorted(self._by_seat.items())}
            for arm, quantity in _shown(self._lesson).items()
        }

    def fitting(self) -> tuple[str, ...]:
        """Return the ids of the answers whose rules hold over all seats; none without a run."""
        return tuple(
            option.id
            for option in self._lesson.predict.options
            if option.run is None
            and all(lies_within(rule, over_seeds(rule, self._of(rule))) for rule in option.fits)
        )

    def why(self) -> str:
        """Return what the lesson says about its question, with the numbers of these runs."""
        numbers = {
            number.name: written(number, self._of(number))
            for number in self._lesson.numbers
            if number.of == "main"
        }
        return judge.fill(self._lesson.predict.why, numbers)

    def _of(self, quantity: Quantity) -> np.ndarray:
        return np.array([values[quantity] for values in self._by_seat.values()], dtype=float)
