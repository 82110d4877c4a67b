"""What differs between two runs: settings with label and unit, arms, seeds, luck, versions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from sim.params import Leaf
from sim.scenario import Scenario, parameters
from sim.ui import text
from sim.ui.history import Item
from sim.ui.state import Settings, Vary, scenario_of
from sim.ui.text import lab
from sim.ui.text import runs as words


class Row(NamedTuple):
    """One thing that is not the same in two runs; texts may be foreign."""

    label: str
    first: str
    second: str


def rows(first: Item, second: Item) -> tuple[Row, ...]:
    """Return everything that differs between two runs, and nothing that does not."""
    one, two = first.address().settings, second.address().settings
    found = [
        Row(words.SCENARIO, first.run.title, second.run.title),
        *_values(scenario_of(one), scenario_of(two)),
        *_of_arms(one, two),
        Row(words.ARMS, ", ".join(first.run.arms), ", ".join(second.run.arms)),
        Row(words.VARIED, _varied(one.vary), _varied(two.vary)),
        Row(words.SEEDS, f"{first.run.wanted}", f"{second.run.wanted}"),
        Row(words.DONE, f"{first.run.done}", f"{second.run.done}"),
        Row(words.LUCK, f"{one.seed}", f"{two.seed}"),
        Row(words.PACKAGE, first.run.package, second.run.package),
        Row(words.MODEL, f"{first.run.model}", f"{second.run.model}"),
    ]
    return tuple(row for row in found if row.first != row.second)


def is_other_version(first: Item, second: Item) -> bool:
    """Return whether two runs were made with different versions."""
    return ((first.run.package, first.run.model) != (second.run.package, second.run.model))


def parameter_table(item: Item) -> tuple[tuple[str, str], ...]:
    """Return (label with unit, value) of what a run was made of, changes from the preset last."""
    run, settings = item.run, item.address().settings
    found = [(words.SCENARIO, run.title), (words.ARMS, ", ".join(run.arms)),
             (words.SEEDS, f"{run.wanted}"), (words.LUCK, f"{settings.seed}")]
    if settings.vary:
        found.append((words.VARIED, _varied(settings.vary)))
    return (*found, *(_changes(settings) or [(words.CHANGED, words.AS_PRESET)]))


def _changes(settings: Settings) -> list[tuple[str, str]]:
    scenario = scenario_of(settings)
    leaves = {leaf.path: leaf for leaf in parameters(scenario)}
    labels = {arm.id: text.arm_label(scenario, arm.id) for arm in scenario.arm}
    shared = [(_label(leaves[path]), shown(path, value)) for path, value in settings.changes]
    own = [(words.in_arm(_label(leaves[path]), labels[arm]), shown(path, value))
           for arm, path, value in settings.own]
    return shared + own


def shown(path: str, value: Any) -> str:
    """Return a value in words; None stands for an intervention that is not there."""
    if value is None:
        return words.ABSENT
    if path.endswith("practice.pattern") and value in lab.PATTERNS:
        return lab.PATTERNS[value]
    if isinstance(value, bool):
        return words.yes_no(value)
    if isinstance(value, (tuple, list)):
        return ", ".join(shown("", one) for one in value) or words.NOTHING
    return f"{value:g}" if isinstance(value, float) else str(value)


def _values(one: Scenario, two: Scenario) -> Iterator[Row]:
    """Yield the parameters that differ, arms left aside."""
    first, second = ({leaf.path: leaf for leaf in parameters(some)} for some in (one, two))
    for path in first | second:
        leaf = first.get(path) or second[path]
        yield Row(_label(leaf), *(shown(path, some[path].value if path in some else None)
                                  for some in (first, second)))


def _of_arms(one: Settings, two: Settings) -> Iterator[Row]:
    """Yield the values of their own that arms have, where both runs have the arm."""
    if one.preset != two.preset:
        return
    scenarios = [scenario_of(one), scenario_of(two)]
    leaves = [{leaf.path: leaf for leaf in parameters(some)} for some in scenarios]
    sets = [{arm.id: dict(arm.set) for arm in some.arm} for some in scenarios]
    for name in (arm for arm in one.arms if arm in two.arms):
        for path in sets[0][name] | sets[1][name]:
            values = [own[name].get(path, shared[path].value if path in shared else None)
                      for own, shared in zip(sets, leaves, strict=True)]
            label = _label(leaves[0][path]) if path in leaves[0] else path
            yield Row(words.in_arm(label, text.arm_label(scenarios[0], name)),
                      *(shown(path, value) for value in values))


def _label(leaf: Leaf) -> str:
    return words.labelled(lab.setting(leaf.path), leaf.unit)


def _varied(vary: Vary | None) -> str:
    if vary is None:
        return words.NOTHING
    parts = [(vary.path, vary.values)] + ([(vary.other, vary.other_values)] if vary.other else [])
    return "; ".join(f"{lab.setting(path)}: {shown('', values)}" for path, values in parts)
