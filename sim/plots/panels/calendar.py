"""What happens on which day, one lane for each arm."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


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
class CalendarView:
    """Doses, sessions, window and tests of each arm on one time axis."""

    id: str
    title: str
    what: str
    leaves_out: str
    lanes: tuple[Lane, ...]
    length_d: float
    alt: str
    x_label: str = "time (model days)"
    y_label: str = "arm (one lane each)"
