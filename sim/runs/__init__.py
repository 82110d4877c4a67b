"""Runs: what one is asked for by, how long it takes, a pool of workers, and finished ones."""

from __future__ import annotations

from sim.runs.as_finished import run_many, run_numbered
from sim.runs.cache import ResultCache, user_store
from sim.runs.cluster import connected
from sim.runs.estimate import activity_s, bytes_of_run, seconds_of_run
from sim.runs.family import families
from sim.runs.pool import Batch, Pool, Spikes, Status, TookTooLong, worker_count
from sim.runs.progress import BatchProgress
from sim.runs.task import Task, key_of
from sim.runs.warm_up import warm_up

__all__ = [
    "Batch",
    "BatchProgress",
    "Pool",
    "ResultCache",
    "Spikes",
    "Status",
    "Task",
    "TookTooLong",
    "activity_s",
    "bytes_of_run",
    "connected",
    "families",
    "key_of",
    "run_many",
    "run_numbered",
    "seconds_of_run",
    "user_store",
    "warm_up",
    "worker_count",
]
