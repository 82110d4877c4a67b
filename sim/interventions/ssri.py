r"""An SSRI-like drug: it opens the window slowly, without a surge.

::

    window = strength (1 - exp(-(t - from) / tau))     from from_d to to_d; then it fades with tau

The time constant is that of the gap between drug and placebo in 28 trials (rows G22 and G24).
That such drugs ease plasticity is known from animals: there the same drug did good in rich and
harm in poor surroundings (row H14), so the window says nothing about the direction. How far it
opens was set by hand.
"""

from __future__ import annotations

import math
from typing import Literal

from sim.interventions.spell import Spell
from sim.model.conditions import NEUTRAL, Conditions
from sim.params import par


class Ssri(Spell, title="Daily drug (SSRI)"):
    """Daily treatment over weeks."""

    kind: Literal["ssri"] = "ssri"
    from_d: float = par(
        0.0,
        unit="model day",
        ge=0,
        le=365,
        step=1,
        label="First day",
        help="First day of treatment.",
        source="chosen",
    )
    to_d: float = par(
        28.0,
        unit="model day",
        ge=0,
        le=365,
        step=1,
        label="Last day",
        help="Day on which treatment ends.",
        source="chosen",
    )
    strength: float = par(
        0.5,
        ge=0,
        le=1,
        step=0.05,
        label="How open the window gets",
        help="How open the window would be after endless treatment.",
        source="chosen",
    )
    tau_d: float = par(
        20.3,
        unit="days",
        gt=0,
        le=365,
        step=0.1,
        label="How slowly the window opens",
        help="How slowly the window opens, and fades when treatment has ended.",
        source="G24",
    )

    def conditions(self, t_d: float) -> Conditions:
        """Return how far it holds the window open."""
        if t_d <= self.from_d:
            return NEUTRAL
        treated_d = min(t_d, self.to_d) - self.from_d
        opened = -self.strength * math.expm1(-treated_d / self.tau_d)
        return Conditions(window=opened * math.exp(-max(t_d - self.to_d, 0.0) / self.tau_d))
