"""The plan of a scenario before it runs: what differs between arms, and which keep values."""

from __future__ import annotations

from typing import Any, NamedTuple

from sim.scenario import Scenario, parameters
from sim.scenario.names import act_name, setting_name
from sim.ui.settings.state import COPY, Settings, arm_name, changed, changed_in_arm
from sim.ui.text import lab_text


class Difference(NamedTuple):
    """One thing that is not the same in all arms; ``path`` is empty for an intervention."""

    path: str
    words: str


def differences(scenario: Scenario, arms: tuple[str, ...]) -> list[Difference]:
    """Return everything that differs between arms, the seeds being the same."""
    resolved = [scenario.for_arm(arm) for arm in arms]
    labels = [scenario.arm_names()[arm] for arm in arms]
    acts = [{act.name for act in with_arm.intervention} for with_arm in resolved]
    contrasts = []
    for name in sorted(set.union(*acts) - set.intersection(*acts)):
        having, lacking = (
            [label for label, names in zip(labels, acts, strict=True) if (name in names) is has_it]
            for has_it in (True, False)
        )
        contrasts.append(
            Difference("", lab_text.only_in(act_name(scenario, name), having, lacking))
        )
    values = [{leaf.path: leaf for leaf in parameters(with_arm)} for with_arm in resolved]
    for path in sorted(set.intersection(*(set(leaves_of_arm) for leaves_of_arm in values))):
        leaves = [leaves_of_arm[path] for leaves_of_arm in values]
        if any(leaf.value != leaves[0].value for leaf in leaves):
            shown = [leaf.in_words(leaf.value) for leaf in leaves]
            contrasts.append(
                Difference(path, lab_text.contrast(setting_name(scenario, path), shown))
            )
    return contrasts


def with_one_difference(
    settings: Settings, base: Scenario, scenario: Scenario, path: str
) -> Settings:
    """Return a comparison of the first arm with a copy of it that differs in one value only."""
    first, second = settings.arms[:2]
    value = {leaf.path: leaf.value for leaf in parameters(scenario.for_arm(second))}[path]
    copy = first if first.endswith(COPY) else first + COPY
    first = copy.removesuffix(COPY)
    both = settings._replace(arms=(first, copy), own=own_with_copy(settings, first, copy))
    return changed_in_arm(both, base, copy, path, value)


def own_with_copy(settings: Settings, arm: str, copy: str) -> tuple[tuple[str, str, Any], ...]:
    """Return the values of single arms, where a copy has those of the arm that it is made of."""
    others = [change for change in settings.own if change[0] != copy]
    inherited = [(copy, path, value) for owner, path, value in others if owner == arm]
    return tuple(sorted((*others, *inherited)))


def own_values(base: Scenario, settings: Settings, path: str) -> list[tuple[str, Any]]:
    """Return label and own value of the arms that do not follow a control.

    The value is None where an arm does not use the intervention of the control at all.
    """
    labelled: list[tuple[str, Any]] = []
    acts = {act.name for act in base.intervention}
    own = {(arm, where): value for arm, where, value in settings.own}
    presets = {arm.id: arm for arm in base.arm}
    owner = path.partition(".")[0]
    for name in settings.arms:
        arm = presets[name.removesuffix(COPY)]
        label = arm_name(base, name)
        if owner in acts and owner not in arm.use:
            labelled.append((label, None))
        elif (name, path) in own or path in dict(arm.set):
            labelled.append((label, own.get((name, path), dict(arm.set).get(path))))
    return labelled


def moved(
    settings: Settings,
    base: Scenario,
    arm: str,
    path: str,
    value: Any,
    *,
    only_here: bool | None = None,
) -> Settings:
    """Return settings after something in the calendar of one arm was moved.

    Parameters
    ----------
    only_here : bool, optional
        Whether only this arm follows. If left out it does where the arm has a value of its own
        already; otherwise all arms that share the value follow.
    """
    labels = dict(own_values(base, settings._replace(arms=(arm,)), path))
    has_own = any(arm_value is not None for arm_value in labels.values())
    if only_here or (only_here is None and has_own):
        return changed_in_arm(settings, base, arm, path, value)
    if has_own:
        settings = changed_in_arm(settings, base, arm, path, None)
    return changed(settings, base, {path: value})
