"""Synaptic strengths over model days."""

from __future__ import annotations

import numpy as np

from sim.model.network import GROUPS
from sim.plots import words
from sim.plots.explanations import EXPLAIN
from sim.plots.panels.picture import Picture
from sim.plots.views.gather import Arms, Names, from_tests, line_of, runs_of
from sim.plots.views.over_days import over_days
from sim.plots.views.quantities import axis_of

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
        y_label=axis_of("strength"),
    )
