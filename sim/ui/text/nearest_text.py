"""Words about settings that were computed in advance."""

from __future__ import annotations

from collections.abc import Sequence

from sim.phrases import listed, plural
from sim.ui.text import plain
from sim.ui.text.lab_text import seeds_named

NO_PATTERN = "no pattern answers"
EXACT_BY_RUN, PICTURES_BY_RUN = "Run makes it exact.", "Run shows the pictures."
HOLLOW = "Hollow points: the mean over networks with the settings computed in advance."


def lead(instead: Sequence[str], n_seeds: int) -> str:
    """Return what the numbers of settings computed in advance belong to."""
    which = f"{plural(n_seeds, 'network')}, {seeds_named(0, n_seeds).lower()}"
    if not instead:
        return f"**Computed in advance**, with these settings ({which})."
    return f"**Nearest settings computed in advance** ({which}): {plain(listed(list(instead)))}."


def other_value(name: str, computed: str, asked: str) -> str:
    """Return the value of a setting that was computed beside the one that is asked for."""
    return f"{name} {computed} instead of {asked}"


def answers(pattern: str, day: float, arms: Sequence[str]) -> str:
    """Return the answers of settings computed in advance; see `answer`."""
    return f"On day {day:g} the test cue leads to {pattern} in {'; in '.join(arms)}."


def answer(arm: str, share: str, others: Sequence[tuple[str, str]]) -> str:
    """Return the share of the answers of one arm, and of what answers instead."""
    besides = "".join(
        f", {NO_PATTERN if pattern == 'none' else f'to {pattern}'} in {part}"
        for pattern, part in others
    )
    return f"**{share}** of the trials of *{plain(arm)}*{besides}"


def point(place: int) -> str:
    """Return the name of the point of one arm in the first picture."""
    return f"({place}) computed in advance"


def measure(name: str, unit: str, day: float | None, arms: Sequence[str]) -> str:
    """Return the measure of the preset with settings computed in advance."""
    when = "" if day is None else f" on day {day:g}"
    return f"{name[:1].upper()}{name[1:]}{f' ({unit})' if unit else ''}{when}: {'; '.join(arms)}."


def value(arm: str, shown: str) -> str:
    """Return the measure of one arm."""
    return f"*{plain(arm)}* **{shown}**"


def fused_in(arm: str, count: int, n_seeds: int) -> str:
    """Return that patterns have grown into one, which a share of answers does not tell."""
    return f"The patterns fuse in {count} of {plural(n_seeds, 'network')} of *{plain(arm)}*."
