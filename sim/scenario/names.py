"""Settings as people read them: the name of a parameter in words, and its value with its unit.

Paths are for those who type: files, addresses, the command line. Everything else that tells of a
setting (pages, pictures, reports, files to take home) asks here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from pydantic.fields import FieldInfo

from sim.params import Params
from sim.phrases import NONE, with_unit
from sim.scenario.wording import unit_of

_CODE = re.compile(r"\b[A-Z]\d{2}[a-z]?\b")


def setting_name(scenario: Params, path: str) -> str:
    """Return the name of a parameter: ``Learning rate``, ``Practice: first session``.

    What is done to the network is named before its parameter, and told apart where a scenario has
    two of a kind: ``Later stress: first day``.

    Parameters
    ----------
    scenario : Scenario
        Any that has the parameter.
    path : str
        Its dotted path.
    """
    head = path.partition(".")[0]
    label = _label(scenario, path)
    act = next((one for one in scenario.intervention if one.name == head), None)
    return label if act is None else f"{act_name(scenario, head)}: {_lower_first(label)}"


def brief_name(scenario: Params, path: str) -> str:
    """Return the name of a parameter without that of its intervention: ``first session``."""
    return _lower_first(_label(scenario, path))


def _label(scenario: Params, path: str) -> str:
    return field_at(scenario, path).title or spaced(path.rpartition(".")[2])


def act_name(scenario: Params, name: str) -> str:
    """Return what an intervention is called: its kind, and its own name beside another one."""
    act = next(one for one in scenario.intervention if one.name == name)
    kind = str(type(act).model_config["title"])
    alike = [one for one in scenario.intervention if one.kind == act.kind]
    own = spaced(name)
    if len(alike) == 1 or own.lower() == kind.lower():
        return kind
    return own if kind.lower() in own.lower() else f"{kind} ({name.replace('_', ' ')})"


def setting_value(scenario: Params, path: str, value: Any) -> str:
    """Return a value of a parameter in words: ``day 6``, ``0.5 mg/kg``, ``into a vein``, ``on``."""
    return value_in_words(field_at(scenario, path), value)


def value_in_words(field: FieldInfo, value: Any) -> str:
    """Return a value with the unit of its declaration, and a choice by its plain name."""
    if isinstance(value, str):
        return choice_words(field).get(value, value) or NONE
    return with_unit(value, unit_of(field))


def choice_words(field: FieldInfo) -> dict[str, str]:
    """Return what the choices of a parameter are called; empty for one that chooses no names."""
    extra = field.json_schema_extra
    return dict(extra.get("words", {})) if isinstance(extra, dict) else {}


def changes_in_words(
    scenario: Params, changes: Iterable[tuple[str, Any]], own: Iterable[tuple[str, str, Any]] = ()
) -> tuple[str, ...]:
    """Return ``Practice: first session = day 5`` for each changed value.

    Parameters
    ----------
    scenario : Scenario
    changes : iterable of (path, value)
    own : iterable of (arm, path, value)
        What only one arm has; the arm is named.
    """
    labels = {arm.id: arm.label or arm.id for arm in scenario.arm}
    shared = [
        f"{setting_name(scenario, path)} = {setting_value(scenario, path, value)}"
        for path, value in changes
    ]
    return (
        *shared,
        *(
            f"{one} (only in {labels.get(arm, arm)})"
            for arm, path, value in own
            for one in changes_in_words(scenario, [(path, value)])
        ),
    )


def source_in_words(source: str) -> str:
    """Return where a default comes from as a sentence; codes are rows of the table of sources.

    Parameters
    ----------
    source : str
        As declared: ``chosen``, ``chosen after A01``, ``A01, A05``, ``Wang 2002``.
    """
    by_hand = source.startswith("chosen")
    near = source.removeprefix("chosen").strip() if by_hand else source
    codes = ", ".join(_CODE.findall(near))
    if codes:
        near = f"published values (table of sources: {codes})"
    elif by_hand:
        near = near.removeprefix("after ")
    if not by_hand:
        return f"From {near}."
    return f"Hand-set: chosen by us{f', near {near}' if near else ', not measured'}."


def field_at(scenario: Params, path: str) -> FieldInfo:
    """Return the declaration of the parameter at a path that exists."""
    head, *steps = path.split(".")
    owner = next((one for one in scenario.intervention if one.name == head), None)
    if owner is None:
        owner, steps = scenario, [head, *steps]
    for step in steps[:-1]:
        owner = getattr(owner, step)
    return type(owner).model_fields[steps[-1]]


def spaced(name: str) -> str:
    """Return a name that was made for files as words: ``Later stress``."""
    return name.replace("_", " ").capitalize()


def _lower_first(label: str) -> str:
    is_name = label[1:2].isupper() or label[1:2] == " "
    return label if is_name else label[:1].lower() + label[1:]
