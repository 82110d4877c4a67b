"""Measures of how ready the network is to learn at a test, and of practice."""

from __future__ import annotations

from sim.measures.measure import Measure, from_output
from sim.outputs import output_named
from sim.result import Result


def practice_share(result: Result, _test: int) -> float:
    """Return the mean share of practice in which its pattern was active; NaN without practice."""
    share = result.session_share
    return float(share.mean()) if share.size else float("nan")


READINESS = (
    from_output(output_named("window")),
    from_output(output_named("learning_factor")),
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
