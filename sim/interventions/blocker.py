"""A blocker of one link of the chain from surge to window: a laboratory switch.

Blocking AMPA receptors or BDNF in the rat's frontal cortex abolished what the drug does to
behaviour a day later (row C04). A block of AMPA receptors acts on the spikes themselves, in all
that happens while it lasts: half of it is enough to abolish the surge, and at its full size the
network is silent. The other two act on the slow chain of `sim.model.window`.
"""

from __future__ import annotations

from typing import Literal

from sim.interventions.spell import Spell
from sim.model.conditions import NEUTRAL, Conditions
from sim.params import par


class Blocker(Spell, title="Blocker"):
    """A block of AMPA receptors, of the BDNF-like signal or of protein synthesis."""

    kind: Literal["blocker"] = "blocker"
    target: Literal["ampa", "bdnf", "synthesis"] = par(
        "bdnf",
        words={
            "ampa": "AMPA receptors",
            "bdnf": "the BDNF-like signal",
            "synthesis": "protein synthesis",
        },
        label="What is blocked",
        help="What is blocked.",
        source="C04",
    )
    from_d: float = par(
        2.0,
        unit="model day",
        ge=0,
        le=365,
        step=0.1,
        label="Start",
        help="Day and time at which the block begins.",
        source="chosen",
    )
    to_d: float = par(
        3.0,
        unit="model day",
        ge=0,
        le=365,
        step=0.1,
        label="End",
        help="Day and time at which the block ends.",
        source="chosen",
    )
    share: float = par(
        1.0,
        ge=0,
        le=1,
        step=0.1,
        label="Share that is blocked",
        help="Share of the target that is blocked.",
        source="chosen",
    )

    def conditions(self, t_d: float) -> Conditions:
        """Return the block while it lasts."""
        if not self.acts_at(t_d):
            return NEUTRAL
        return NEUTRAL._replace(**{f"{self.target}_block": self.share})
