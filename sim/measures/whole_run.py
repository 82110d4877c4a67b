"""Measures of a run as a whole: the highest values of slow variables."""

from __future__ import annotations

from functools import partial

import numpy as np

from sim.measures.measure import Measure, from_output
from sim.model.absorption import Administration, drawn
from sim.model.drug import MIN_PER_D, DrugParams, level_ng_per_ml
from sim.model.subjects import as_subject
from sim.model.unblocking import blocks_over_time
from sim.outputs import output_named
from sim.result import Result

_FIRST_D = 1.0 / 24.0  # the first hour after a dose
_SOON_MIN = np.arange(0.0, 240.0, 0.25)  # after a dose, where the peaks of all routes fall


def _peak(result: Result, _test: int, *, name: str) -> float:
    return float(result.series[name].max())


def _course(result: Result) -> tuple[list[Administration], np.ndarray]:
    """Return the doses of a run, and the days on which to look for the peaks they lead to.

    Levels peak at the end of an infusion, or soon after a depot was filled, in both cases between
    steps of the calendar. Slower peaks are seen at the steps themselves.
    """
    doses = drawn(
        (dose for act in result.scenario.intervention for dose in act.infusions()), result.seed
    )
    starts_d = np.array([dose.start_d for dose in doses])
    ends_d = np.array([dose.start_d + dose.duration_min / MIN_PER_D for dose in doses])
    soon_d = (starts_d[:, np.newaxis] + _SOON_MIN / MIN_PER_D).ravel()
    days = np.unique(np.concatenate([result.t_d, ends_d, soon_d]))
    return doses, days[days <= result.t_d[-1] + 1e-9]


def surge_first_hour(result: Result, _test: int) -> float:
    """Return the highest mean surge of the hour after a dose began; 0 without a dose.

    While the level falls again it passes whatever level makes most of a surge, also after a dose
    far above it. The effect of such a dose shows while its level is high.
    """
    doses, _ = _course(result)
    highest = 0.0
    for dose in doses:
        since_d = result.t_d - dose.start_d
        if since_d[-1] < -1e-9:
            continue  # after the end of the run
        first_d = since_d[since_d >= -1e-9][0]  # a surge is measured on steps of the calendar
        within = (since_d >= first_d) & (since_d < first_d + _FIRST_D - 1e-9)
        highest = max(highest, float(result.series["surge"][within].mean()))
    return highest


def _drug(result: Result) -> DrugParams:
    """Return the table as it is for the subject of the run."""
    return as_subject(result.scenario, result.seed).drug


def level_peak(result: Result, _test: int) -> float:
    """Return the highest drug level in ng/mL."""
    return float(level_ng_per_ml(_drug(result), *_course(result)).max())


def block_peak(result: Result, _test: int, *, cell: int) -> float:
    """Return the largest block of excitatory (``cell`` 0) or inhibitory (1) cells."""
    if not result.scenario.synapse.has_nmda:
        return 0.0
    return float(blocks_over_time(_drug(result), *_course(result))[cell].max())


LEVELS = (from_output(output_named("level_ng_per_ml")),)

PEAKS = (
    Measure(
        "window_peak",
        "",
        "highest window",
        "Highest value of the plasticity window.",
        "learning",
        partial(_peak, name="window"),
        per_test=False,
    ),
    Measure(
        "surge_peak",
        "",
        "highest surge",
        "Largest rise of excitatory output under the drug, as a share of output without it.",
        "drug",
        partial(_peak, name="surge"),
        per_test=False,
    ),
    Measure(
        "surge_first_hour",
        "",
        "surge in the first hour",
        "Mean rise of excitatory output in the hour after a dose began, as a share of output "
        "without it; of several doses the one with the highest.",
        "drug",
        surge_first_hour,
        per_test=False,
    ),
    Measure(
        "block_inh_peak",
        "",
        "highest block, inhibitory cells",
        "Largest share of blocked NMDA receptors on inhibitory cells.",
        "drug",
        partial(block_peak, cell=1),
        per_test=False,
    ),
    Measure(
        "block_exc_peak",
        "",
        "highest block, excitatory cells",
        "Largest share of blocked NMDA receptors on excitatory cells.",
        "drug",
        partial(block_peak, cell=0),
        per_test=False,
    ),
    Measure(
        "level_peak_ng_per_ml",
        "ng/mL",
        "highest drug level",
        "Highest level of the drug in plasma.",
        "drug",
        level_peak,
        per_test=False,
    ),
)
