"""Measures of the synapses at a test: mean weights between groups, weights as a whole, spines."""

from __future__ import annotations

import math
from functools import partial

from sim.measures.measure import Measure, from_output, series_value
from sim.model.network import GROUPS
from sim.outputs import output_named
from sim.result import Result


def _strength(result: Result, test: int, *, source: int, target: int) -> float:
    return float(result.probes["strength"][test, source, target])


def path_log_ratio(result: Result, test: int) -> float:
    r"""Return the path from the cue to B against that to A in doublings.

    :math:`\log_2(w_{cue \to B} / w_{cue \to A})`: 0 where both are alike, -1 where the path to A is
    twice as strong. NaN where one of them has no weight at all.
    """
    to_b, to_a = (
        _strength(result, test, source=GROUPS.index("cue"), target=GROUPS.index(pattern))
        for pattern in "BA"
    )
    return math.log2(to_b / to_a) if to_a > 0.0 and to_b > 0.0 else float("nan")


def turnover_per_d(result: Result, test: int) -> float:
    """Return the turnover of spines since the test before; NaN at the first test.

    Gains and losses over the sum of both numbers of spines, a day.
    """
    if test == 0:
        return float("nan")
    (gained_0, lost_0, count_0), (gained_1, lost_1, count_1) = (
        [
            series_value(result, place, name=name)
            for name in ("spine_gained", "spine_lost", "spine_count")
        ]
        for place in (test - 1, test)
    )
    days = float(result.probe_d[test] - result.probe_d[test - 1])
    changes = gained_1 - gained_0 + lost_1 - lost_0
    return changes / (count_0 + count_1) / days if count_0 + count_1 > 0.0 else float("nan")


STRENGTHS = tuple(
    Measure(
        f"strength.{source.lower()}_to_{target.lower()}",
        "base weights",
        f"weight from {source} to {target}",
        f"Mean weight of the synapses from {source} to {target}, over those of the start.",
        "weights",
        partial(_strength, source=row, target=column),
    )
    for row, source in enumerate(GROUPS)
    for column, target in enumerate(GROUPS)
)

PATHS = (
    Measure(
        "path_log_ratio",
        "doublings",
        "path to B against path to A",
        "Logarithm to the base 2 of the weight from the cue to B over that from the cue to A: 0, "
        "both are alike; -1, the path to A is twice as strong.",
        "weights",
        path_log_ratio,
    ),
)

WEIGHTS = (
    from_output(output_named("autocorr_total")),
    from_output(output_named("autocorr_slow")),
    from_output(output_named("fast_change")),
    from_output(output_named("modularity")),
    from_output(output_named("scale")),
    from_output(output_named("rapid")),
)

SPINES = (
    *(
        from_output(output_named(name))
        for name in ("spine_count", "spine_born", "spine_kept", "spine_gained", "spine_lost")
    ),
    Measure(
        "turnover_per_d",
        "1/day",
        "turnover of synapses",
        "Births and losses since the test before, over the sum of the numbers at both, a day; "
        "missing at the first test.",
        "weights",
        turnover_per_d,
    ),
)
