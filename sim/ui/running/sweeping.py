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
    for point in points:
        every.setdefault(point.arm, []).extend(point.results)
    return fusion.fused_sentence(every)


def settings_of(settings: Settings) -> dict[tuple[float, float | None], Settings]:
    """Return the settings of every point of a sweep; values that make no scenario are left out.

    A value goes to the arms that follow the preset and to those with a value of their own alike.
    """
    base, vary = load(settings.preset), settings.vary
    settings_at = {}
    for value, other in product(vary.values, vary.other_values or (None,)):
        here = _with_value(settings._replace(vary=None), base, vary.path, value)
        if other is not None:
            here = _with_value(here, base, vary.other, other)
        try:
            scenario_of(here)
        except ScenarioError:
            continue
        settings_at[value, other] = here
    return settings_at


def _with_value(settings: Settings, base: Scenario, path: str, value: float) -> Settings:
    settings = changed(settings, base, {path: value})
    presets = {arm.id: dict(arm.set) for arm in base.arm}
    with_own_value = {(arm, where) for arm, where, _ in settings.own}
    for arm in settings.arms:
        if (arm, path) in with_own_value or path in presets.get(arm, {}):
            settings = changed_in_arm(settings, base, arm, path, value)
    return settings


def tasks_of(settings: Settings) -> list[Task]:
    """Return the runs of a sweep: all points of the first seed, then of the next."""
    scenarios = [scenario_of(point) for point in settings_of(settings).values()]
    return [
        Task(scenario, arm, settings.seed + number)
        for number in range(settings.seeds)
        for scenario in scenarios
        for arm in settings.arms
    ]


def points_of(settings: Settings, batch: Batch) -> tuple[Point, ...]:
    """Return the points of a sweep that have a finished run, in the order of their values."""
    keys = [(*values, arm) for values in settings_of(settings) for arm in settings.arms]
    named = scenario_of(settings._replace(vary=None))  # not changed by what the sweep varies
    names = named.arm_names()
    results: dict[tuple, list[Result]] = {key: [] for key in keys}
    for number in sorted(batch.results):
        results[keys[number % len(keys)]].append(batch.results[number])
    return tuple(
        Point(value, other, names[arm], tuple(runs))
        for (value, other, arm), runs in results.items()
        if runs
    )
