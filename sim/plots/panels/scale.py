"""What an axis stands for, and where it ends."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.phrases import rounded

_STEPS = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)


class Quantity(NamedTuple):
    """What an axis stands for.

    ``unit`` is empty for a number without one; ``low`` and ``high`` are the bounds that the
    quantity can not leave, None if there are none.
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


def round_up(value: float) -> float:
    """Return a round number a little above ``value``; 1 if it is not above 0."""
    if value <= 0.0:
        return 1.0
    top = 1.04 * value
    scale = 10.0 ** np.floor(np.log10(top))
    return float(scale * next(step for step in _STEPS if step * scale >= top * 0.999))
