r"""Young neurons: cells that are born late, mature for weeks and are then easily excited.

::

    silent until m = born_d + maturation_d;   from then on current exp(-(t - m) / tau)

A born cell needs weeks until it takes part, so it explains nothing that happens within hours or
days. As written the cells take no side when they have matured. They can join a pattern, or the
cells that inhibit (``joins``), see `sim.model.joining`.

Whether adult people make new neurons at all is disputed (rows J01 to J03), and in mice the drug
wakes young neurons that are there already, see `sim.interventions.excite_young` (row J04). Off
unless a scenario asks for it. Until they mature the network does without these cells: compare it
with a share of 0 and the difference is there from day 0.
"""

from __future__ import annotations

import math
from typing import Literal

from sim.interventions.base import Intervention
from sim.model.conditions import NEUTRAL, Conditions, Current, Silent
from sim.model.joining import INHIBITION, Joining
from sim.model.network import PATTERN_WORDS
from sim.params import par


class YoungNeurons(Intervention, title="New cells"):
    """New cells among those that belong to no pattern."""

    kind: Literal["young_neurons"] = "young_neurons"
    share: float = par(
        0.25,
        ge=0,
        le=1,
        step=0.05,
        label="Share of new cells",
        help="Share of the cells outside the patterns that are new.",
        source="chosen",
    )
    born_d: float = par(
        0.0,
        unit="model day",
        ge=0,
        le=365,
        step=1,
        label="Day of birth",
        help="Day on which they are born.",
        source="chosen",
    )
    maturation_d: float = par(
        28.0,
        unit="days",
        ge=0,
        le=365,
        step=1,
        label="Time until they can fire",
        help="Time until they can fire.",
        source="chosen",
    )
    current_pa: float = par(
        20.0,
        unit="pA",
        ge=0,
        le=200,
        step=5,
        label="Extra excitability",
        help="Current that makes a cell that has just matured easier to excite.",
        source="chosen",
    )
    tau_d: float = par(
        14.0,
        unit="days",
        gt=0,
        le=365,
        step=1,
        label="How long they are easy to excite",
        help="How long that lasts.",
        source="chosen",
    )

    joins: Literal["nothing", "A", "B", "C", "D", "inhibition"] = par(
        "nothing",
        words=PATTERN_WORDS | {"nothing": "nothing", INHIBITION: "the inhibitory cells"},
        label="What they join when they can fire",
        help="Pattern that they belong to from then on, or the inhibitory cells, which they then "
        "drive; nothing: they take no side.",
        source="chosen after J08",
    )
    strength: float = par(
        7.5,
        unit="base weights",
        ge=0,
        le=20,
        step=0.5,
        label="Strength of the synapses with what they join",
        help="Weight of these synapses on that day. With inhibitory cells: how many times a usual "
        "one.",
        source="chosen: as inside an everyday pattern",
    )

    def conditions(self, t_d: float) -> Conditions:
        """Return silence before they mature, and a fading current after."""
        if self.share == 0.0:
            return NEUTRAL
        since_d = t_d - self.born_d - self.maturation_d
        if since_d < 0.0:
            return Conditions(silent=(Silent("rest", 0.0, self.share),))
        current_pa = self.current_pa * math.exp(-since_d / self.tau_d)
        return Conditions(currents=(Current("rest", 0.0, self.share, current_pa),))

    def joinings(self) -> tuple[Joining, ...]:
        """Return what they join on the day on which they can fire."""
        if self.joins == "nothing" or self.share == 0.0:
            return ()
        mature_d = self.born_d + self.maturation_d
        return (Joining(mature_d, "rest", 0.0, self.share, self.joins, self.strength),)

    def last_d(self) -> float:
        """Return the day on which they are born; they may mature after the run."""
        return self.born_d
