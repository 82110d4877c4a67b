"""Nutrition: a slider that does nothing, and says so afterwards.

What is eaten has no known place in the chain from drug to synapse, so none is made up here.
"""

from __future__ import annotations

from typing import Literal

from sim.interventions.base import Intervention
from sim.params import par


class Nutrition(Intervention, title="Food supplements"):
    """Food supplements without any effect on the model."""

    kind: Literal["nutrition"] = "nutrition"
    amount: float = par(
        1.0,
        ge=0,
        le=1,
        step=0.1,
        label="Amount",
        help="Amount of food supplements.",
        source="chosen",
    )

    def afterwards(self) -> str:
        """Return that it did nothing, and why."""
        return (
            "The slider for food supplements does nothing in this model, at any setting. In a "
            "trial with 18353 adults omega-3 fatty acids did not prevent depression (H16). In "
            "depression 25 studies found a small difference, with a very low quality of "
            "evidence (H17). No study of them together with ketamine was found."
        )
