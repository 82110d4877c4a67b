"""What an arm can do to the network: explicit list, one file each."""

from __future__ import annotations

from sim.interventions.dose import Dose
from sim.interventions.practice import Practice

INTERVENTIONS = (Dose, Practice)

__all__ = ["INTERVENTIONS", "Dose", "Practice"]
