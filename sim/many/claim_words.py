"""Claims in words, and the number over seeds that decides one."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.measures import by_name
from sim.phrases import listed, number, plural
from sim.scenario import Expect, Scenario

# Seed -> values of the measure: on the claim's day, then on that of the comparison.
Values = Mapping[int, tuple[float, ...]]


def is_comparison(expect: Expect) -> bool:
    """Return whether bounds hold for an arm beside another arm or day."""
    return expect.against is not None or expect.against_day is not None


def middle(expect: Expect, sample: np.ndarray, *, if_none: float) -> float:
    """Return the median or mean, as the claim says, of the finite values."""
    sample = sample[np.isfinite(sample)]
    if not sample.size:
        return float(if_none)
    return float(sample.mean() if expect.statistic == "mean" else np.median(sample))


def sentence(scenario: Scenario, expect: Expect) -> str:
    """Return a claim in words: its own, or those of its numbers."""
    if expect.text:
        return expect.text
    measure = by_name(expect.measure)
    label = {arm: f"'{name}'" for arm, name in scenario.arm_names().items()}
    what = f"{measure.label} on day {number(expect.day)}" if measure.per_test else measure.label
    if expect.more is not None:
        lower = listed([label[arm] for arm in expect.less])
        return f"{what}: {label[expect.more]} above {lower} by {number(expect.by)}"
    bounds = [
        f"at {word} {number(bound)}"
        for word, bound in (("least", expect.at_least), ("most", expect.at_most))
        if bound is not None
    ]
    beside = f" {_beside(expect, label)}" if is_comparison(expect) else ""
    return f"{what}: {label[str(expect.arm)]}{beside} {listed(bounds)}"


def _beside(expect: Expect, label: Mapping[str, str]) -> str:
    word = "over" if expect.ratio else "minus"
    other = label.get(str(expect.against), "itself")
    day = "" if expect.against_day is None else f" on day {number(expect.against_day)}"
    return f"{word} {other}{day}"


def detail(
    expect: Expect, arm: str, values: Mapping[str, Values], value: float, n_seeds: int
) -> str:
    """Return the tested value in one sentence, with the arms and seeds it comes from."""
    measure = by_name(expect.measure)
    unit = f" {measure.unit}" if measure.unit and not expect.ratio else ""
    when = f" on day {number(expect.day)}" if measure.per_test else ""
    if n_seeds == 0:
        return f"{expect.measure}{when} has no value in any seed."
    seeds = plural(n_seeds, "seed")
    if expect.more is not None:
        both = [
            middle(expect, np.array([pair[0] for pair in values[name].values()]), if_none=np.nan)
            for name in (expect.more, arm)
        ]
        return (
            f"{expect.measure}{when}: {expect.more} {both[0]:.3g}, {arm} {both[1]:.3g}{unit}; "
            f"{expect.statistic} difference {value:.3g} over {seeds}."
        )
    beside = f" {_beside(expect, {name: name for name in values})}" if is_comparison(expect) else ""
    return (
        f"{expect.measure}{when} in {arm}{beside}: {expect.statistic} {value:.3g}{unit} "
        f"over {seeds}."
    )
