"""The base of all interventions: a name, and answers to the questions the engine asks.

An intervention never changes the network itself. The engine asks each one what it does; the
neutral answers here stand for nothing.
"""

from __future__ import annotations

from typing import NamedTuple

from sim.model.absorption import Administration
from sim.model.conditions import NEUTRAL, Conditions
from sim.model.erasure import Erasure
from sim.model.joining import Joining
from sim.model.lesion import Lesion
from sim.model.sleep import Rhythm
from sim.params import Params, par


class Session(NamedTuple):
    """One sitting of practice."""

    start_d: float
    pattern: str
    repeats: int
    repeat_ms: float
    gap_ms: float
    cue_hz: float
    teacher_hz: float
    reward: float = 0.0  # 0 to 1, see `sim.model.dopamine`
    is_practice: bool = True  # shown as practice; False for what the network does by itself


class Intervention(Params):
    """Base of interventions."""

    name: str = par(
        ..., label="Name", help="Name by which arms and paths refer to it.", source="chosen"
    )
    kind: str

    def infusions(self) -> tuple[Administration, ...]:
        """Return the doses it gives."""
        return ()

    def sessions(self) -> tuple[Session, ...]:
        """Return the practice it asks for."""
        return ()

    def conditions(self, t_d: float) -> Conditions:
        """Return what it makes of the world at a time in days."""
        return NEUTRAL

    def lesions(self) -> tuple[Lesion, ...]:
        """Return the cells it takes."""
        return ()

    def erasures(self) -> tuple[Erasure, ...]:
        """Return the spines it rubs out."""
        return ()

    def joinings(self) -> tuple[Joining, ...]:
        """Return the new cells that take a side."""
        return ()

    def rhythm(self) -> Rhythm | None:
        """Return the nights it brings; None leaves nights out of the model."""
        return None

    def afterwards(self) -> str:
        """Return what a reader must be told once the result is there; usually nothing."""
        return ""

    def last_d(self) -> float:
        """Return the last day on which it acts."""
        return 0.0
