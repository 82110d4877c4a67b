"""Quantities of axes, and the round numbers at which axes end."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from sim.phrases import rounded

_ROUND = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)


class Quantity(NamedTuple):
    """Quantity along an axis.

    ``unit`` is empty for a number without one; ``low`` and ``high`` are the bounds that the
    quantity cannot leave, None if there are none.
    """

    label: str
    unit: str = ""
    low: float | None = None
    high: float | None = None

    @property
    def axis(self) -> str:
        """Label of an axis, with the unit."""
        return f"{self.label} ({self.unit_words})"

    @property
    def unit_words(self) -> str:
        """The unit, or what kind of number it is."""
        is_share = (self.low, self.high) == (0.0, 1.0)
        return self.unit or ("share, 0 to 1" if is_share else "number")

    @property
    def within(self) -> tuple[float, float]:
        """Both bounds, infinite where there is none."""
        return (
            -np.inf if self.low is None else self.low,
            np.inf if self.high is None else self.high,
        )

    def of(self, value: float) -> str:
        """Return a value with its unit, rounded to three digits."""
        return f"{rounded(value)} {self.unit}".rstrip()


def round_end(value: float, room: float = 0.04) -> float:
    """Return a round number above a value by a share ``room`` or more; 1 if it is not above 0."""
    if value <= 0.0:
        return 1.0
    end = (1.0 + room) * value
    scale = 10.0 ** math.floor(math.log10(end))
    return float(scale * next(step for step in _ROUND if step * scale >= end * 0.999))


def around_all(ends: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """Return the range that holds all of some (low, high)."""
    lows, highs = zip(*ends, strict=True)
    return min(lows), max(highs)
