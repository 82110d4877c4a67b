"""One dot for each run, and how the mean settles as runs are added."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import replace

import numpy as np

from sim.measures import by_name, probe_on, value_at
from sim.phrases import listed, rounded, shortened
from sim.plots import words
from sim.plots.explanations import EXPLAIN
from sim.plots.panels.dots import Dots
from sim.plots.panels.lines import Line, Lines
from sim.plots.panels.picture import Picture
from sim.plots.panels.scale import Quantity
from sim.plots.style import arm_style
from sim.plots.views.fusion import fused_sentence
from sim.plots.views.gather import (
    BAND_NOTE,
    FEW_ARMS,
    Arms,
    dot_row,
    last_shared_day,
    mean_and_band,
    round_range,
    runs_of,
)
from sim.plots.views.quantities import quantity_of

_CUES = ("answer.", "uncued.")  # what the cue leads to, or the same moments without it
_LEAST = 3  # runs from which the running mean has a band: with two it covers everything
_MOST_LABEL = 44
_TEXT = EXPLAIN["seed_dots"]


def seed_dots(
    arms: Arms, measure: str = "answer.b", day: float | None = None, mine: int | None = None
) -> Picture:
    """Show a measure of every run, and the mean of the first run, of the first two, and so on.

    Parameters
    ----------
    arms : mapping of label to runs
    measure : str
        Name of a measure.
    day : float, optional
        Test day; the last one that all arms share if left out.
    mine : int, optional
        Seed of the run that is ringed.
    """
    runs = runs_of(arms)
    day = last_shared_day(runs) if day is None else day
    for results in runs.values():
        probe_on(results[0], day)
    values = {
        label: {
            run.seed: value_at(run, measure, day)
            for run in sorted(results, key=lambda run: run.seed)
        }
        for label, results in runs.items()
    }
    when = f" on {words.day(day)}" if by_name(measure).per_test else ""
    view = value_dots(values, quantity_of(measure), mine=mine, when=when, name="seed")
    fused = fused_sentence(runs, day) if measure.startswith(_CUES) else ""
    if not fused:
        return view
    return replace(view, title=f"{view.title} {fused}", alt=f"{view.alt} {fused}")


def value_dots(
    values: Mapping[str, Mapping[Hashable, float]],
    outcome: Quantity,
    *,
    mine: Hashable | None = None,
    when: str = "",
    name: str = "",
) -> Picture:
    """Show values by group and name: of runs by their seeds, or of a class by the members.

    Parameters
    ----------
    values : mapping of group to mapping of name to value
        In the order in which they are averaged; NaN where there is none.
    outcome : Quantity
    mine : name, optional
        The one that is ringed.
    when : str
        As ``on day 30``, with a blank in front.
    name : str
        What a name is, as ``seed``; stands before it.
    """
    groups = list(values)
    rows = tuple(
        dot_row(
            shortened(label if len(groups) <= FEW_ARMS else f"({place + 1}) {label}", _MOST_LABEL),
            runs,
            outcome.within,
            arm_style(place),
            mine,
        )
        for place, (label, runs) in enumerate(values.items())
    )
    x_range = round_range(outcome, rows)
    note = "" if any(row.values.size for row in rows) else words.NO_VALUE
    title = _title(groups, rows, outcome, when)
    ring = [row for row in rows if row.ringed is not None]
    dots = Dots(outcome.axis, rows, x_range, note=note, is_long=True)
    means = _running(groups, rows, outcome, x_range)
    return Picture(
        id="seed_dots",
        title=title,
        what=f"{_TEXT.what} {BAND_NOTE} Below, it begins at {_LEAST}.",
        leaves_out=f"{_TEXT.leaves_out} {words.NOT_PEOPLE}",
        panels=(dots, means),
        alt=f"{title} {_spread(groups, rows, outcome)}",
        key=f"ring: {name} {mine}".replace(":  ", ": ") if ring else "",
        sizes=(dots.height_px, 220),
    )


def _running(
    groups: list[str], rows: tuple, outcome: Quantity, y_range: tuple[float, float]
) -> Lines:
    """Return the mean of the first n runs against n, for each group."""
    lines, most = [], 1
    for place, (label, row) in enumerate(zip(groups, rows)):
        n = row.values.size
        if not n:
            continue
        most = max(most, n)
        parts = [mean_and_band(row.values[:k], y_range, _LEAST) for k in range(1, n + 1)]
        mean, low, high = (
            np.array([np.nan if part is None else part for part in column])
            for column in zip(*parts)
        )
        has_band = bool(np.isfinite(low).any())
        lines.append(
            Line(
                label,
                np.arange(1.0, n + 1.0),
                mean,
                arm_style(place),
                low if has_band else None,
                high if has_band else None,
                end_label=label if len(groups) <= FEW_ARMS else f"({place + 1})",
            )
        )
    return Lines(
        "runs so far (number)",
        f"mean so far ({outcome.unit_words})",
        tuple(lines),
        y_range=y_range,
        x_range=(1.0, float(max(most, 2))),
    )


def _title(groups: list[str], rows: tuple, outcome: Quantity, when: str) -> str:
    parts = []
    for label, row in zip(groups, rows):
        if row.mean is None:
            continue
        n = row.values.size
        low, high = rounded(row.values.min()), rounded(row.values.max())
        text = (
            f"{low} in one run"
            if n == 1
            else f"{low} in all {n} runs"
            if low == high
            else f"{low} to {high} in {n} runs"
        )
        parts.append(text if len(groups) == 1 else f"{text} ({label})")
    head = f"{outcome.label[0].upper()}{outcome.label[1:]}{when}"
    if not parts:
        return f"{head}: {words.NO_VALUE}."
    if len(parts) > FEW_ARMS:
        best, label = max(
            ((row, label) for row, label in zip(rows, groups) if row.mean is not None),
            key=lambda pair: pair[0].mean,
        )
        return f"{head}: the highest mean is {rounded(best.mean)}, that of “{label}”."
    return f"{head}: {listed(parts)}."


def _spread(groups: list[str], rows: tuple, outcome: Quantity) -> str:
    """Return mean and band of each group in words."""
    parts = []
    for label, row in zip(groups, rows):
        if row.mean is None:
            parts.append(f"{label}: {words.NO_VALUE}.")
            continue
        band = "" if row.low is None else (f", 95 % band {rounded(row.low)} to {rounded(row.high)}")
        parts.append(f"{label}: mean {outcome.of(row.mean)}{band}.")
    return " ".join(parts)
