"""Time at rest: the share in each pattern and in none, over model days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sim.model.network import PATTERNS
from sim.plots import words
from sim.plots.explanations import EXPLAIN
from sim.plots.panels.lines import Line
from sim.plots.panels.picture import Picture
from sim.plots.views.gather import Arms, Names, from_tests, line_of, runs_of
from sim.plots.views.over_days import over_days
from sim.plots.views.quantities import axis_of
from sim.result import Result

# What is drawn of the time at rest: name, its places in `occupancy`, style. Five lines and their
# bands cover each other: C and D, about which no question asks, are one quiet line.
_STATES = (
    ("A", (0,), "A"),
    ("B", (1,), "B"),
    ("C or D", (2, 3), "c_or_d"),
    ("no pattern", (len(PATTERNS),), "none"),
)


def occupancy_over_days(arms: Arms) -> Picture:
    """Show the share of resting time in each pattern and in none against model days."""
    runs = runs_of(arms)
    names = Names(runs)
    lines = [
        _occupancy_line(results, places, style, names.of(name, place))
        for place, results in enumerate(runs.values())
        for name, places, style in _STATES
    ]
    changes = [
        names.after(words.change(line.y[0], line.y[-1], digits=2), place)
        for place, line in enumerate(lines[:: len(_STATES)])
    ]
    return over_days(
        runs,
        lines,
        id="occupancy_over_days",
        title=f"The share of rest spent in pattern A {words.changes(changes)}.",
        what=EXPLAIN["occupancy_over_days"].what,
        leaves_out=EXPLAIN["occupancy_over_days"].leaves_out,
        y_label=axis_of("occupancy", "share, 0 to 1"),
        y_range=(0.0, 1.0),
    )


def _occupancy_line(
    results: Sequence[Result], places: tuple[int, ...], style: str, named: dict[str, Any]
) -> Line:
    """Return the time in some states together, within 0 to 1."""
    share = sum(from_tests(results, "occupancy", place) for place in places)
    line = line_of(results[0].probe_d, share, style, within=(0.0, 1.0), dots=False, **named)
    return replace(line, low=None, high=None, dots=()) if style == "c_or_d" else line
