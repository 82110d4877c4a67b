"""Measures of recovery and return: spines that come back, rest outside A that comes and goes.

There is no mood in this network and no score of health. What recovers is the share of rest that is
spent in the patterns B, C and D, and the number of synapses.
"""

from __future__ import annotations

import numpy as np

from sim.measures.measure import Measure, series_value
from sim.model.network import PATTERNS
from sim.result import Result

_LEAST_LOSS = 0.02  # share of synapses that must be lost before a return means anything


def _outside_a(result: Result) -> np.ndarray:
    """Return the share of rest in B, C and D at each test, (P,)."""
    return result.probes["occupancy"][:, 1 : len(PATTERNS)].sum(axis=1)


def spine_recovery(result: Result, test: int) -> float:
    """Return which share of the missing synapses is back: (n - least n so far) / (1 - least)."""
    now = series_value(result, test, name="spine_count")
    step = int(np.argmin(np.abs(result.t_d - result.probe_d[test])))
    least = float(result.series["spine_count"][: step + 1].min())
    return (now - least) / (1.0 - least) if least < 1.0 - _LEAST_LOSS else float("nan")


def responds(result: Result, test: int) -> float:
    """Return 1 if half of the rest outside A that was lost until now is back, otherwise 0.

    Lost: the share at the first test less the least share at a test before this one. NaN where
    nothing was lost.
    """
    share = _outside_a(result)[: test + 1]
    least = share[:-1].min(initial=share[0])
    return float(share[-1] >= (share[0] + least) / 2.0) if least < share[0] else float("nan")


def return_d(result: Result, _test: int) -> float:
    """Return how long after the last dose the state before the first dose returns, days.

    Half way between the last test before the first dose and the first test after the last one,
    crossed for two tests in a row, or at the last test; between tests on a straight line. The end
    of the run if it does not return; NaN without doses, without tests around them, or if the doses
    changed nothing.
    """
    doses_d = [dose.start_d for act in result.scenario.intervention for dose in act.infusions()]
    share, day = _outside_a(result), result.probe_d
    before = np.flatnonzero(day <= min(doses_d, default=-1.0))
    after = np.flatnonzero(day > max(doses_d, default=np.inf))
    if not before.size or not after.size or share[after[0]] <= share[before[-1]]:
        return float("nan")
    half = (share[before[-1]] + share[after[0]]) / 2.0
    below = share[after] < half
    last_dose_d = max(doses_d)
    for place in range(1, after.size):
        if below[place] and below[min(place + 1, after.size - 1)]:
            first, second = after[place - 1], after[place]
            part = (share[first] - half) / (share[first] - share[second])
            return float(day[first] + part * (day[second] - day[first]) - last_dose_d)
    return float(day[-1] - last_dose_d)


RECOVERY = (
    Measure(
        "spine_recovery",
        "",
        "missing synapses that are back",
        "Share of the missing synapses that came back: 0 at the lowest number so far, 1 at that "
        "of the start.",
        "weights",
        spine_recovery,
    ),
    Measure(
        "responds",
        "",
        "half of the lost rest outside A is back",
        "1 if half of the rest in B, C and D that was lost since the first test is back, otherwise "
        "0; its mean over seeds is a share of seeds.",
        "activity",
        responds,
    ),
    Measure(
        "return_d",
        "days",
        "time until the old state returns",
        "Days from the last dose until rest outside A has fallen half way back to its share "
        "before the first dose; the end of the run if it does not.",
        "activity",
        return_d,
        per_test=False,
    ),
)
