"""Erasing new spines: a laboratory switch.

Light on the spines that were born after a dose made them shrink, in mice. It took away what lasted
of the drug's effect, not its beginning (row D05).
"""

from __future__ import annotations

from typing import Literal

from sim.interventions.base import Intervention
from sim.model.erasure import Erasure
from sim.params import par


class Erase(Intervention, title="Erasure of spines"):
    """Spines that were born since a day are lost at a later one."""

    kind: Literal["erase"] = "erase"
    at_d: float = par(
        4.0,
        unit="model day",
        ge=0,
        le=365,
        step=0.25,
        label="Day",
        help="Day and time of the erasure.",
        source="chosen",
    )
    born_after_d: float = par(
        2.0,
        unit="model day",
        ge=0,
        le=365,
        step=0.25,
        label="Spines born since",
        help="Spines born since then are lost.",
        source="chosen",
    )
    share: float = par(
        1.0,
        ge=0,
        le=1,
        step=0.1,
        label="Share that is lost",
        help="Share of them that is lost.",
        source="chosen",
    )

    def erasures(self) -> tuple[Erasure, ...]:
        """Return the erasure; none for a share of 0."""
        if self.share == 0.0:
            return ()
        return (Erasure(self.at_d, self.born_after_d, self.share),)

    def last_d(self) -> float:
        """Return the day of the erasure."""
        return self.at_d
