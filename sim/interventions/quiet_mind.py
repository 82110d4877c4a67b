"""A quiet mind: lower drive of A while nothing happens, after mindfulness training.

Mindfulness-based therapy has been tested against relapse in people (row H15), and beside this drug
only during the infusion, without a gain (row H18). How it works is not known. That it makes A come
up less often at rest is an assumption, put in here by a current.
"""

from __future__ import annotations

from typing import Literal

from sim.interventions.spell import Spell
from sim.model.conditions import NEUTRAL, Conditions, Current
from sim.params import par


class QuietMind(Spell, title="Quiet mind"):
    """A current that holds back the cells of A."""

    kind: Literal["quiet_mind"] = "quiet_mind"
    current_pa: float = par(
        10.0,
        unit="pA",
        ge=0,
        le=200,
        step=5,
        label="Current taken from each cell of A",
        help="Current that is taken from each cell of A.",
        source="chosen",
    )
    quiet_only: bool = par(
        True,
        label="Only at rest",
        help="Only while no cue is shown and nothing is practised.",
        source="chosen",
    )

    def conditions(self, t_d: float) -> Conditions:
        """Return the current while it lasts."""
        if not self.acts_at(t_d) or self.current_pa == 0.0:
            return NEUTRAL
        return Conditions(currents=(Current("A", 0.0, 1.0, -self.current_pa, self.quiet_only),))
