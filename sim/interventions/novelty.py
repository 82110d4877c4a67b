"""Novelty: varied input that has nothing to do with the cue.

Each day one of the patterns C and D (and B, if it is asked for) is driven by a teacher's input, in
rotation and without a cue. In mice in rich surroundings a drug that eases plasticity did good, in
poor ones harm (row H14). That varied experience does the same beside this drug is not known.
"""

from __future__ import annotations

from typing import Literal

from sim.interventions.base import Session
from sim.interventions.practice import GAP_MS, REPEAT_MS
from sim.interventions.spell import Spell
from sim.params import par


class Novelty(Spell, title="New experience"):
    """A session a day with a pattern in rotation, and no cue."""

    kind: Literal["novelty"] = "novelty"
    with_b: bool = par(
        False,
        label="Pattern B takes its turn too",
        help="Whether B takes its turn too.",
        source="chosen",
    )
    repeats: int = par(
        6,
        ge=0,
        le=100,
        step=1,
        label="Repeats in a session",
        help="Repeats in a session.",
        source="chosen",
    )
    teacher_hz: float = par(
        900.0,
        unit="Hz",
        ge=0,
        le=5000,
        step=25,
        label="Help for the pattern",
        help="Input to each cell of the pattern during a repeat.",
        source="chosen",
    )

    def sessions(self) -> tuple[Session, ...]:
        """Return a session for each day; none if nothing is driven."""
        if self.repeats == 0 or self.teacher_hz == 0.0:
            return ()
        turns = "CDB" if self.with_b else "CD"
        return tuple(
            Session(
                day,
                turns[k % len(turns)],
                self.repeats,
                REPEAT_MS,
                GAP_MS,
                cue_hz=0.0,
                teacher_hz=self.teacher_hz,
                is_practice=False,
            )
            for k, day in enumerate(self.days())
        )
