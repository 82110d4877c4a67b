"""Settings as people read them: the name of a parameter in words, and its value with its unit.

Paths are for those who type: files, addresses, the command line. Pages, pictures, reports and
files to take home use these names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from sim.params import Leaf, Params
from sim.scenario.paths import leaf_at

_CODE = re.compile(r"\b[A-Z]\d{2}[a-z]?\b")


def setting_name(scenario: Params, path: str) -> str:
    """Return the name of a parameter: ``Learning rate``, ``Practice: first session``.

    The name of an intervention stands before that of its parameter, and is unique where a scenario
    has two of a kind: ``Later stress: first day``.

    Parameters
    ----------
    scenario : Scenario
        Any that has the parameter.
    path : str
        Its dotted path.
    """
    head = path.partition(".")[0]
    label = _label(scenario, path)
    act = next((act for act in scenario.intervention if act.name == head), None)
    return label if act is None else f"{act_name(scenario, head)}: {_lower_first(label)}"


def brief_name(scenario: Params, path: str) -> str:
    """Return the name of a parameter without that of its intervention: ``first session``."""
    return _lower_first(_label(scenario, path))


def _label(scenario: Params, path: str) -> str:
    return leaf_at(scenario, path).field.title or spaced(path.rpartition(".")[2])


def act_name(scenario: Params, name: str) -> str:
    """Return the name of an intervention: its kind, or its name where another has the same kind."""
    act = next(act for act in scenario.intervention if act.name == name)
    kind = str(type(act).model_config["title"])
    alike = [other for other in scenario.intervention if other.kind == act.kind]
    title = spaced(name)
    if len(alike) == 1 or title.lower() == kind.lower():
        return kind
    return title if kind.lower() in title.lower() else f"{kind} ({name.replace('_', ' ')})"


def setting_value(scenario: Params, path: str, value: Any) -> str:
    """Return a value of a parameter in words: ``day 6``, ``0.5 mg/kg``, ``into a vein``, ``on``."""
    return leaf_at(scenario, path).in_words(value)


def changes_in_words(
    scenario: Params,
    changes: Iterable[tuple[str, Any]],
    in_arms: Iterable[tuple[str, str, Any]] = (),
) -> tuple[str, ...]:
    """Return ``Practice: first session = day 5`` for each changed value.

    Parameters
    ----------
    scenario : Scenario
    changes : iterable of (path, value)
    in_arms : iterable of (arm, path, value)
        Values that only one arm has; the arm is named.
    """
    labels = scenario.arm_names()
    shared = [
        f"{setting_name(scenario, path)} = {setting_value(scenario, path, value)}"
        for path, value in changes
    ]
    return (
        *shared,
        *(
            f"{change} (only in {labels.get(arm, arm)})"
            for arm, path, value in in_arms
            for change in changes_in_words(scenario, [(path, value)])
        ),
    )


def source_in_words(leaf: Leaf) -> str:
    """Return where a default comes from as a sentence; codes are rows of the table of sources."""
    near = leaf.precedent
    codes = ", ".join(_CODE.findall(near))
    if codes:
        near = f"published values (table of sources: {codes})"
    elif leaf.is_hand_set:
        near = near.removeprefix("after ")
    if not leaf.is_hand_set:
        return f"From {near}."
    return f"Hand-set: chosen by us{f', near {near}' if near else ', not measured'}."


def spaced(name: str) -> str:
    """Return a name of files, ``later_stress``, as words: ``Later stress``."""
    return name.replace("_", " ").capitalize()


def _lower_first(label: str) -> str:
    is_name = label[1:2].isupper() or label[1:2] == " "
    return label if is_name else label[:1].lower() + label[1:]
