"""The claims of a scenario held against results: a lesson must not quietly become untrue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.errors import Problem, ScenarioError
from sim.measures import MEASURES, by_name, value_at
from sim.result import Result
from sim.scenario import Expect, Scenario
from sim.scenario.paths import listing, suggest
from sim.scenario.wording import Finding

Values = Mapping[int, float]  # seed -> value of a measure


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
        Median over seeds of what is tested, in the unit of the measure: the difference between the
        two arms (paired by seed; with several ``less`` arms the one that comes nearest), or the
        value of the one arm. NaN if no seed has a value.
    spread : (float, float)
        Lower and upper quartile of the same.
    n_seeds : int
        Seeds that have a value.
    detail : str
        What was found, in one sentence.
    evidence : tuple of str
        Row ids of the table of claims.
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


def check_claims(scenario: Scenario, results: Iterable[Result]) -> tuple[Claim, ...]:
    """Hold every claim of a scenario against results.

    A claim ``more`` above ``less`` passes if, for each ``less`` arm, the median over seeds of the
    difference within a seed is above 0 and at least ``by``. A claim about one ``arm`` passes if
    the median over its seeds lies within the bounds.

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
    values: list[dict[str, dict[int, float]]] = [{} for _ in scenario.expect]
    for result in results:
        for number, expect in enumerate(scenario.expect):
            if result.arm in arms_of(expect):
                value = value_at(result, expect.measure, expect.day)
                values[number].setdefault(result.arm, {})[result.seed] = value
    return tuple(
        _claim(scenario, expect, found)
        for expect, found in zip(scenario.expect, values, strict=True)
    )


def arms_of(expect: Expect) -> tuple[str, ...]:
    """Return the arms a claim needs."""
    return tuple(arm for arm in (expect.more, *expect.less, expect.arm) if arm is not None)


def sentence(scenario: Scenario, expect: Expect) -> str:
    """Return a claim in words: its own, or those of its numbers."""
    if expect.text:
        return expect.text
    measure = by_name(expect.measure)
    label = {arm.id: f"'{arm.label or arm.id}'" for arm in scenario.arm}
    what = f"{measure.label} on day {expect.day:g}" if measure.per_test else measure.label
    if expect.more is not None:
        lower = " and ".join(label[arm] for arm in expect.less)
        return f"{what}: {label[expect.more]} above {lower} by {expect.by:g}"
    bounds = [f"at {word} {bound:g}" for word, bound in
              (("least", expect.at_least), ("most", expect.at_most)) if bound is not None]
    return f"{what}: {label[str(expect.arm)]} {' and '.join(bounds)}"


def wrong_claims(scenario: Scenario) -> Iterator[Finding]:
    """Yield every claim that names an unknown measure, or a day without a test in its arms."""
    for number, expect in enumerate(scenario.expect):
        yield from wrong_measure(number, expect.measure)
        known = {measure.name: measure for measure in MEASURES}.get(expect.measure)
        if known is None or not known.per_test:
            continue
        for arm in arms_of(expect):
            time = scenario.for_arm(arm).time
            if all(abs(day - expect.day) > time.step_h / 48.0 + 1e-9 for day in time.test_days):
                days = [f"{day:g}" for day in time.test_days]
                near = min(time.test_days, key=lambda day: abs(day - expect.day))
                yield Finding(("expect", number, "day"), f"{expect.day:g}, no test day of '{arm}'",
                              f"one of: {listing(days, 40)}", f"{near:g}")  # fmt: skip
                break


def wrong_measure(number: int, measure: Any) -> Iterator[Finding]:
    """Yield the finding for claim ``number`` if its measure does not exist."""
    names = [known.name for known in MEASURES]
    if isinstance(measure, str) and measure not in names:
        allowed = f"a measure such as {listing(names, 6)}"
        found, near = f"text '{measure[:60]}'", suggest(measure, names)
        yield Finding(("expect", number, "measure"), found, allowed, near)


def _claim(scenario: Scenario, expect: Expect, values: Mapping[str, Values]) -> Claim:
    missing = [arm for arm in arms_of(expect) if arm not in values]
    if missing:
        found = f"no result of {listing(missing)}"
        raise ScenarioError([Problem("claims", scenario.id, found, "results of all its arms")])
    if expect.more is None:
        arm = str(expect.arm)
        tested = {arm: np.array(list(values[arm].values()))}
    else:
        tested = {less: _paired(values[expect.more], values[less]) for less in expect.less}
    # The hardest comparison decides, and is the one that is shown; one without a value fails.
    hardest = min(tested, key=lambda arm: _median(tested[arm], if_none=-np.inf))
    sample = tested[hardest][np.isfinite(tested[hardest])]
    median = _median(sample, if_none=np.nan)
    quartiles = np.percentile(sample, [25, 75]) if sample.size else (np.nan, np.nan)
    return Claim(
        text=sentence(scenario, expect),
        measure=expect.measure,
        day=expect.day,
        passed=bool(_holds(expect, median)),
        median=median,
        spread=(float(quartiles[0]), float(quartiles[1])),
        n_seeds=int(sample.size),
        detail=_detail(expect, hardest, values, median, sample.size),
        evidence=expect.evidence,
    )


def _paired(more: Values, less: Values) -> np.ndarray:
    return np.array([more[seed] - less[seed] for seed in more if seed in less])


def _median(sample: np.ndarray, *, if_none: float) -> float:
    sample = sample[np.isfinite(sample)]
    return float(np.median(sample)) if sample.size else float(if_none)


def _holds(expect: Expect, median: float) -> bool:
    """Return whether a median is what the claim says; no claim holds for NaN."""
    if expect.more is not None:
        # A difference of shares is inexact: 0.3 must not fail for being 0.2999999999999999.
        return median > 0.0 and median >= expect.by - 1e-9
    least = -np.inf if expect.at_least is None else expect.at_least
    most = np.inf if expect.at_most is None else expect.at_most
    return least - 1e-9 <= median <= most + 1e-9


def _detail(expect: Expect, arm: str, values: Mapping[str, Values], median: float,
            n_seeds: int) -> str:  # fmt: skip
    measure = by_name(expect.measure)
    unit = f" {measure.unit}" if measure.unit else ""
    when = f" on day {expect.day:g}" if measure.per_test else ""
    if n_seeds == 0:
        return f"{expect.measure}{when} has no value in any seed."
    seeds = "1 seed" if n_seeds == 1 else f"{n_seeds} seeds"
    if expect.more is None:
        return f"{expect.measure}{when} in {arm}: median {median:.3g}{unit} over {seeds}."
    both = [_median(np.array(list(values[one].values())), if_none=np.nan)
            for one in (expect.more, arm)]  # fmt: skip
    return (
        f"{expect.measure}{when}: {expect.more} {both[0]:.3g}, {arm} {both[1]:.3g}{unit}; "
        f"median difference {median:.3g} over {seeds}."
    )
