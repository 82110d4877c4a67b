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
from sim.phrases import listing
from sim.result import Result
from sim.scenario import Expect, Scenario
from sim.scenario.findings import Finding


@dataclass(frozen=True)
class Claim:
    """What became of one ``[[expect]]`` block.

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
        for number, expect in enumerate(scenario.expect):
            if result.arm in arms_of(expect):
                found = tuple(
                    value_at(result, expect.measure, day) for day in days_of(expect, result.arm)
                )
                values[number].setdefault(result.arm, {})[result.seed] = found
    return tuple(
        _claim(scenario, expect, found)
        for expect, found in zip(scenario.expect, values, strict=True)
    )


def arms_of(expect: Expect) -> tuple[str, ...]:
    """Return the arms a claim needs."""
    named = (expect.more, *expect.less, expect.arm, expect.against)
    return tuple(dict.fromkeys(arm for arm in named if arm is not None))


def days_of(expect: Expect, arm: str) -> tuple[float, ...]:
    """Return the test days on which a claim needs an arm: its own, that of the comparison."""
    own = (expect.day,) if arm in (expect.more, *expect.less, expect.arm) else ()
    if not is_comparison(expect) or arm != (expect.against or expect.arm):
        return own
    return (*own, expect.day if expect.against_day is None else expect.against_day)


def wrong_claims(scenario: Scenario) -> Iterator[Finding]:
    """Yield claims with an unknown measure or a day without a test; so for the headline."""
    yield from wrong_measure(("headline",), scenario.headline)
    days, wanted = scenario.time.test_days, scenario.headline_day
    if wanted is not None and min(abs(day - wanted) for day in days) > scenario.time.step_h / 48.0:
        near = f"{min(days, key=lambda day: abs(day - wanted)):g}"
        yield Finding(
            ("headline_day",),
            f"{wanted:g}, no test day",
            f"one of: {listing([f'{day:g}' for day in days], 40)}",
            near,
        )
    for number, expect in enumerate(scenario.expect):
        yield from wrong_measure(("expect", number, "measure"), expect.measure)
        known = find(expect.measure)
        if known is None or not known.per_test:
            continue
        yield from islice(_wrong_days(scenario, number, expect), 1)


def _wrong_days(scenario: Scenario, number: int, expect: Expect) -> Iterator[Finding]:
    for arm in arms_of(expect):
        time = scenario.for_arm(arm).time
        for wanted in days_of(expect, arm):
            if any(abs(day - wanted) <= time.step_h / 48.0 + 1e-9 for day in time.test_days):
                continue
            days = [f"{day:g}" for day in time.test_days]
            near = min(time.test_days, key=lambda day: abs(day - wanted))
            key = "against_day" if wanted == expect.against_day else "day"
            yield Finding(
                ("expect", number, key),
                f"{wanted:g}, no test day of '{arm}'",
                f"one of: {listing(days, 40)}",
                f"{near:g}",
            )


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
        tested = {str(expect.arm): np.array([one[0] for one in values[str(expect.arm)].values()])}
    # The hardest comparison decides, and is the one that is shown; one without a value fails.
    hardest = min(tested, key=lambda arm: middle(expect, tested[arm], if_none=-np.inf))
    sample = tested[hardest][np.isfinite(tested[hardest])]
    found = middle(expect, sample, if_none=np.nan)
    spread = quartiles(sample)
    return Claim(
        text=sentence(scenario, expect),
        measure=expect.measure,
        day=expect.day,
        passed=bool(_holds(expect, found)),
        median=found,
        spread=(float(spread.low), float(spread.high)),
        n_seeds=int(sample.size),
        detail=detail(expect, hardest, values, found, sample.size),
        evidence=expect.evidence,
        test=expect.test,
        fails_because=expect.fails_because,
    )


def _paired(more: Values, less: Values, expect: Expect | None = None) -> np.ndarray:
    """Return what is tested of each seed that both have: difference, or ratio."""
    both = [(more[seed][0], less[seed][-1 if expect else 0]) for seed in more if seed in less]
    if expect is not None and expect.ratio:
        return np.array([one / other if other != 0.0 else np.nan for one, other in both])
    return np.array([one - other for one, other in both])


def _holds(expect: Expect, found: float) -> bool:
    """Return whether what was found is what the claim says; no claim holds for NaN."""
    if expect.more is not None:
        # A difference of shares is inexact: 0.3 must not fail for being 0.2999999999999999.
        return found > 0.0 and found >= expect.by - 1e-9
    least = -np.inf if expect.at_least is None else expect.at_least
    most = np.inf if expect.at_most is None else expect.at_most
    return least - 1e-9 <= found <= most + 1e-9
