"""Many runs together: tables of comparisons and sweeps, and the claims of a scenario."""

from __future__ import annotations

from sim.many.claim_words import sentence
from sim.many.claims import Claim, arms_of, check_claims, wrong_claims, wrong_measure
from sim.many.subjects import drawn_values, write_subjects
from sim.many.tables import (
    MAX_SEEDS,
    arm_list,
    compare,
    compare_tasks,
    measured,
    seed_list,
    sweep,
    sweep_tasks,
)

__all__ = [
    "MAX_SEEDS",
    "Claim",
    "arm_list",
    "arms_of",
    "check_claims",
    "compare",
    "compare_tasks",
    "drawn_values",
    "measured",
    "seed_list",
    "sentence",
    "sweep",
    "sweep_tasks",
    "write_subjects",
    "wrong_claims",
    "wrong_measure",
]
