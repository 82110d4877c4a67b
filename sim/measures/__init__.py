"""Measures: every number that tables, claims and sweeps may ask a result for."""

from __future__ import annotations

import numpy as np

from sim.errors import Problem, ScenarioError
from sim.measures.activity import ANSWERS, DWELL, OCCUPANCY, RATES, UNCUED, WANDERING
from sim.measures.assays import ASSAYED
from sim.measures.learning import PRACTICE, READINESS
from sim.measures.measure import GROUPS, Measure
from sim.measures.nights import NIGHTS
from sim.measures.recovery import RECOVERY
from sim.measures.structure import PATHS, SPINES, STRENGTHS, WEIGHTS
from sim.measures.whole_run import LEVELS, PEAKS
from sim.phrases import listing, number, suggest
from sim.result import Result

MEASURES: tuple[Measure, ...] = (
    *ANSWERS,
    *UNCUED,
    *OCCUPANCY,
    *DWELL,
    *WANDERING,
    *PATHS,
    *STRENGTHS,
    *RATES,
    *WEIGHTS,
    *SPINES,
    *READINESS,
    *RECOVERY,
    *LEVELS,
    *PEAKS,
    *PRACTICE,
    *NIGHTS,
    *ASSAYED,
)

_BY_NAME = {measure.name: measure for measure in MEASURES}


def find(name: str) -> Measure | None:
    """Return the measure of a name; None if there is no such measure."""
    return _BY_NAME.get(name)


def by_name(name: str) -> Measure:
    """Return the measure of a name.

    Raises
    ------
    ScenarioError
        If there is none, with the nearest one.
    """
    measure = find(name)
    if measure is None:
        raise ScenarioError([Problem("measure", "", f"'{name[:60]}'", *allowed_instead(name))])
    return measure


def allowed_instead(name: str) -> tuple[str, str | None]:
    """Return the allowed names, for a message about an unknown measure, and the nearest of them."""
    return f"a measure such as {listing(_BY_NAME, 6)}", suggest(name, _BY_NAME)


def value_at(result: Result, name: str, day: float) -> float:
    """Return a measure on a test day.

    Parameters
    ----------
    result : Result
    name : str
        Name of a measure.
    day : float
        A test day; a measure of the whole run ignores it.

    Returns
    -------
    float
        In the unit of the measure; NaN where it does not exist.

    Raises
    ------
    ScenarioError
        If there is no such measure, or no test on that day.
    """
    measure = by_name(name)
    return measure.of(result, probe_on(result, day) if measure.per_test else 0)


def days_of_tests(result: Result) -> tuple[float, ...]:
    """Return the day of each test as the scenario names it.

    A test lies on the calendar step nearest to its day, so ``probe_d`` may differ from it a little.
    """
    named = np.array(result.scenario.time.test_days)
    return tuple(float(named[np.argmin(np.abs(named - at_d))]) for at_d in result.probe_d)


def probe_on(result: Result, day: float) -> int:
    """Return the number of the test on a day; raises `ScenarioError` if there is none."""
    test = int(np.argmin(np.abs(result.probe_d - day)))
    half_step_d = result.scenario.time.step_h / 48.0
    if abs(result.probe_d[test] - day) <= half_step_d + 1e-9:
        return test
    days = [number(test_d) for test_d in days_of_tests(result)]
    allowed = f"a test day: {listing(days, 40)}"
    raise ScenarioError(
        [Problem("measure", f"day {number(day)}", "no test on that day", allowed, days[test])]
    )


__all__ = [
    "GROUPS",
    "MEASURES",
    "Measure",
    "allowed_instead",
    "by_name",
    "days_of_tests",
    "find",
    "value_at",
]
