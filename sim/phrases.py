"""Phrases: how lists, counts, numbers and values become text, alike in every layer.

Sentences, labels and cells of tables are made of these; only paths and TOML keep the text that
people type. Nothing here knows a scenario, a result or a page.
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable, Sequence
from typing import Any

MODEL_DAY = "model day"  # unit of a point of the calendar; a duration is in days
ON, OFF, NONE = "on", "off", "none"
_NOTHING = 1e-4  # every measure of a result has a scale far above this
_MOST_COMPARED = 100  # characters of a word that is looked up; a longer one is no typing error


def listed(names: Sequence[str], last: str = "and") -> str:
    """Return ``a``, ``a and b`` or ``a, b and c``; ``last`` may be another word than *and*."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def listing(names: Iterable[str], most: int = 12) -> str:
    """Return ``a, b, c``, cut after ``most`` names: the choices allowed, in a message."""
    names = list(names)
    return ", ".join(names[:most]) + (", ..." if len(names) > most else "")


def suggest(word: str, choices: Iterable[str]) -> str | None:
    """Return the choice nearest to ``word``, upper and lower case alike; None if none is near."""
    by_lower = {choice.lower(): choice for choice in choices}
    near = difflib.get_close_matches(word.lower()[:_MOST_COMPARED], by_lower, n=1, cutoff=0.65)
    return by_lower[near[0]] if near else None


def plural(count: int, noun: str, nouns: str = "") -> str:
    """Return ``1 seed`` or ``20 seeds``; ``nouns`` is a plural without an added *s*."""
    return f"{count} {noun if count == 1 else nouns or f'{noun}s'}"


def ranges(whole: Iterable[int], shortest: int = 3) -> str:
    """Return whole numbers, in growing order, as ``2, 4`` or ``3 to 7, 9``.

    ``shortest`` is the least number of neighbours that are written as a range.
    """
    rows: list[list[int]] = []
    for entry in sorted(whole):
        if rows and entry == rows[-1][-1] + 1:
            rows[-1].append(entry)
        else:
            rows.append([entry])
    return ", ".join(
        f"{row[0]} to {row[-1]}" if len(row) >= shortest else ", ".join(map(str, row))
        for row in rows
    )


def seeds(whole: Iterable[int], shortest: int = 3) -> str:
    """Return ``seed 7``, ``seeds 0 to 19`` or ``seeds 1, 4, 9``; ``shortest`` as in `ranges`."""
    whole = list(whole)
    return f"{'seed' if len(whole) == 1 else 'seeds'} {ranges(whole, shortest)}"


def shortened(text: str, most: int) -> str:
    """Return a text of at most so many characters, the end cut if need be."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def number(value: float, digits: int = 6) -> str:
    """Return a number with few digits and without an exponent; -0 is 0."""
    text = f"{value:.{digits}g}"
    if "e" in text and math.isfinite(value):
        text = f"{value:.8f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def rounded(value: float, digits: int = 3) -> str:
    """Return a number of a result; one that is far below the scale of every measure is 0."""
    return "0" if abs(value) < _NOTHING else number(value, digits)


def with_unit(value: Any, unit: str = "") -> str:
    """Return a number, a switch or a list of numbers in words, ``days 3, 4 and 5`` for days."""
    if value is None:
        return NONE
    if isinstance(value, bool):
        return ON if value else OFF
    if isinstance(value, (int, float)):
        text = number(value)
        if unit == MODEL_DAY:
            return f"day {text}"
        return f"{text} {'day' if unit == 'days' and text == '1' else unit}".rstrip()
    if isinstance(value, (tuple, list)):
        if len(value) < 2:
            return with_unit(value[0], unit) if value else NONE
        text = listed([number(entry) for entry in value])
        return f"days {text}" if unit == MODEL_DAY else f"{text} {unit}".rstrip()
    return str(value)


def typed(value: Any) -> str:
    """Return a value as one would type it: ``0.5``, ``true``, ``word``, ``[1, 2]``."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (tuple, list)):
        return f"[{', '.join(map(typed, value))}]"
    return f"{value:g}" if isinstance(value, float) else str(value)


def cell(value: Any, missing: str = "") -> str:
    """Return a cell of a table for a reader: four digits of a number, yes or no, a list."""
    if value is None or value == () or value != value:  # NaN is not itself
        return missing
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return rounded(value, 4)
    if isinstance(value, (tuple, list)):
        return ", ".join(cell(entry, missing) for entry in value)
    return str(value)


def with_quartiles(low: float, median: float, high: float) -> str:
    """Return a median with the quartiles around it: ``0.92 (0.83 to 1)``."""
    return f"{rounded(median)} ({rounded(low)} to {rounded(high)})"
