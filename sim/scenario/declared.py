"""Every declared parameter: default, unit, range, source, whether set by hand, and its file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sim.params import Leaf, Params, declarations, precedent
from sim.phrases import NONE, with_unit
from sim.scenario.paths import FIXED_IN_BLOCK
from sim.scenario.schema import Scenario
from sim.scenario.structure import kinds, tables


def declared() -> Iterator[dict[str, Any]]:
    """Yield each declared parameter of the tables and of the interventions.

    Yields
    ------
    dict
        ``part`` (``table`` or ``intervention``), ``path``, ``label``, ``default``, ``unit``,
        ``words`` (of its choices), ``limits`` (``ge``, ``gt``, ``le``, ``lt``), ``source``,
        ``hand_set``, ``help``, ``file``.
    """
    for part, owners in (("table", tables(Scenario)), ("intervention", kinds(Scenario))):
        for name, owner in owners.items():
            for leaf in declarations(owner, name):
                if leaf.path.rpartition(".")[2] not in FIXED_IN_BLOCK:
                    yield _row(part, leaf, owner)


def _row(part: str, leaf: Leaf, owner: type[Params]) -> dict[str, Any]:
    return {
        "part": part,
        "path": leaf.path,
        "label": leaf.label,
        "default": leaf.default,
        "unit": leaf.unit,
        "words": leaf.choice_labels,
        "limits": leaf.limits,
        "source": leaf.source,
        "hand_set": leaf.is_hand_set,
        "help": leaf.help,
        "file": f"{owner.__module__.replace('.', '/')}.py",
    }


def shown(value: Any) -> str:
    """Return a default as it is printed in a table, the unit in a column of its own."""
    if isinstance(value, tuple):
        return ", ".join(map(with_unit, value)) or NONE
    return with_unit(value)


def range_of(row: dict[str, Any]) -> str:
    """Return the range of a declared parameter as it is printed; empty without one."""
    low = row["limits"].get("ge", row["limits"].get("gt"))
    high = row["limits"].get("le", row["limits"].get("lt"))
    if low is None and high is None:
        return ""
    return " to ".join("..." if end is None else with_unit(end) for end in (low, high))


def source_of(row: dict[str, Any]) -> str:
    """Return where a default comes from, without the mark that it was set by hand."""
    return precedent(row["source"])
