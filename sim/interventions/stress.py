r"""Stress: spines of little used cells are lost, fewer are born, and A is rehearsed.

At a level L from 0 to 1::

    loss of a spine:      + loss_per_d L exp(-rate / spared_hz)     see `sim.model.spines`
    births of spines:     times 1 - birth_loss L
    BDNF-like signal:     times 1 - bdnf_loss L
    rehearsals of A:      rehearsals L a day; where that is no whole number, on some days one more

Three weeks of stress lower the number of prefrontal spines in rats (row D10); elsewhere stress
raises it, which this network has no place for. That stress makes A come up more often is behaviour
and assumed. When the stress ends nothing of it is left but what it changed: people recover within
a quiet month (row I11). How strong each effect is was set by hand.
"""

from __future__ import annotations

import math
from typing import Literal

from sim.interventions.base import Session
from sim.interventions.practice import GAP_MS, REPEAT_MS
from sim.interventions.spell import Spell
from sim.model.conditions import NEUTRAL, Conditions
from sim.params import par


class Stress(Spell, title="Stress"):
    """Lasting stress of one level."""

    kind: Literal["stress"] = "stress"
    from_d: float = par(
        0.0,
        unit="model day",
        ge=0,
        le=365,
        step=0.5,
        label="First day",
        help="Day on which stress begins.",
        source="chosen",
    )
    to_d: float = par(
        21.0,
        unit="model day",
        ge=0,
        le=365,
        step=0.5,
        label="Last day",
        help="Day on which stress ends.",
        source="D10",
    )
    level: float = par(
        1.0,
        ge=0,
        le=1,
        step=0.1,
        label="Strength",
        help="How strong the stress is; everything it does grows with it.",
        source="chosen",
    )
    loss_per_d: float = par(
        0.02,
        unit="1/day",
        ge=0,
        le=1,
        step=0.005,
        label="Extra loss of spines",
        help="Extra loss of a spine on a silent cell at full stress.",
        source="chosen after D10",
    )
    birth_loss: float = par(
        0.5,
        ge=0,
        le=1,
        step=0.1,
        label="Births of spines it prevents",
        help="Share of the births of spines that full stress prevents.",
        source="chosen",
    )
    bdnf_loss: float = par(
        0.4,
        ge=0,
        le=1,
        step=0.1,
        label="BDNF-like signal it takes",
        help="Share of the BDNF-like signal that full stress takes.",
        source="chosen",
    )
    rehearsals: int = par(
        2,
        ge=0,
        le=20,
        step=1,
        label="Rehearsals of A a day",
        help="Times a day that full stress brings up A.",
        source="chosen",
    )
    cue_hz: float = par(
        1000.0,
        unit="Hz",
        ge=0,
        le=5000,
        step=50,
        label="Strength of the cue",
        help="Input to each cue cell in a rehearsal.",
        source="chosen",
    )
    teacher_hz: float = par(
        300.0,
        unit="Hz",
        ge=0,
        le=5000,
        step=25,
        label="Help for pattern A",
        help="Extra input to each cell of A in a rehearsal.",
        source="chosen",
    )

    def conditions(self, t_d: float) -> Conditions:
        """Return the loss of spines and of signal while it lasts."""
        if not self.acts_at(t_d):
            return NEUTRAL
        return Conditions(
            bdnf_block=self.bdnf_loss * self.level,
            spine_birth=1.0 - self.birth_loss * self.level,
            unused_loss_per_d=self.loss_per_d * self.level,
        )

    def sessions(self) -> tuple[Session, ...]:
        """Return the rehearsals of A: as many as the level asks for, spread over the days."""
        days = self.days()
        # Whole rehearsals that have come up by the end of each day.
        total = [
            math.floor(self.rehearsals * self.level * count + 1e-9)
            for count in range(len(days) + 1)
        ]
        return tuple(
            Session(
                day,
                "A",
                until - before,
                REPEAT_MS,
                GAP_MS,
                self.cue_hz,
                self.teacher_hz,
                is_practice=False,
            )
            for day, before, until in zip(days, total, total[1:])
            if until > before
        )
