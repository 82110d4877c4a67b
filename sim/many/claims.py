"""The claims of a scenario held against results: a lesson must not quietly become untrue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np

from sim.errors import Problem, ScenarioError
from sim.many.claim_words import Values, detail, is_comparison, middle, sentence
from sim.measures import allowed_instead, find, value_at
from sim.measures.over_seeds import quartiles
from sim.model.calendar import TimeParams
from sim.phrases import listing, number
from sim.result import Result
from sim.scenario import Expect, Scenario
from sim.scenario.findings import Finding


@dataclass(frozen=True)
class Claim:
    """One ``[[expect]]`` block held against results.

    Attributes
    ----------
    text : str
        The claim in words.
    measure : str
    day : float
        Test day.
    passed : bool
    median : float
        Median over seeds (or mean, if the claim says so) of what is tested, in the unit of the
        measure: the difference between two arms (paired by seed; with several ``less`` arms the
        one that comes nearest), the value of one arm, or its difference to, or ratio with, another
        arm or day. NaN if no seed has a value.
    spread : (float, float)
        Lower and upper quartile of the same.
    n_seeds : int
        Seeds that have a value.
    detail : str
        What was found, in one sentence.
    evidence : tuple of str
        Row ids of the table of claims.
    test : str
        Acceptance test that it belongs to, or empty.
    fails_because : str
        Why it is known not to hold, or empty.
    """

    text: str
    measure: str
    day: float
    passed: bool
    median: float
    spread: tuple[float, float]
    n_seeds: int
    detail: str
    evidence: tuple[str, ...] = ()
    test: str = ""
    fails_because: str = ""

    @property
    def surprises(self) -> bool:
        """Whether it fails and is not known to, holds and is known not to, or has no value."""
        return self.n_seeds == 0 or self.passed == bool(self.fails_because)

    @property
    def remark(self) -> str:
        """Why it is known to fail and whether it still does, in a sentence; usually nothing."""
        if not self.fails_because:
            return ""
        if self.passed:
            return f"It holds now, though it is said to fail because: {self.fails_because}"
        return f"Known to fail: {self.fails_because}"


def check_claims(scenario: Scenario, results: Iterable[Result]) -> tuple[Claim, ...]:
    """Hold every claim of a scenario against results.

    A claim ``more`` above ``less`` passes if, for each ``less`` arm, the median over seeds of the
    difference within a seed is above 0 and at least ``by``. A claim about one ``arm`` passes if
    the median over its seeds lies within the bounds; compared with another arm or day, if the
    median of the difference or ratio within a seed does.

    Parameters
    ----------
    scenario : Scenario
    results : iterable of Result
        Runs of its arms, in any order; they need not be in memory together.

    Returns
    -------
    tuple of Claim
        In the order of the scenario.

    Raises
    ------
    ScenarioError
        If an arm of a claim has no result, or a claim names a wrong measure or day.
    """
    values: list[dict[str, dict[int, tuple[float, ...]]]] = [{} for _ in scenario.expect]
    for result in results:
        for position, expect in enumerate(scenario.expect):
            if result.arm in arms_of(expect):
                measured = tuple(
                    value_at(result, expect.measure, day) for day in days_of(expect, result.arm)
                )
                values[position].setdefault(result.arm, {})[result.seed] = measured
    return tuple(
        _claim(scenario, expect, by_arm)
        for expect, by_arm in zip(scenario.expect, values, strict=True)
    )


def arms_of(expect: Expect) -> tuple[str, ...]:
    """Return the arms a claim needs."""
    named = (expect.more, *expect.less, expect.arm, expect.against)
    return tuple(dict.fromkeys(arm for arm in named if arm is not None))


def days_of(expect: Expect, arm: str) -> tuple[float, ...]:
    """Return the test days on which a claim needs an arm: its own, that of the comparison."""
    days = (expect.day,) if arm in (expect.more, *expect.less, expect.arm) else ()
    if not is_comparison(expect) or arm != (expect.against or expect.arm):
        return days
    return (*days, expect.day if expect.against_day is None else expect.against_day)


def wrong_claims(scenario: Scenario) -> Iterator[Finding]:
    """Yield claims with an unknown measure or a day without a test; so for the headline."""
    yield from wrong_measure(("headline",), scenario.headline)
    time, day = scenario.time, scenario.headline_day
    if day is not None and not _has_test(time, day):
        found = f"{number(day)}, no test day"
        yield Finding(("headline_day",), found, *_test_day_instead(time, day))
    for position, expect in enumerate(scenario.expect):
        yield from wrong_measure(("expect", position, "measure"), expect.measure)
        known = find(expect.measure)
        if known is None or not known.per_test:
            continue
        yield from islice(_wrong_days(scenario, position, expect), 1)


def _wrong_days(scenario: Scenario, position: int, expect: Expect) -> Iterator[Finding]:
    for arm in arms_of(expect):
        time = scenario.for_arm(arm).time
        for day in days_of(expect, arm):
            if not _has_test(time, day):
                key = "against_day" if day == expect.against_day else "day"
                found = f"{number(day)}, no test day of '{arm}'"
                yield Finding(("expect", position, key), found, *_test_day_instead(time, day))


def _has_test(time: TimeParams, day: float) -> bool:
    half_step_d = time.step_h / 48.0
    return any(abs(test_day - day) <= half_step_d + 1e-9 for test_day in time.test_days)


def _test_day_instead(time: TimeParams, day: float) -> tuple[str, str]:
    """Return the days that a message allows, and the nearest of them."""
    nearest = min(time.test_days, key=lambda test_day: abs(test_day - day))
    return f"one of: {listing(map(number, time.test_days), 40)}", number(nearest)


def wrong_measure(place: tuple[str | int, ...], measure: Any) -> Iterator[Finding]:
    """Yield the finding for a place in a file if the measure named there does not exist."""
    if isinstance(measure, str) and find(measure) is None:
        yield Finding(place, f"text '{measure[:60]}'", *allowed_instead(measure))


def _claim(scenario: Scenario, expect: Expect, values: Mapping[str, Values]) -> Claim:
    missing = [arm for arm in arms_of(expect) if arm not in values]
    if missing:
        found = f"no result of {listing(missing)}"
        raise ScenarioError([Problem("claims", scenario.id, found, "results of all its arms")])
    if expect.more is not None:
        tested = {less: _paired(values[expect.more], values[less]) for less in expect.less}
    elif is_comparison(expect):
        other = values[str(expect.against or expect.arm)]
        tested = {str(expect.arm): _paired(values[str(expect.arm)], other, expect)}
    else:
        tested = {str(expect.arm): np.array([pair[0] for pair in values[str(expect.arm)].values()])}
    # The hardest comparison decides, and is the one that is shown; one without a value fails.
    hardest = min(tested, key=lambda arm: middle(expect, tested[arm], if_none=-np.inf))
    sample = tested[hardest][np.isfinite(tested[hardest])]
    value = middle(expect, sample, if_none=np.nan)
    spread = quartiles(sample)
    return Claim(
        text=sentence(scenario, expect),
        measure=expect.measure,
        day=expect.day,
        passed=bool(_holds(expect, value)),
        median=value,
        spread=(float(spread.low), float(spread.high)),
        n_seeds=int(sample.size),
        detail=detail(expect, hardest, values, value, sample.size),
        evidence=expect.evidence,
        test=expect.test,
        fails_because=expect.fails_because,
    )


def _paired(more: Values, less: Values, expect: Expect | None = None) -> np.ndarray:
    """Return what is tested of each seed that both have: difference, or ratio."""
    both = [(more[seed][0], less[seed][-1 if expect else 0]) for seed in more if seed in less]
    if expect is not None and expect.ratio:
        return np.array([value / other if other != 0.0 else np.nan for value, other in both])
    return np.array([value - other for value, other in both])


def _holds(expect: Expect, value: float) -> bool:
    """Return whether a value is as the claim says; no claim holds for NaN."""
    if expect.more is not None:
        # A difference of shares is inexact: 0.3 must not fail for being 0.2999999999999999.
        return value > 0.0 and value >= expect.by - 1e-9
    least = -np.inf if expect.at_least is None else expect.at_least
    most = np.inf if expect.at_most is None else expect.at_most
    return least - 1e-9 <= value <= most + 1e-9
