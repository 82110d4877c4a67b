"""Finished runs kept in memory, the oldest unused ones dropped first."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import replace

from sim.result import Result
from sim.runs import Task

MAX_BYTES = 400 * 2**20  # about a hundred runs of the default network with all their spikes


class Kept:
    """Finished runs by fingerprint, bounded in bytes; safe to use from several threads."""

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self._max_bytes = max_bytes
        self._lock = threading.Lock()
        self._results: OrderedDict[str, Result] = OrderedDict()
        self._n_bytes = 0

    def get(self, key: str) -> Result | None:
        """Return the run of a fingerprint, or None; it counts as used now."""
        with self._lock:
            if key in self._results:
                self._results.move_to_end(key)
            return self._results.get(key)

    def put(self, key: str, result: Result) -> None:
        """Keep a run, dropping those unused for longest while there is too much."""
        with self._lock:
            old = self._results.pop(key, None)
            self._n_bytes += result.nbytes - (old.nbytes if old is not None else 0)
            self._results[key] = result
            while self._n_bytes > self._max_bytes and self._results:
                _, dropped = self._results.popitem(last=False)
                self._n_bytes -= dropped.nbytes


def relabelled(result: Result, task: Task) -> Result:
    """Return a run under the arm and the texts of the task that asks for it."""
    arm = next(one for one in task.scenario.arm if one.id == task.arm)
    return replace(result, arm=arm.id, arm_label=arm.name, scenario=task.scenario.for_arm(arm.id))


def key_of(task: Task) -> str:
    """Return the fingerprint of the run that a task asks for."""
    return task.scenario.fingerprint(task.arm, task.seed)
