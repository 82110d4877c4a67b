"""Ageing: fewer spines are born and the BDNF-like signal is weaker, through the whole run.

A level stands for years that the run does not last; it has no unit, because no measured course
stands behind it. Both effects were set by hand. No trial shows that the drug helps an ageing mind.
"""

from __future__ import annotations

from typing import Literal

from sim.interventions.base import Intervention
from sim.model.conditions import Conditions
from sim.params import par


class Ageing(Intervention, title="Ageing"):
    """An aged network, from the first day to the last."""

    kind: Literal["ageing"] = "ageing"
    level: float = par(
        0.5,
        ge=0,
        le=1,
        step=0.1,
        label="How aged the network is",
        help="How aged the network is: 0 not at all, 1 very.",
        source="chosen",
    )
    birth_loss: float = par(
        0.5,
        ge=0,
        le=1,
        step=0.1,
        label="Births of spines that are missing",
        help="Share of the births of spines that is missing at level 1.",
        source="chosen",
    )
    bdnf_loss: float = par(
        0.5,
        ge=0,
        le=1,
        step=0.1,
        label="BDNF-like signal that is missing",
        help="Share of the BDNF-like signal that is missing at level 1.",
        source="chosen",
    )

    def conditions(self, t_d: float) -> Conditions:
        """Return what is missing, the same at any time."""
        return Conditions(
            bdnf_block=self.bdnf_loss * self.level, spine_birth=1.0 - self.birth_loss * self.level
        )
