"""Measures of how ready the network is to learn at a test, and of practice."""

from __future__ import annotations

from functools import partial

from sim.measures.measure import Measure, series_value
from sim.result import Result


def practice_share(result: Result, _test: int) -> float:
    """Return the mean share of practice in which its pattern was active; NaN without practice."""
    share = result.session_share
    return float(share.mean()) if share.size else float("nan")


READINESS = (
    Measure(
        "window",
        "",
        "plasticity window",
        "How open the window of plasticity is, 0 to 1.",
        "learning",
        partial(series_value, name="window"),
    ),
    Measure(
        "learning_factor",
        "",
        "factor on learning",
        "What window and drug make of the learning rate; 1 without either.",
        "learning",
        partial(series_value, name="learning_factor"),
    ),
)

PRACTICE = (
    Measure(
        "practice_share",
        "",
        "practised pattern active",
        "Mean share of the sessions in which the practised pattern was active.",
        "learning",
        practice_share,
        per_test=False,
    ),
)
