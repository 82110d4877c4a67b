"""A dose of the drug, or a course of doses, as infusions into a vein."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sim.interventions.base import Intervention
from sim.model.drug import MIN_PER_D, Infusion
from sim.params import par


class Dose(Intervention):
    """Infusions of one size on given days; a dose of 0 changes nothing, to the last bit."""

    kind: Literal["dose"] = "dose"
    at_d: tuple[Annotated[float, Field(ge=0)], ...] = par((2.0,), unit="days",
        help="Days on which an infusion starts.", source="chosen")
    dose_mg_per_kg: float = par(0.5, unit="mg/kg", ge=0, le=2, step=0.05,
        help="Size of each dose. A model input, not advice.", source="A01")
    infusion_min: float = par(40.0, unit="min", gt=0, le=1440, step=5,
        help="Duration of an infusion.", source="A01")

    def infusions(self) -> tuple[Infusion, ...]:
        """Return one infusion for each day in ``at_d``, none for a dose of 0."""
        if self.dose_mg_per_kg == 0.0:
            return ()
        return tuple(Infusion(day, self.infusion_min, self.dose_mg_per_kg) for day in self.at_d)

    def last_d(self) -> float:
        """Return the end of the last infusion, in days."""
        return max(self.at_d, default=0.0) + self.infusion_min / MIN_PER_D
