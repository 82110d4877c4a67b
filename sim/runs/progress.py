"""How far many runs have come, told to their caller now and then."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

_ESTIMATE_AFTER_S = 1.0  # a time left is not named before
_REPORTS_PER_S = 10.0


class BatchProgress(NamedTuple):
    """How far a batch has come; runs under way count by their share of days."""

    done_runs: float
    total_runs: int
    seconds_left: float | None  # None while it cannot be told


class Reporter:
    """Tells a caller how far all runs are, at most ten times a second."""

    def __init__(self, on_progress: Callable[[BatchProgress], None] | None, n_tasks: int) -> None:
        self._on_progress, self._n_tasks = on_progress, n_tasks
        self._began_s, self._reported_s = time.monotonic(), -1.0

    def is_due(self) -> bool:
        """Return whether a report would be heard now."""
        since_s = time.monotonic() - self._reported_s
        return self._on_progress is not None and since_s >= 1.0 / _REPORTS_PER_S

    def report(self, done_runs: float, work_done: float, work_to_do: float) -> None:
        """Report the finished runs, and of the work, in whole runs, what is done and what is not.

        A run that was there already is finished without work.
        """
        if self._on_progress is not None:
            self._reported_s = time.monotonic()
            elapsed_s = self._reported_s - self._began_s
            left_s = seconds_left(elapsed_s, work_done, work_done + work_to_do)
            self._on_progress(BatchProgress(done_runs, self._n_tasks, left_s))


def seconds_left(elapsed_s: float, done: float, total: float) -> float | None:
    """Return the time left by the work done so far; None while that says too little."""
    if done >= total:
        return 0.0
    if done < 0.02 or elapsed_s < _ESTIMATE_AFTER_S:
        return None
    return elapsed_s * (total - done) / done
