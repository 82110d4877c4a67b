"""Running tasks: what a run is asked for by, how long it takes, and many at once on threads."""

from __future__ import annotations

from sim.runs.batch import BatchProgress, Task, run_many, run_numbered, worker_count
from sim.runs.estimate import activity_s, seconds_of_run
from sim.runs.warm_up import warm_up

__all__ = [
    "BatchProgress",
    "Task",
    "activity_s",
    "run_many",
    "run_numbered",
    "seconds_of_run",
    "warm_up",
    "worker_count",
]
