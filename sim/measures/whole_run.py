"""Measures of a run as a whole: the highest values of slow variables, and practice."""

from __future__ import annotations

from functools import partial

from sim.measures.measure import Measure
from sim.result import Result


def _peak(result: Result, _test: int, *, name: str) -> float:
    return float(result.series[name].max())


def practice_share(result: Result, _test: int) -> float:
    """Return the mean share of practice in which its pattern was active; NaN without practice."""
    share = result.session_share
    return float(share.mean()) if share.size else float("nan")


PEAKS = tuple(
    Measure(name, unit, label, help, partial(_peak, name=series), per_test=False)
    for name, unit, label, help, series in (
        ("window_peak", "", "highest window", "Highest value of the plasticity window.", "window"),
        ("surge_peak", "", "highest surge",
         "Largest rise of excitatory output under the drug, as a share of output without it.",
         "surge"),
        ("block_inh_peak", "", "highest block, inhibitory cells",
         "Largest share of blocked NMDA receptors on inhibitory cells.", "block_inh"),
        ("block_exc_peak", "", "highest block, excitatory cells",
         "Largest share of blocked NMDA receptors on excitatory cells.", "block_exc"),
        ("level_peak_ng_per_ml", "ng/ml", "highest drug level",
         "Highest level of the drug in plasma.", "level_ng_per_ml"),
    )
)  # fmt: skip

PRACTICE = (
    Measure(
        "practice_share", "", "practised pattern active",
        "Mean share of the sessions in which the practised pattern was active.",
        practice_share, per_test=False,
    ),
)  # fmt: skip
