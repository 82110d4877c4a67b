"""What sliders of a preset page show: settings that were computed in advance, one control each."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.measures import by_name
from sim.plots.words import NO_VALUE
from sim.scenario import Scenario, get_path
from sim.scenario.names import setting_name, setting_value
from sim.stored import grid

_LEAST = 3  # values of a control that make a slider


class Outcome(NamedTuple):
    """The headline measure of one arm: in words, and as a share (0 to 1) of the longest bar."""

    text: str
    share: float


class Variant(NamedTuple):
    """One computed value of a control, in words, with the outcome of each arm."""

    value: str
    is_preset: bool
    outcomes: list[Outcome]


class Control(NamedTuple):
    """A control, the names of the arms, and its computed values in order."""

    path: str
    name: str
    arms: list[str]
    variants: list[Variant]

    @property
    def start(self) -> int:
        """Place of the value that the preset has."""
        return next((at for at, variant in enumerate(self.variants) if variant.is_preset), 0)


def controls(scenario: Scenario) -> list[Control]:
    """Return the controls of a preset with several computed values; none without a grid."""
    shipped = grid.get(scenario)
    if shipped is None:
        return []
    every = (_control(scenario, shipped, path) for path in shipped.controls)
    return [control for control in every if len(control.variants) >= _LEAST]


def _control(scenario: Scenario, shipped: grid.Grid, path: str) -> Control:
    arms, names = scenario.first_arms(), scenario.arm_names()
    preset = get_path(scenario, path)
    computed = {}
    for value in shipped.scales[path]:
        near = shipped.nearest(scenario, {path: value}, arms)
        if near is not None and near.is_exact and path in near.values:
            computed[near.values[path]] = [near.arms[arm][scenario.headline] for arm in arms]
    longest = _longest_bar(scenario.headline, list(computed.values()))
    return Control(
        path,
        setting_name(scenario, path),
        [names[arm] for arm in arms],
        [
            Variant(
                setting_value(scenario, path, value),
                value == preset,
                [_outcome(scenario.headline, numbers, longest) for numbers in of_arms],
            )
            for value, of_arms in computed.items()
        ],
    )


def _longest_bar(measure: str, computed: list[list[np.ndarray]]) -> float:
    """Return the value with a bar of full length: all cues, else the largest mean."""
    if measure.startswith("answer."):
        return 1.0
    return max((_mean(numbers) for of_arms in computed for numbers in of_arms), default=0.0)


def _outcome(measure: str, numbers: np.ndarray, longest: float) -> Outcome:
    known = numbers[np.isfinite(numbers)]
    if not known.size:
        return Outcome(NO_VALUE, 0.0)
    unit = by_name(measure).unit
    end = f" {unit}" if unit else ""
    text = f"{known.mean():.3g} ({known.min():.3g} to {known.max():.3g}){end}"
    return Outcome(text, float(np.clip(known.mean() / longest, 0.0, 1.0)) if longest > 0 else 0.0)


def _mean(numbers: np.ndarray) -> float:
    known = numbers[np.isfinite(numbers)]
    return float(known.mean()) if known.size else 0.0
