"""Differences between two runs: settings with label and unit, arms, seeds, versions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from sim.params import Leaf
from sim.scenario import Scenario, parameters
from sim.scenario.names import setting_name, setting_value
from sim.ui.settings.presets import load
from sim.ui.settings.state import Settings, scenario_of
from sim.ui.store.history import Item
from sim.ui.text import runs_text


class Row(NamedTuple):
    """One thing that is not the same in two runs; texts may come from a file."""

    label: str
    first: str
    second: str


def rows(first: Item, second: Item) -> tuple[Row, ...]:
    """Return everything that differs between two runs, and nothing that does not."""
    settings, others = first.address().settings, second.address().settings
    candidates = [
        Row(runs_text.SCENARIO, first.run.title, second.run.title),
        *_values(scenario_of(settings), scenario_of(others)),
        *_of_arms(settings, others),
        Row(runs_text.ARMS, ", ".join(first.run.arms), ", ".join(second.run.arms)),
        Row(runs_text.VARIED, varied_in_words(settings), varied_in_words(others)),
        Row(runs_text.SEEDS, f"{first.run.wanted}", f"{second.run.wanted}"),
        Row(runs_text.DONE, f"{first.run.done}", f"{second.run.done}"),
        Row(runs_text.LUCK, f"{settings.seed}", f"{others.seed}"),
        Row(runs_text.PACKAGE, first.run.package, second.run.package),
        Row(runs_text.MODEL, f"{first.run.model}", f"{second.run.model}"),
    ]
    return tuple(row for row in candidates if row.first != row.second)


def is_other_version(first: Item, second: Item) -> bool:
    """Return whether two runs were made with different versions."""
    return (first.run.package, first.run.model) != (second.run.package, second.run.model)


def parameter_table(item: Item) -> tuple[tuple[str, str], ...]:
    """Return (label with unit, value) of what a run was made of, changes from the preset last."""
    run, settings = item.run, item.address().settings
    lines = [
        (runs_text.SCENARIO, run.title),
        (runs_text.ARMS, ", ".join(run.arms)),
        (runs_text.SEEDS, f"{run.wanted}"),
        (runs_text.LUCK, f"{settings.seed}"),
    ]
    if settings.vary:
        lines.append((runs_text.VARIED, varied_in_words(settings)))
    return (*lines, *(changes_in_words(settings) or [(runs_text.CHANGED, runs_text.AS_PRESET)]))


def changes_in_words(settings: Settings) -> list[tuple[str, str]]:
    """Return (label, value) of all that is not as in the preset, values of one arm last."""
    scenario = scenario_of(settings)
    leaves = {leaf.path: leaf for leaf in parameters(scenario)}
    labels = scenario.arm_names()
    shared = [
        (setting_name(scenario, path), shown(leaves[path], value))
        for path, value in settings.changes
    ]
    own = [
        (runs_text.in_arm(setting_name(scenario, path), labels[arm]), shown(leaves[path], value))
        for arm, path, value in settings.own
    ]
    return shared + own


def shown(leaf: Leaf, value: Any) -> str:
    """Return a value in words; None stands for an intervention that is not there."""
    return runs_text.ABSENT if value is None else leaf.in_words(value)


def _values(first: Scenario, second: Scenario) -> Iterator[Row]:
    """Yield the parameters that differ, arms left aside."""
    here, there = (
        {leaf.path: leaf for leaf in parameters(scenario)} for scenario in (first, second)
    )
    for path in here | there:
        leaf, owner = (here[path], first) if path in here else (there[path], second)
        values = [leaves[path].value if path in leaves else None for leaves in (here, there)]
        yield Row(setting_name(owner, path), *(shown(leaf, value) for value in values))


def _of_arms(first: Settings, second: Settings) -> Iterator[Row]:
    """Yield the values that differ in one arm only, where both runs have the arm."""
    if first.preset != second.preset:
        return
    scenarios = [scenario_of(first), scenario_of(second)]
    leaves = [{leaf.path: leaf for leaf in parameters(scenario)} for scenario in scenarios]
    sets = [{arm.id: dict(arm.set) for arm in scenario.arm} for scenario in scenarios]
    for name in (arm for arm in first.arms if arm in second.arms):
        for path in sets[0][name] | sets[1][name]:
            values = [
                own[name].get(path, shared[path].value if path in shared else None)
                for own, shared in zip(sets, leaves, strict=True)
            ]
            leaf = leaves[0][path]  # one preset has one set of parameters
            name_in_words = setting_name(scenarios[0], path)
            yield Row(
                runs_text.in_arm(name_in_words, scenarios[0].arm_names()[name]),
                *(shown(leaf, value) for value in values),
            )


def varied_in_words(settings: Settings) -> str:
    """Return what a sweep varies and over which values."""
    vary = settings.vary
    if vary is None:
        return runs_text.NOTHING
    base = load(settings.preset)
    parts = [(vary.path, vary.values)] + ([(vary.other, vary.other_values)] if vary.other else [])
    return "; ".join(
        f"{setting_name(base, path)}: {setting_value(base, path, values)}" for path, values in parts
    )
