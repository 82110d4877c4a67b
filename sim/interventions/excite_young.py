"""Excited young neurons: cells that are there already become easier to excite, and nothing else.

In mice the drug works by waking young neurons of the hippocampus; their number does not change,
and waking them without the drug is enough (row J04). The network has no hippocampus: a share of
the cells that belong to no pattern stands for them, and they are wired to take no side. So they
fire more here, and next to nothing follows.
"""

from __future__ import annotations

from typing import Literal

from sim.interventions.spell import Spell
from sim.model.conditions import NEUTRAL, Conditions, Current
from sim.params import par


class ExciteYoung(Spell, title="Young cells woken"):
    """A current into some of the cells outside the patterns."""

    kind: Literal["excite_young"] = "excite_young"
    share: float = par(
        0.25,
        ge=0,
        le=1,
        step=0.05,
        label="Share of young cells",
        help="Share of the cells outside the patterns that count as young.",
        source="chosen",
    )
    current_pa: float = par(
        20.0,
        unit="pA",
        ge=0,
        le=200,
        step=5,
        label="Current into each",
        help="Current into each of them.",
        source="chosen",
    )

    def conditions(self, t_d: float) -> Conditions:
        """Return the current while it lasts."""
        if not self.acts_at(t_d) or self.share == 0.0 or self.current_pa == 0.0:
            return NEUTRAL
        return Conditions(currents=(Current("rest", 0.0, self.share, self.current_pa),))
