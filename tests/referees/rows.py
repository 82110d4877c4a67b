"""One compared number: ours, theirs, how far apart they may be and why."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

Shown = float | int | str


@dataclass(frozen=True)
class Row:
    """A line of the table of validation."""

    case: str  # V1 ...
    what: str
    referee: str  # who gives the other number
    ours: Shown
    theirs: Shown
    difference: float
    tolerance: float
    how: str  # absolute, largest (of many), band or identical
    why: str  # why this tolerance

    def holds(self) -> bool:
        """Return whether the difference is within the tolerance; NaN is not."""
        return bool(self.difference <= self.tolerance)

    def __str__(self) -> str:
        return (
            f"{self.case} {self.what}: ours {show(self.ours)}, {self.referee} "
            f"{show(self.theirs)}, apart by {show(self.difference)}, "
            f"allowed {show(self.tolerance)} ({self.how})"
        )


def show(value: Shown) -> str:
    """Return a number with five digits, an integer or a text as it is."""
    return f"{value:.5g}" if isinstance(value, float) else str(value)


def near(
    case: str, what: str, referee: str, ours: float, theirs: float, tolerance: float, why: str
) -> Row:
    """Compare two numbers; ``tolerance`` is in their unit."""
    return Row(
        case,
        what,
        referee,
        float(ours),
        float(theirs),
        abs(float(ours) - float(theirs)),
        tolerance,
        "absolute",
        why,
    )


def within(
    case: str, what: str, referee: str, ours: float, low: float, high: float, why: str
) -> Row:
    """Ask whether our number lies in a band; the difference is the distance to it."""
    outside = max(low - float(ours), float(ours) - high)
    apart = outside if np.isnan(outside) else max(outside, 0.0)
    band = f"{low:.5g} or more" if np.isinf(high) else f"{low:.5g} to {high:.5g}"
    return Row(case, what, referee, float(ours), band, apart, 0.0, "band", why)


def all_near(
    case: str,
    what: str,
    referee: str,
    ours: np.ndarray,
    theirs: np.ndarray,
    tolerance: float,
    why: str,
) -> Row:
    """Compare many numbers by the largest difference; without any, the row does not hold."""
    ours, theirs = np.asarray(ours, dtype=float), np.asarray(theirs, dtype=float)
    apart = float(np.abs(ours - theirs).max()) if ours.size else float("nan")
    return Row(
        case,
        what,
        referee,
        f"{ours.size} numbers",
        f"{theirs.size} numbers",
        apart,
        tolerance,
        "largest",
        why,
    )


def same_spikes(
    case: str, what: str, referee: str, ours: np.ndarray, theirs: np.ndarray, why: str
) -> Row:
    """Compare spikes (n, 2) as (step, neuron); the difference counts those only one side has.

    Two empty lists prove nothing, so they do not hold.
    """
    apart = len(set(map(tuple, ours.tolist())) ^ set(map(tuple, theirs.tolist())))
    return Row(
        case,
        what,
        referee,
        len(ours),
        len(theirs),
        float(apart) if len(theirs) else float("nan"),
        0.0,
        "identical",
        why,
    )
