"""Measures of nights, and of the synapses that survive them."""

from __future__ import annotations

from functools import partial

import numpy as np

from sim.measures.measure import Measure, from_output, series_value
from sim.model.network import GROUPS
from sim.outputs import output_named
from sim.result import Result

_CUE, _B, _C, _D = (GROUPS.index(name) for name in ("cue", "B", "C", "D"))


def night_value(result: Result, _test: int, *, name: str) -> float:
    """Return the median over nights in which sleep scaled; NaN without such a night."""
    ends = result.series["night_scaled"] < 0.0
    return float(np.median(result.series[name][ends])) if ends.any() else float("nan")


def spine_survival(result: Result, test: int) -> float:
    """Return the share of the synapses born in the run that are still there; NaN if none was."""
    gained = series_value(result, test, name="spine_gained")
    return series_value(result, test, name="spine_born") / gained if gained else float("nan")


def contrast(result: Result, test: int) -> float:
    """Return the weight from the cue to B over that to C and D."""
    weight = result.probes["strength"][test, _CUE]
    others = (weight[_C] + weight[_D]) / 2.0
    return float(weight[_B] / others) if others > 0.0 else float("nan")


NIGHTS = (
    *(
        from_output(output_named(name), partial(night_value, name=name), per_test=False)
        for name in ("night_scaled", "night_tagged", "night_share")
    ),
    Measure(
        "spine_survival",
        "",
        "newborn synapses that stay",
        "Share of the synapses born since the start that are still there.",
        "weights",
        spine_survival,
    ),
    Measure(
        "contrast",
        "",
        "contrast of what was practised",
        "Mean weight from the cue to B, over that from the cue to C and D.",
        "weights",
        contrast,
    ),
)
