"""The outcome of a scenario in one sentence, told by the measure that its lesson is about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

import numpy as np

from sim.measures import by_name, value_at
from sim.measures.apart import effect_size, paired
from sim.model.network import PATTERNS
from sim.phrases import listed, plural, shortened
from sim.plots import words
from sim.plots.views.answer import result_sentence
from sim.plots.views.fusion import fused_sentence
from sim.plots.views.gather import MOST_LABEL, Arms, runs_of
from sim.result import Result
from sim.scenario import Scenario

# Answers with a pattern are told in words of their own.
_ANSWERS = {f"answer.{pattern.lower()}": pattern for pattern in PATTERNS}
_CLEAR = 2.0  # standard deviations of the difference within a seed


def headline_sentence(scenario: Scenario, arms: Arms) -> str:
    """Return the headline measure in words, arm by arm: the mean, lowest and highest run.

    Of answers, the number of tests with the answer is told, and what answered instead. Where A and
    B have fused, that is told, and where the arms do not differ in the measure, one of the claims
    in which they clearly do.

    Parameters
    ----------
    scenario : Scenario
        Its ``headline`` and ``headline_day`` say which measure.
    arms : mapping of label to runs
    """
    runs = runs_of(arms)
    if scenario.headline in _ANSWERS:
        day = (
            None
            if scenario.headline_day is None
            else headline_day(scenario, next(iter(runs.values()))[0])
        )
        sentence = result_sentence(runs, day, _ANSWERS[scenario.headline])
    else:
        sentence = _measured(scenario, runs)
    return f"{sentence}{_what_differs(scenario, runs)}"


def headline_day(scenario: Scenario, result: Result) -> float:
    """Return the test day next to the one that the scenario names, by default the last."""
    return _near(result, scenario.headline_day)


def headline_value(scenario: Scenario, result: Result) -> float:
    """Return the headline measure of one run."""
    return value_at(result, scenario.headline, headline_day(scenario, result))


def difference_sentence(
    scenario: Scenario, first: Sequence[Result], second: Sequence[Result]
) -> str:
    """Return in words how sure the headline of the first arm is above the second, seed by seed."""
    gaps = paired(first, second, lambda run: headline_value(scenario, run))
    if not gaps.size:
        return "There is no seed in which both arms have a value."
    measure = by_name(scenario.headline)
    above, below = int((gaps > 0.0).sum()), int((gaps < 0.0).sum())
    text = words.difference_words(max(above, below) / gaps.size)
    if below > above:
        text = text.replace("higher", "lower")
    unit = f" {measure.unit}" if measure.unit else ""
    return (
        f"First arm against second, {measure.label}: {text}. Mean difference "
        f"{float(gaps.mean()):+.3g}{unit} in {plural(gaps.size, 'seed')}; higher in {above}, "
        f"lower in {below}."
    )


def _near(result: Result, day: float | None) -> float:
    asked_d = result.probe_d[-1] if day is None else day
    return float(result.probe_d[np.argmin(np.abs(result.probe_d - asked_d))])


def _measured(scenario: Scenario, runs: Arms) -> str:
    """Return ``Rest outside A on day 25, mean of 5 runs ...: One dose 0.17 (0 to 0.22); ...``"""
    measure = by_name(scenario.headline)
    parts = [_one_arm(scenario, label, results) for label, results in runs.items()]
    n_runs = min(len(results) for results in runs.values())
    unit = f" ({measure.unit})" if measure.unit else ""
    day = headline_day(scenario, next(iter(runs.values()))[0])
    when = f" on {words.day(day)}" if measure.per_test else ""
    spread = (
        f"mean of {n_runs} runs, lowest and highest in brackets"
        if n_runs > 1
        else plural(n_runs, "run")
    )
    lead = f"{measure.label[:1].upper()}{measure.label[1:]}{unit}{when}"
    end = [
        fused_sentence(runs, day if measure.per_test else None),
        words.ONE_RUN if n_runs == 1 else "",
    ]
    return " ".join((f"{lead}, {spread}: {'; '.join(parts)}.", *filter(None, end)))


def _one_arm(scenario: Scenario, label: str, results: Sequence[Result]) -> str:
    name = shortened(label, MOST_LABEL)
    values = np.array([headline_value(scenario, run) for run in results])
    known = values[np.isfinite(values)]
    if not known.size:
        return f"{name}: {words.NO_VALUE}"
    low, high = f"{known.min():.3g}", f"{known.max():.3g}"
    notes = [f"{low} to {high}"] if low != high else []
    if known.size < values.size:
        notes.append(f"{words.NO_VALUE} in {plural(values.size - known.size, 'run')}")
    return f"{name}: {known.mean():.3g}" + (f" ({'; '.join(notes)})" if notes else "")


def _what_differs(scenario: Scenario, runs: Arms) -> str:
    """Return a measure of the claims in which arms differ whose headline does not; or nothing.

    A difference is told only if it is clear, so that chance is not taken for an outcome.
    """
    every = list(runs.values())
    if len(every) < 2 or not _farthest(every, lambda run: headline_value(scenario, run)) <= 1.0:
        return ""
    for name, day in _claimed(scenario):

        def value(run: Result, name: str = name, day: float = day) -> float:
            return value_at(run, name, _near(run, day))

        means = [float(np.mean([value(run) for run in results])) for results in every]
        if np.isfinite(means).all() and _farthest(every, value) > _CLEAR:
            measure = by_name(name)
            when = f" on {words.day(_near(every[0][0], day))}" if measure.per_test else ""
            unit = f" {measure.unit}" if measure.unit else ""
            return (
                f" They differ in another measure, {measure.label}{when}: on average "
                f"{listed([f'{mean:.3g}' for mean in means])}{unit}."
            )
    return ""


def _farthest(arms: Sequence[Sequence[Result]], value: Callable[[Result], float]) -> float:
    """Return the largest effect size between two of some arms; NaN if one has none."""
    return float(np.max([effect_size(*pair, value) for pair in combinations(arms, 2)]))


def _claimed(scenario: Scenario) -> Iterator[tuple[str, float]]:
    """Yield measures and days of the claims, each once, but those of answers."""
    for name, day in dict.fromkeys((claim.measure, claim.day) for claim in scenario.expect):
        if not name.startswith("answer.") and name != scenario.headline:
            yield name, day
