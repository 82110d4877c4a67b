"""A lesion: cells of a group are lost at once, and perhaps a few more every day.

Nothing brings a lost cell back. What is left may take over part of what was lost; no trial of the
drug after brain injury or in dementia was found, so this is an experiment of thought. Which cells
go is drawn once for each run, see `sim.model.lesion`.
"""

from __future__ import annotations

import math
from typing import Literal

from sim.interventions.base import Intervention
from sim.interventions.spell import ROUNDING_D
from sim.model.lesion import Lesion
from sim.model.network import GROUP_WORDS
from sim.params import par


class CellLoss(Intervention, title="Loss of cells"):
    """Loss of cells on one day, and every day after it."""

    kind: Literal["lesion"] = "lesion"
    group: Literal["A", "B", "C", "D", "cue", "rest", "all"] = par(
        "B",
        words=GROUP_WORDS | {"all": "all excitatory cells"},
        label="Group that loses cells",
        help="Group that loses cells; all: every excitatory cell may go.",
        source="chosen",
    )
    at_d: float = par(
        1.0,
        unit="model day",
        ge=0,
        le=365,
        step=0.5,
        label="Day",
        help="Day of the lesion.",
        source="chosen",
    )
    share: float = par(
        0.4,
        ge=0,
        le=1,
        step=0.05,
        label="Share lost on that day",
        help="Share of the group that is lost on that day.",
        source="chosen",
    )
    share_per_d: float = par(
        0.0,
        unit="1/day",
        ge=0,
        le=1,
        step=0.005,
        label="Share lost on each later day",
        help="Share of the group, as it was at the start, that is lost on each later day.",
        source="chosen",
    )
    until_d: float = par(
        1.0,
        unit="model day",
        ge=0,
        le=365,
        step=0.5,
        label="Last day of later loss",
        help="Last day of a loss that goes on.",
        source="chosen",
    )

    def lesions(self) -> tuple[Lesion, ...]:
        """Return a lesion for each day, with the share that is gone by then."""
        later = math.floor(self.until_d - self.at_d + ROUNDING_D) if self.share_per_d > 0.0 else 0
        shares = [min(1.0, self.share + k * self.share_per_d) for k in range(max(later, 0) + 1)]
        return tuple(
            Lesion(self.at_d + k, self.group, share)
            for k, share in enumerate(shares)
            if share > 0.0
        )

    def last_d(self) -> float:
        """Return the day of the last loss."""
        return max((lesion.at_d for lesion in self.lesions()), default=self.at_d)
