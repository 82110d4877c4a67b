"""Words that several pictures share: the disclaimer, limits, and small sentences."""

from __future__ import annotations

from collections.abc import Sequence

DISCLAIMER = (
    "Toy model for learning. It does not predict what any drug or therapy does for a person. "
    "Not medical or dosing advice."
)
ONE_RUN = "One run is not proof."
NOT_PEOPLE = "The cells and the days are those of a toy network, not of a person."
NO_DOSE = "No dose was given in this run."
HELD_BACK = "learning is held back here"
WINDOW_OPEN = "window open"
HALF = "half of the cues"

SPINE_NOTE = (
    "Studies disagree on when new spines appear: first effect at 12 to 24 h, or at 72 to 132 h."
)
WINDOW_NOTE = "How a surge opens the window is assumed, and its numbers are set by hand."
TEST_NOTE = "The network does not learn during tests."

# From the share of seeds in which the first arm has the larger value, to words.
_DIFFERENCE = ((0.95, "clearly higher"), (0.8, "higher"), (0.6, "probably higher"))


def difference_words(share: float) -> str:
    """Return words for the share (0 to 1) of seeds in which a value is higher."""
    return next((words for least, words in _DIFFERENCE if share > least), "no clear difference")


def change(first: float, last: float, unit: str = "", digits: int = 1) -> str:
    """Return ``from 1.0 to 5.4 Hz``, or ``at 4.9 Hz`` when the printed numbers are equal."""
    start, end = f"{first:.{digits}f}", f"{last:.{digits}f}"
    space = f" {unit}" if unit else ""
    return f"at {end}{space}" if start == end else f"from {start} to {end}{space}"


def listed(names: Sequence[str]) -> str:
    """Return ``a``, ``a and b`` or ``a, b and c``."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def seeds(count: int) -> str:
    """Return ``1 seed`` or ``20 seeds``."""
    return f"{count} seed" if count == 1 else f"{count} seeds"


def day(value_d: float) -> str:
    """Return ``day 30`` or ``day 2.5``."""
    return f"day {value_d:g}"
