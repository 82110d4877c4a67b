"""Exercise: a small addition to the BDNF-like signal, for an hour a day.

A single session raises BDNF in blood by about half a standard deviation, one after regular
training by a little more (rows H07 and H08a). Blood is no synapse, and no trial of exercise with
the drug was found. The size of the addition was set by hand: a session lifts the signal to about a
hundredth of what the trial dose does. The window closes so slowly that a session every day holds it
open by some 7 % all the same.
"""

from __future__ import annotations

from typing import Literal

from sim.interventions.spell import ROUNDING_D, Spell
from sim.model.conditions import NEUTRAL, Conditions
from sim.params import par


class Exercise(Spell, title="Exercise"):
    """A session of exercise a day, at the time of day at which it begins."""

    kind: Literal["exercise"] = "exercise"
    increment: float = par(
        0.01,
        ge=0,
        le=0.2,
        step=0.01,
        label="What a session adds to the signal",
        help="What a session adds to the drive of the BDNF-like signal: little beside a dose, "
        "which drives it by more than half.",
        source="chosen after H07, H08a",
    )
    session_h: float = par(
        1.0,
        unit="h",
        gt=0,
        le=6,
        step=0.5,
        label="Length of a session",
        help="Length of a session.",
        source="chosen",
    )

    def conditions(self, t_d: float) -> Conditions:
        """Return what exercise adds during a session."""
        since_h = 24.0 * ((t_d - self.from_d + ROUNDING_D) % 1.0)
        if not self.acts_at(t_d) or since_h >= self.session_h:
            return NEUTRAL
        return Conditions(bdnf=self.increment)
