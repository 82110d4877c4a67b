"""Dotted paths (``stdp.tau_pre_ms``, ``practice.start_d``): which there are, where they lead.

Everything here works on any tree of `Params`; no table or parameter is known by name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sim.params import Leaf, Params, walk
from sim.phrases import listing, suggest
from sim.scenario.plain_data import Loc, blocks
from sim.scenario.structure import kinds, members, named_fields, tables

# Renaming a block or changing its kind would cut the arms off from it.
FIXED_IN_BLOCK = ("name", "kind")
_NO_VALUE_AT_ROOT = ("schema", "intervention", "arm", "expect")


class UnknownPath(LookupError):
    """A dotted path that leads to no value; ``found``, ``allowed``, ``suggestion`` say why."""

    def __init__(self, found: str, allowed: str, suggestion: str | None = None) -> None:
        super().__init__(found)
        self.found, self.allowed, self.suggestion = found, allowed, suggestion


def _paths_below(cls: type[Params], prefix: str) -> Iterator[str]:
    for name, field in named_fields(cls).items():
        inner = members(field.annotation)
        if inner:
            yield from _paths_below(inner[0], f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}"


def known_paths(cls: type[Params], data: Mapping[str, Any]) -> list[str]:
    """Return every dotted path of a parameter, interventions by their names in ``data``."""
    paths = [
        path for name, table in tables(cls).items() for path in _paths_below(table, f"{name}.")
    ]
    for _, block in blocks(data, "intervention"):
        act = kinds(cls).get(str(block.get("kind")))
        if act is not None:
            prefix = f"{block.get('name')}."
            paths += [
                path
                for path in _paths_below(act, prefix)
                if path.removeprefix(prefix) not in FIXED_IN_BLOCK
            ]
    return paths


def _unknown(cls: type[Params], data: Mapping[str, Any], path: str) -> UnknownPath:
    choices = known_paths(cls, data)
    near = suggest(path, choices)
    if near is None:  # right parameter, wrong table
        last = path.rpartition(".")[2]
        near = next((choice for choice in choices if choice.rpartition(".")[2] == last), None)
    head = path.partition(".")[0]
    siblings = [choice for choice in choices if choice.startswith(head + ".")]
    heads = dict.fromkeys(choice.partition(".")[0] for choice in choices)
    allowed = listing(siblings) if siblings else f"a parameter of {listing(heads, 24)}"
    return UnknownPath(f"unknown path '{path[:80]}'", allowed, near)


def locate(cls: type[Params], data: Mapping[str, Any], path: str) -> Loc:
    """Return the location of a dotted path in the data of a scenario.

    Parameters
    ----------
    cls : type
        The scenario class.
    data : mapping
        Its data; only the names and kinds of its interventions are read.
    path : str
        For example ``practice.start_d``.

    Raises
    ------
    UnknownPath
        When there is no such parameter, with the nearest one.
    """
    head, _, rest = path.partition(".")
    tail = tuple(rest.split(".")) if rest else ()
    if not tail and head in named_fields(cls) and head not in (*tables(cls), *_NO_VALUE_AT_ROOT):
        return (head,)
    owner, loc = tables(cls).get(head), (head,)
    for index, block in blocks(data, "intervention"):
        if owner is None and block.get("name") == head:
            owner, loc = kinds(cls).get(str(block.get("kind"))), ("intervention", index)
            if tail and tail[0] in FIXED_IN_BLOCK:
                raise UnknownPath(f"'{path}'", f"values of {head}; its name and kind stay")
    for position, step in enumerate(tail):
        field = None if owner is None else named_fields(owner).get(step)
        if field is None:
            break
        inner = members(field.annotation)
        if position == len(tail) - 1 and not inner:
            return (*loc, *tail)
        owner = inner[0] if inner else None
    raise _unknown(cls, data, path)


def get_path(scenario: Params, path: str) -> Any:
    """Return the value at a dotted path of a scenario; raises `UnknownPath`."""
    value: Any = scenario
    acts = tuple({"name": act.name, "kind": act.kind} for act in scenario.intervention)
    for step in locate(type(scenario), {"intervention": acts}, path):
        value = value[step] if isinstance(step, int) else getattr(value, step)
    return value


def leaf_at(scenario: Params, path: str) -> Leaf:
    """Return the parameter at a path that exists: its value and its declaration."""
    head, *steps = path.split(".")
    owner = next((act for act in scenario.intervention if act.name == head), None)
    if owner is None:
        owner, steps = scenario, [head, *steps]
    for step in steps[:-1]:
        owner = getattr(owner, step)
    return Leaf(path, getattr(owner, steps[-1]), type(owner).model_fields[steps[-1]])


def parameters(scenario: Params) -> Iterator[Leaf]:
    """Yield every parameter of a scenario: those of its tables, then of its interventions."""
    yield from walk(scenario)
    for intervention in scenario.intervention:
        for leaf in walk(intervention, intervention.name):
            if leaf.path.rpartition(".")[2] not in FIXED_IN_BLOCK:
                yield leaf
