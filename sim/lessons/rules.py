"""Quantities read from runs, and rules about them, which decide which answer of a lesson fits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, Self

import numpy as np
from pydantic import Field, model_validator

from sim.measures import by_name, value_at
from sim.params import Params
from sim.phrases import plural
from sim.result import Result
from sim.scenario.arms import Name

# Arm id -> its runs, seed by seed.
Runs = Mapping[str, Sequence[Result]]

_SLACK = 1e-9  # 0.3 must not fail because it is 0.2999999999999999


class Quantity(Params):
    """A number over the seeds of some runs: of one arm, or beside another arm or another day."""

    measure: str = Field(min_length=1, max_length=60, description="Name of a measure.")
    day: float = Field(
        0.0,
        ge=0,
        description="Test day; a measure of the whole run needs none.",
        json_schema_extra={"unit": "days"},
    )
    arm: Name = Field(description="Id of the arm.")
    against: str = Field("", description="Arm to compare with, seed by seed; empty: none.")
    against_day: float | None = Field(
        None,
        ge=0,
        description="Test day to compare with; none: the same day.",
        json_schema_extra={"unit": "days"},
    )
    ratio: bool = Field(False, description="Compare by division instead of by difference.")
    mark: float | None = Field(
        None, description="Count the share of seeds that reach this value; none: no counting."
    )
    statistic: Literal["median", "mean"] = Field("median", description="What is taken over seeds.")

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.ratio and self.other is None:
            raise ValueError("'ratio' together with 'against' or 'against_day'")
        return self

    @property
    def other(self) -> tuple[str, float] | None:
        """The arm and the day it is compared with; None if it stands for itself."""
        if not self.against and self.against_day is None:
            return None
        return self.against or self.arm, self.day if self.against_day is None else self.against_day


class Rule(Quantity):
    """A quantity with bounds; it holds if the quantity lies within them."""

    at_least: float | None = Field(None, description="Lower bound, in units of the measure.")
    at_most: float | None = Field(None, description="Upper bound, in units of the measure.")

    @model_validator(mode="after")
    def _has_bounds(self) -> Self:
        if self.at_least is None and self.at_most is None:
            raise ValueError("'at_least' or 'at_most'")
        if None not in (self.at_least, self.at_most) and self.at_least > self.at_most:
            raise ValueError("'at_least' not above 'at_most'")
        return self


class Number(Quantity):
    """A quantity that a text of the lesson shows under a name: ``{name}``."""

    name: Name = Field(description="Name in the texts.")
    of: Literal["main", "push", "one_run"] = Field(
        "main", description="Which run of the lesson; in an option it is the run of the option."
    )
    shown: Literal["percent", "count", "number", "times"] = Field(
        "number", description="How it is written; a count needs a mark."
    )

    @model_validator(mode="after")
    def _can_be_counted(self) -> Self:
        if self.shown == "count" and self.mark is None:
            raise ValueError("'mark' together with shown = \"count\"")
        return self


def values_of(quantity: Quantity, runs: Runs) -> np.ndarray:
    """Return the value of each seed, before anything is taken over seeds.

    Parameters
    ----------
    quantity : Quantity
    runs : mapping of arm id to results

    Returns
    -------
    (n,) array
        In the order of the seeds of the arm; NaN where a seed has no value.

    Raises
    ------
    KeyError
        If an arm has no runs.
    """
    of_arm = _by_seed(quantity.measure, quantity.day, runs[quantity.arm])
    if quantity.other is None:
        return np.array(list(of_arm.values()))
    other_arm, other_day = quantity.other
    of_other = _by_seed(quantity.measure, other_day, runs[other_arm])
    pairs = [(of_arm[seed], of_other[seed]) for seed in of_arm if seed in of_other]
    return compared(quantity, [value for value, _ in pairs], [other for _, other in pairs])


def compared(quantity: Quantity, values: Sequence[float], others: Sequence[float]) -> np.ndarray:
    """Return values beside others (n,) as a quantity compares them; NaN for a ratio to zero."""
    pairs = zip(values, others, strict=True)
    if quantity.ratio:
        return np.array([value / other if other else np.nan for value, other in pairs])
    return np.array([value - other for value, other in pairs])


def _by_seed(measure: str, day: float, results: Sequence[Result]) -> dict[int, float]:
    return {run.seed: value_at(run, measure, day) for run in results}


def value_of(quantity: Quantity, runs: Runs) -> float:
    """Return the quantity over all seeds; NaN if none has a value."""
    return over_seeds(quantity, values_of(quantity, runs))


def over_seeds(quantity: Quantity, values: np.ndarray) -> float:
    """Return the quantity over the values of single seeds (n,); NaN if none has a value."""
    values = values[np.isfinite(values)]
    if not values.size:
        return float("nan")
    if quantity.mark is not None:
        return float(np.mean(values >= quantity.mark - _SLACK))
    return float(values.mean() if quantity.statistic == "mean" else np.median(values))


def holds(rule: Rule, runs: Runs) -> bool:
    """Return whether the quantity of a rule lies within its bounds; never for NaN."""
    return lies_within(rule, value_of(rule, runs))


def lies_within(rule: Rule, value: float) -> bool:
    """Return whether a value over all seeds lies within the bounds of a rule; never for NaN."""
    least = -np.inf if rule.at_least is None else rule.at_least
    most = np.inf if rule.at_most is None else rule.at_most
    return bool(least - _SLACK <= value <= most + _SLACK)


def shown(number: Number, runs: Runs) -> str:
    """Return a number as a text shows it, for example ``64 %`` or ``7 of 20 runs``."""
    return written(number, values_of(number, runs))


def written(number: Number, values: np.ndarray) -> str:
    """Return a number as a text shows it, from the values of single seeds (n,)."""
    value = over_seeds(number, values)
    if np.isnan(value):
        return "no value"
    if number.shown == "percent":
        return f"{round(100.0 * value)} %"
    if number.shown == "count":
        n_all = int(np.isfinite(values).sum())
        return f"{round(value * n_all)} of {plural(n_all, 'run')}"
    if number.shown == "times":
        return f"{value:.1f} times"
    text = f"{value:.2f}" if abs(value) < 10.0 and value % 1.0 else f"{value:.3g}"
    is_in_units = not number.ratio and number.mark is None
    return f"{text} ms" if is_in_units and by_name(number.measure).unit == "ms" else text
