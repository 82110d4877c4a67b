"""Rigid or flexible: five measures side by side, each on its own scale, never added up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from sim.measures import probe_on, value_at
from sim.model.network import GROUPS
from sim.phrases import listed, rounded
from sim.plots import style, words
from sim.plots.explanations import EXPLAIN
from sim.plots.panels.dots import Dots
from sim.plots.panels.picture import Picture
from sim.plots.panels.scale import Quantity
from sim.plots.views.calendar import practised
from sim.plots.views.gather import (
    BAND_NOTE,
    FEW_ARMS,
    Arms,
    Names,
    dot_row,
    last_shared_day,
    round_range,
    runs_of,
)
from sim.result import Result

_CUE = GROUPS.index("cue")
_TEXT = EXPLAIN["scorecard"]
_GAP_PX = 12  # below a panel


class Score(NamedTuple):
    """A measure of the scorecard: what it is, which end is rigid, and how it is read.

    ``assay`` is the table of a scenario that must be on; ``missing`` says why there is no value
    although it was asked for.
    """

    quantity: Quantity
    rigid: str
    of: Callable[[Result, float], float]
    missing: str
    assay: str = ""


def change_per_session(result: Result, day: float) -> float:
    """Return how far a session moved the mean weight from the cue to what it practised.

    Absolute difference between the last test up to the first session and the first test after the
    last one, over the number of sessions; the mean over patterns if several were practised. What
    everyday life does in between counts too.

    Parameters
    ----------
    result : Result
    day : float
        Tests after it are not looked at.

    Returns
    -------
    float
        In base weights; NaN without practice, or without tests around it.
    """
    patterns = np.array(practised(result))
    changes = []
    for pattern in dict.fromkeys(patterns.tolist()):
        days = result.session_d[patterns == pattern]
        before = np.flatnonzero(result.probe_d <= days[0] + 1e-9)
        after = np.flatnonzero((result.probe_d > days[-1]) & (result.probe_d <= day + 1e-9))
        if not before.size or not after.size:
            continue
        weight = result.probes["strength"][:, _CUE, GROUPS.index(pattern)]
        changes.append(abs(float(weight[after[0]] - weight[before[-1]])) / days.size)
    return float(np.mean(changes)) if changes else float("nan")


def _measure(name: str) -> Callable[[Result, float], float]:
    return lambda result, day: value_at(result, name, day)


SCORES: tuple[Score, ...] = (
    Score(
        Quantity("length of a visit to A", "ms", low=0.0),
        "long",
        _measure("dwell.a_ms"),
        "A was not visited at rest",
    ),
    Score(
        Quantity("answers with A on the way to B", "test cues", low=0.0),
        "many",
        _measure("perseverative_errors"),
        "no value",
        "assay_reversal",
    ),
    Score(
        Quantity(
            "spread of rest over the patterns", "bits: 2 if all four alike", low=0.0, high=2.0
        ),
        "low",
        _measure("occupancy_entropy_bits"),
        "no pattern was active at rest",
    ),
    Score(
        Quantity("weight change per session", "base weights", low=0.0),
        "small",
        change_per_session,
        "no practice between two tests in these runs",
    ),
    Score(
        Quantity("kick that ends A", "share of its cells", low=0.0, high=1.0),
        "large",
        _measure("kick_size"),
        "no value",
        "assay_kick",
    ),
)


def scorecard(arms: Arms, day: float | None = None) -> Picture:
    """Show five measures of rigidity, arm by arm, each on a scale of its own.

    Parameters
    ----------
    arms : mapping of label to runs
    day : float, optional
        Test day; the last one that all arms share if left out.
    """
    runs = runs_of(arms)
    day = last_shared_day(runs) if day is None else day
    for results in runs.values():
        probe_on(results[0], day)  # a day without test is refused, also where no measure asks
    every = tuple(_panel(score, runs, day) for score in SCORES)
    # An empty panel tells nothing: words below say which measures are missing, and why.
    panels = tuple(panel for panel in every if not panel.note) or every
    missing = "; ".join(
        f"{panel.x_label.split(';')[0]} ({panel.note})"
        for panel in every
        if panel.note and len(panels) < len(every)
    )
    title = _title(every[0], list(runs), day)
    return Picture(
        id="scorecard",
        title=title,
        what=f"{_TEXT.what} {BAND_NOTE} Weight change per session: from the cue to the practised "
        "pattern, by the tests around the practice."
        + (f" Not drawn: {missing}." if missing else ""),
        leaves_out=f"{_TEXT.leaves_out} {words.NOT_PEOPLE}",
        panels=panels,
        alt=" ".join([title, *(_words(panel) for panel in every)]),
        key=Names(runs).key,
        sizes=tuple(panel.height_px + _GAP_PX for panel in panels),
    )


def _title(visit: Dots, labels: Sequence[str], day: float) -> str:
    """Say how long a visit to A lasts, the measure that every run is asked."""
    lasts = {label: row.mean for label, row in zip(labels, visit.rows) if row.mean is not None}
    if not lasts:
        return f"On {words.day(day)}, A was not visited at rest."
    if len(labels) == 1:
        mean_ms = rounded(lasts[labels[0]])
    elif len(lasts) <= FEW_ARMS:
        mean_ms = listed([f"{rounded(mean)} ({label})" for label, mean in lasts.items()])
    else:
        mean_ms = f"{rounded(min(lasts.values()))} to {rounded(max(lasts.values()))}"
    return f"On {words.day(day)}, a visit to A lasts a mean of {mean_ms} ms at rest."


def _panel(score: Score, runs: Mapping[str, Sequence[Result]], day: float) -> Dots:
    is_asked = not score.assay or any(
        getattr(results[0].scenario, score.assay).enabled for results in runs.values()
    )
    rows = []
    for place, results in enumerate(runs.values()):
        values = {run.seed: score.of(run, day) if is_asked else float("nan") for run in results}
        rows.append(
            dot_row(
                f"({place + 1})" if len(runs) > 1 else "",
                values,
                score.quantity.within,
                style.arm_style(place),
            )
        )
    has_value = any(row.values.size for row in rows)
    return Dots(
        x_label=f"{score.quantity.label}; {score.rigid} is rigid ({score.quantity.unit})",
        rows=tuple(rows),
        x_range=round_range(score.quantity, rows),
        note="" if has_value else score.missing if is_asked else words.NOT_ASKED,
    )


def _words(panel: Dots) -> str:
    """Return a panel in words."""
    label, unit = panel.x_label.split(";")[0], panel.x_label.rsplit("(", 1)[1].rstrip(")")
    head = f"{label[0].upper()}{label[1:]}"
    if panel.note:
        return f"{head}: {panel.note}."
    parts = [words.NO_VALUE if row.mean is None else rounded(row.mean) for row in panel.rows]
    named = [f"{part} {row.label}".rstrip() for part, row in zip(parts, panel.rows)]
    return f"{head} ({unit}): {listed(named)}."
