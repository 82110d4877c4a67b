"""A course of the drug: doses at even distances, and more seldom ones that follow."""

from __future__ import annotations

from typing import Literal

from sim.interventions.dose import Doses
from sim.params import par


class Course(Doses, title="Course of doses"):
    """A series of doses of one size, then maintenance; without doses it changes nothing."""

    kind: Literal["course"] = "course"
    start_d: float = par(
        2.0,
        unit="model day",
        ge=0,
        le=365,
        step=0.5,
        label="First dose",
        help="Day and time of the first dose.",
        source="chosen",
    )
    doses: int = par(
        6,
        ge=0,
        le=24,
        step=1,
        label="Number of doses",
        help="Doses of the series; 0 means no course at all.",
        source="G14",
    )
    every_d: float = par(
        2.5,
        unit="days",
        gt=0,
        le=60,
        step=0.5,
        label="Time between doses",
        help="Time from one dose of the series to the next.",
        source="chosen after G14: three a week",
    )
    maintenance: int = par(
        0,
        ge=0,
        le=52,
        step=1,
        label="Later doses",
        help="Doses after the series, more seldom, to maintain what it did.",
        source="chosen",
    )
    maintenance_every_d: float = par(
        7.0,
        unit="days",
        gt=0,
        le=60,
        step=0.5,
        label="Time between later doses",
        help="Time from the series to the first dose of maintenance, and from each to the next.",
        source="G14",
    )

    def days(self) -> tuple[float, ...]:
        """Return the days of the series and of maintenance, none without a series."""
        if self.doses == 0:
            return ()
        series = tuple(self.start_d + k * self.every_d for k in range(self.doses))
        return series + tuple(
            series[-1] + k * self.maintenance_every_d for k in range(1, self.maintenance + 1)
        )
