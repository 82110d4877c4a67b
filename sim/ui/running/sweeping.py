"""A sweep: the same arms and seeds under many values of one or two parameters."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from typing import NamedTuple

from sim.errors import ScenarioError
from sim.plots.views import fusion
from sim.result import Result
from sim.runs import Batch, Task
from sim.scenario import Scenario
from sim.ui.settings.presets import load
from sim.ui.settings.state import Settings, changed, changed_in_arm, scenario_of


class Point(NamedTuple):
    """The runs of one arm under one setting; ``other`` is None with one parameter."""

    value: float
    other: float | None
    arm: str
    results: tuple[Result, ...]


def fused_sentence(points: Iterable[Point]) -> str:
    """Return in how many runs A and B have fused at the end, all settings together, or nothing."""
    every: dict[str, list[Result]] = {}
    for one in points:
        every.setdefault(one.arm, []).extend(one.results)
    return fusion.fused_sentence(every)


def settings_of(settings: Settings) -> dict[tuple[float, float | None], Settings]:
    """Return the settings of every point of a sweep; values that make no scenario are left out.

    A value goes to the arms that follow the preset and to those with a value of their own alike.
    """
    base, vary = load(settings.preset), settings.vary
    found = {}
    for value, other in product(vary.values, vary.other_values or (None,)):
        one = settings._replace(vary=None)
        for path, wanted in ((vary.path, value), (vary.other, other)):
            if wanted is not None:
                one = _with_value(one, base, path, wanted)
        try:
            scenario_of(one)
        except ScenarioError:
            continue
        found[value, other] = one
    return found


def _with_value(settings: Settings, base: Scenario, path: str, value: float) -> Settings:
    settings = changed(settings, base, {path: value})
    presets = {arm.id: dict(arm.set) for arm in base.arm}
    own = {(arm, where) for arm, where, _ in settings.own}
    for arm in settings.arms:
        if (arm, path) in own or path in presets.get(arm, {}):
            settings = changed_in_arm(settings, base, arm, path, value)
    return settings


def tasks_of(settings: Settings) -> list[Task]:
    """Return the runs of a sweep: all points of the first seed, then of the next."""
    scenarios = [scenario_of(one) for one in settings_of(settings).values()]
    return [
        Task(scenario, arm, settings.seed + number)
        for number in range(settings.seeds)
        for scenario in scenarios
        for arm in settings.arms
    ]


def points_of(settings: Settings, batch: Batch) -> tuple[Point, ...]:
    """Return the points of a sweep that have a finished run, in the order of their values."""
    keys = [
        (value, other, arm)
        for (value, other), _ in settings_of(settings).items()
        for arm in settings.arms
    ]
    named = scenario_of(settings._replace(vary=None))  # not changed by what the sweep varies
    labels = {arm: named.arm_names()[arm] for arm in settings.arms}
    found: dict[tuple, list[Result]] = {}
    for number in sorted(batch.results):
        key = keys[number % len(keys)]
        found.setdefault(key, []).append(batch.results[number])
    return tuple(
        Point(value, other, labels[arm], tuple(found[value, other, arm]))
        for value, other, arm in sorted(found, key=keys.index)
    )
