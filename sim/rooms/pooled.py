"""The numbers of a class: read from the runs of each seat, and pooled to decide the question.

A run is large and its numbers are few, so of the runs of a seat only those numbers are kept that
the board shows or that rules of the lesson ask for. Where every seat runs all arms, arms are
compared seat by seat. Where seats share the arms, what is taken over the seats of one arm is
compared with what is taken over those of the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from sim.lessons import Lesson, judge, whole
from sim.lessons.rules import Quantity, compared, lies_within, over_seeds, written
from sim.measures import value_at
from sim.result import Result


class Reading(NamedTuple):
    """A number read from one run."""

    arm: str
    measure: str
    day_d: float


# What is kept of the runs of one seat.
Values = Mapping[Reading, float]


def outcome_of(lesson: Lesson) -> tuple[str, float]:
    """Return measure and day that the board shows: those that most answers are about."""
    named = Counter(
        outcome
        for option in lesson.predict.options
        if option.run is None
        for outcome in {(rule.measure, rule.day): None for rule in option.fits}
    )
    return named.most_common(1)[0][0]


def can_share_arms(lesson: Lesson) -> bool:
    """Return whether the question can be decided where no seat runs more than one arm.

    It cannot with one arm, nor where seats are counted by how two of their own runs differ.
    """
    return len(whole(lesson).arms) > 1 and not any(
        quantity.mark is not None and quantity.against not in ("", quantity.arm)
        for quantity in _asked(lesson)
    )


def read_values(lesson: Lesson, runs: Sequence[Result]) -> Values:
    """Return what is kept of the runs of one seat.

    Parameters
    ----------
    lesson : Lesson
    runs : sequence of Result
        One run of each arm of the seat, all of one seed.
    """
    by_arm = {run.arm: run for run in runs}
    asked = [*_shown(lesson).values()]
    for quantity in _asked(lesson):
        asked.append(_own(quantity))
        if (other := _other(quantity)) is not None:
            asked.append(other)
    return {
        reading: value_at(by_arm[reading.arm], reading.measure, reading.day_d)
        for reading in dict.fromkeys(asked)
        if reading.arm in by_arm
    }


def _asked(lesson: Lesson) -> Iterable[Quantity]:
    """Yield what rules and numbers of the prediction ask for."""
    for option in lesson.predict.options:
        if option.run is None:
            yield from option.fits
    yield from (number for number in lesson.numbers if number.of == "main")


def _own(quantity: Quantity) -> Reading:
    return Reading(quantity.arm, quantity.measure, quantity.day)


def _other(quantity: Quantity) -> Reading | None:
    """Return what a quantity is compared with; None if it stands for itself."""
    if quantity.other is None:
        return None
    arm, day_d = quantity.other
    return Reading(arm, quantity.measure, day_d)


def _shown(lesson: Lesson) -> dict[str, Reading]:
    """Return the outcome of each arm, by arm."""
    measure, day_d = outcome_of(lesson)
    return {arm: Reading(arm, measure, day_d) for arm in whole(lesson).arms}


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
        """Return the outcome by arm and seat, of the seats that have run the arm."""
        return {
            arm: {
                seat: values[reading]
                for seat, values in sorted(self._by_seat.items())
                if reading in values
            }
            for arm, reading in _shown(self._lesson).items()
        }

    def fitting(self) -> tuple[str, ...]:
        """Return the ids of the answers whose rules hold over all seats.

        None as long as an arm has no run.
        """
        if not all(self.outcomes().values()):
            return ()
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
        """Return the value of each seat; of all seats together where none has both of two arms."""
        own, other = _own(quantity), _other(quantity)
        if other is None:
            return self._read(own)
        pairs = [
            (values[own], values[other])
            for values in self._by_seat.values()
            if own in values and other in values
        ]
        if pairs:
            return compared(quantity, *zip(*pairs))
        return compared(
            quantity,
            [over_seeds(quantity, self._read(own))],
            [over_seeds(quantity, self._read(other))],
        )

    def _read(self, reading: Reading) -> np.ndarray:
        return np.array(
            [values[reading] for values in self._by_seat.values() if reading in values], dtype=float
        )
