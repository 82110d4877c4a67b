"""Slow variables over model days: synaptic strengths, and what all such pictures share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from sim.model.network import GROUPS
from sim.plots import words
from sim.plots.explanations import EXPLAIN
from sim.plots.panels.lines import Line, Lines
from sim.plots.panels.picture import Picture
from sim.plots.views.gather import (
    BAND_NOTE,
    SHADED,
    Arms,
    Names,
    from_tests,
    line_of,
    marks_of,
    runs_of,
    window_bands,
)
from sim.result import Result

_CUE, _A, _B = GROUPS.index("cue"), GROUPS.index("A"), GROUPS.index("B")
_STRENGTHS = (
    ("cue to A", _CUE, _A, "cue_to_a"),
    ("cue to B", _CUE, _B, "cue_to_b"),
    ("A to A", _A, _A, "a_to_a"),
    ("B to B", _B, _B, "b_to_b"),
)
# Only where one arm has the picture to itself: more lines could not be told apart.
_BETWEEN = (("A to B", _A, _B, "a_to_b"), ("B to A", _B, _A, "b_to_a"))


def strengths_over_days(arms: Arms) -> Picture:
    """Show mean weights from the cue, inside A and B, and between them, against model days.

    Weights between A and B are left out where several arms share one picture.
    """
    runs = runs_of(arms)
    names = Names(runs)
    lines = [
        line_of(
            results[0].probe_d,
            from_tests(results, "strength", source, target),
            style,
            within=(0.0, np.inf),
            dots=False,
            **names.of(quantity, place),
        )
        for place, results in enumerate(runs.values())
        for quantity, source, target, style in (*_STRENGTHS, *(_BETWEEN if names.is_one else ()))
    ]
    to_b = [line for line in lines if line.style == "cue_to_b"]
    changes = [
        names.after(words.change(line.y[0], line.y[-1]), place) for place, line in enumerate(to_b)
    ]
    return over_days(
        runs,
        lines,
        id="strengths_over_days",
        title=f"The mean weight from cue to B {words.changes(changes)}.",
        what=EXPLAIN["strengths_over_days"].what,
        leaves_out=EXPLAIN["strengths_over_days"].leaves_out,
        y_label="mean weight (base weights)",
    )


def over_days(
    runs: Mapping[str, Sequence[Result]],
    lines: Sequence[Line],
    *,
    id: str,
    title: str,
    what: str,
    leaves_out: str,
    y_label: str,
    y_range: tuple[float, float | None] = (0.0, None),
) -> Picture:
    """Return a picture of lines against model days, with windows, doses and sessions."""
    end_d = max(float(results[0].t_d[-1]) for results in runs.values())
    panel = Lines(
        "time (model days)",
        y_label,
        tuple(lines),
        bands=window_bands(runs),
        marks=marks_of(runs),
        y_range=y_range,
        x_range=(0.0, end_d),
    )
    return Picture(
        id=id,
        title=title,
        what=f"{what} A line is the mean over seeds, a dot one seed. {BAND_NOTE} {SHADED}",
        leaves_out=f"{leaves_out} {words.NOT_PEOPLE}",
        panels=(panel,),
        alt=f"{title} Chart over {end_d:g} model days.",
        key=Names(runs).key,
    )
