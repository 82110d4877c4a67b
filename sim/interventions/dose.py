"""A dose of the drug, or the same dose on several days."""

from __future__ import annotations

from abc import abstractmethod
from typing import Annotated, Literal

from pydantic import Field

from sim.interventions.base import Intervention
from sim.model.absorption import ROUTE_WORDS, Administration, RouteName, administer
from sim.model.drug import MIN_PER_D
from sim.params import par


class Doses(Intervention):
    """Base of doses on given days and of courses: how much is given, and how."""

    dose_mg_per_kg: float = par(
        0.5,
        unit="mg/kg",
        ge=0,
        le=5,
        step=0.05,
        label="Size",
        help="Size of each dose. A model input, not advice. 1 mg/kg and more, injected at once, "
        "is an anaesthetic dose.",
        source="A01, A05",
    )
    infusion_min: float = par(
        40.0,
        unit="min",
        ge=1,
        le=1440,
        step=5,
        label="Length of an infusion",
        help="Duration of an infusion into a vein; other routes do not read it.",
        source="A01",
    )
    route: RouteName = par(
        "iv",
        words=ROUTE_WORDS,
        label="Way it is given",
        help="How it is given: into a vein, into a muscle, as a nasal spray, under the tongue, "
        "swallowed.",
        source="A14, A16, A20, A23",
    )
    spread: float = par(
        0.0,
        ge=0,
        le=1,
        step=0.1,
        label="How far uptake differs",
        help="How far the share that reaches the blood differs from dose to dose: 0 not at all, "
        "1 as far as published peaks differ between people. Vein and muscle do not differ.",
        source="chosen after A19, A22, A25",
    )

    @abstractmethod
    def days(self) -> tuple[float, ...]:
        """Return the days on which a dose is given."""

    def infusions(self) -> tuple[Administration, ...]:
        """Return one administration for each of its days, none for a dose of 0."""
        if self.dose_mg_per_kg == 0.0:
            return ()
        return tuple(
            administer(
                self.route,
                day,
                self.dose_mg_per_kg,
                spread=self.spread,
                infusion_min=self.infusion_min,
            )
            for day in self.days()
        )

    def last_d(self) -> float:
        """Return the day on which the last dose has been given, 0 without any."""
        given_min = self.infusion_min if self.route == "iv" else 0.0
        return max((day + given_min / MIN_PER_D for day in self.days()), default=0.0)


class Dose(Doses, title="Dose"):
    """Doses of one size on given days; a dose of 0 changes nothing, to the last bit."""

    kind: Literal["dose"] = "dose"
    at_d: tuple[Annotated[float, Field(ge=0)], ...] = par(
        (2.0,),
        unit="model day",
        label="Day it is given",
        help="Days on which a dose is given; an infusion starts then.",
        source="chosen",
    )

    def days(self) -> tuple[float, ...]:
        """Return ``at_d``."""
        return self.at_d
