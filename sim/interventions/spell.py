"""Interventions that act from one day to another: their days."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from sim.interventions.base import Intervention
from sim.params import par

ROUNDING_D = 1e-9  # calendar times are multiples of a step, to rounding


class Spell(Intervention):
    """Base of interventions that begin and end."""

    from_d: float = par(
        3.0,
        unit="model day",
        ge=0,
        le=365,
        step=0.5,
        label="First day",
        help="Day on which it begins.",
        source="chosen",
    )
    to_d: float = par(
        8.0,
        unit="model day",
        ge=0,
        le=365,
        step=0.5,
        label="Last day",
        help="Day on which it ends.",
        source="chosen",
    )

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.to_d < self.from_d:
            raise ValueError(f"to_d must not lie before from_d, which is day {self.from_d:g}")
        return self

    def acts_at(self, t_d: float) -> bool:
        """Return whether a time in days lies within it; its end does not."""
        return self.from_d - ROUNDING_D <= t_d < self.to_d - ROUNDING_D

    def days(self) -> tuple[float, ...]:
        """Return the beginning of each of its days, in days: at ``from_d``, one day later ..."""
        count = 0
        while self.acts_at(self.from_d + count):
            count += 1
        return tuple(self.from_d + k for k in range(count))

    def last_d(self) -> float:
        """Return its end, in days."""
        return self.to_d
