"""Words about numbers that were typed."""

from __future__ import annotations

from sim.phrases import shortened

_MOST_SHOWN = 20


def allowed(is_whole: bool, low: float | None, high: float | None, unit: str) -> str:
    """Return what a box takes: ``a number from 0 to 30 days``."""
    noun = "a whole number" if is_whole else "a number"
    if low is not None and high is not None:
        noun = f"{noun} from {low:g} to {high:g}"
    elif low is not None:
        noun = f"{noun}, {low:g} or more"
    elif high is not None:
        noun = f"{noun}, {high:g} or less"
    return f"{noun} ({unit})" if unit else noun


def no_number(typed: str, allowed: str) -> str:
    """Return why what was typed was not taken."""
    name = f"“{shortened(typed, _MOST_SHOWN)}”" if typed else "Nothing"
    return f"{name} is no number that can be read here. Allowed: {allowed}, such as 2.5 or 2,5."


def not_allowed(typed: str, allowed: str) -> str:
    """Return why a number was not taken."""
    return f"{shortened(typed, _MOST_SHOWN)} was not taken. Allowed: {allowed}."


def two_meanings(thousands: str, decimal: str) -> str:
    """Return the question which of two numbers is meant."""
    return f"Is that {thousands} or {decimal}? Write it without the comma."
