"""Doses, sessions, windows and tests on one time axis, a lane for each arm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.plots.panels.picture import Cell, Panel, Table


@dataclass(frozen=True, eq=False)
class Lane:
    """One arm in the calendar.

    ``doses_d`` (n,) and ``tests_d`` (n,) days; ``sessions`` holds (day, share of the session in
    which its pattern was active, pattern); ``window_d`` and ``window`` (T,) the mean curve;
    ``open_d`` the stretches on which it counts as open, as (first, last) day.
    """

    label: str
    doses_d: tuple[float, ...]
    sessions: tuple[tuple[float, float, str], ...]
    window_d: np.ndarray
    window: np.ndarray
    open_d: tuple[tuple[float, float], ...]
    tests_d: tuple[float, ...]


@dataclass(frozen=True, eq=False)
class Calendar(Panel):
    """Lanes, from top to bottom."""

    lanes: tuple[Lane, ...]
    length_d: float
    x_label: str = "time (model days)"
    y_label: str = "arm (one lane each)"

    kind: ClassVar[str] = "calendar"

    def table(self) -> Table:
        """Return one row for each event, lane by lane."""
        rows: list[tuple[Cell, ...]] = []
        for lane in self.lanes:
            events = [(day, "dose") for day in lane.doses_d]
            events += [
                (day, f"session of {pattern}, active in {share:.2f} of it")
                for day, share, pattern in lane.sessions
            ]
            events += [(first, f"window open, until day {last:.1f}") for first, last in lane.open_d]
            events += [(day, "test") for day in lane.tests_d]
            events.sort(key=lambda event: event[0])
            rows += [(lane.label, *event) for event in events]
        return ("arm", "time (model days)", "event"), tuple(rows)
