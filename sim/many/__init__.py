"""Many runs: comparisons of arms, sweeps of values, and the claims of a scenario."""

from __future__ import annotations

from sim.many.batch import BatchProgress, Task, run_many
from sim.many.claim_words import sentence
from sim.many.claims import Claim, arms_of, check_claims, wrong_claims, wrong_measure
from sim.many.estimate import activity_s, seconds_of_run
from sim.many.tables import MAX_SEEDS, arm_list, compare, measured, seed_list, sweep, sweep_tasks
from sim.many.warm_up import warm_up

__all__ = [
    "MAX_SEEDS",
    "BatchProgress",
    "Claim",
    "Task",
    "activity_s",
    "arm_list",
    "arms_of",
    "check_claims",
    "compare",
    "measured",
    "run_many",
    "seconds_of_run",
    "seed_list",
    "sentence",
    "sweep",
    "sweep_tasks",
    "warm_up",
    "wrong_claims",
    "wrong_measure",
]
