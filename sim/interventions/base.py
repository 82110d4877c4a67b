"""What all interventions share: a name, and answers to the questions the engine asks.

An intervention never changes the network itself. The engine asks each one what it does; the
neutral answers here stand for nothing.
"""

from __future__ import annotations

from typing import NamedTuple

from sim.model.drug import Infusion
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


class Intervention(Params):
    """Base of interventions."""

    name: str = par(..., help="Name by which arms and paths refer to it.", source="chosen")

    def infusions(self) -> tuple[Infusion, ...]:
        """Return the infusions it gives."""
        return ()

    def sessions(self) -> tuple[Session, ...]:
        """Return the practice it asks for."""
        return ()

    def last_d(self) -> float:
        """Return the last day on which it acts."""
        return 0.0
