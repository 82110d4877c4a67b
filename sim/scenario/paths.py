"""Dotted paths (``stdp.tau_pre_ms``, ``practice.start_d``): find, read, replace.

Everything here works on any tree of `Params`; no table or parameter is known by name, and blocks
of several classes in one list are told apart by their ``kind``. Data are the plain dictionaries of
a file (lists as tuples); a location (`Loc`) is the way to a value in them, for example
``("intervention", 1, "start_d")``.
"""

from __future__ import annotations

import numbers
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from sim.params import Leaf, Params, walk
from sim.phrases import listing, suggest

Loc = tuple[str | int, ...]

# Renaming a block or changing its kind would cut the arms off from it.
FIXED_IN_BLOCK = ("name", "kind")
# More blocks than any scenario may have; a hostile file is not searched beyond them.
_MAX_BLOCKS = 60
_NO_VALUE_AT_ROOT = ("schema", "intervention", "arm", "expect")
_PLAIN = (str, bool, int, type(None))


class UnknownPath(LookupError):
    """A dotted path that leads to no value; ``found``, ``allowed``, ``suggestion`` say why."""

    def __init__(self, found: str, allowed: str, suggestion: str | None = None) -> None:
        super().__init__(found)
        self.found, self.allowed, self.suggestion = found, allowed, suggestion


def freeze(value: Any) -> Any:
    """Return plain, immutable data: lists become tuples, numbers of any library become Python's."""
    kind = type(value)
    if kind in _PLAIN:  # most of a scenario, and asking what an object is like takes longer
        return value
    if kind is float:
        return value + 0.0  # turns -0.0 into 0.0: equal numbers, equal text
    if isinstance(value, Mapping):
        return {str(key): freeze(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple, range)):
        return tuple(freeze(inner) for inner in value)
    if hasattr(value, "tolist"):  # arrays and numbers of NumPy, columns of a table
        return freeze(value.tolist())
    if isinstance(value, bool):
        return value
    if isinstance(value, numbers.Integral):
        return int(value)
    return float(value) + 0.0 if isinstance(value, numbers.Real) else value


def members(annotation: Any) -> tuple[type[Params], ...]:
    """Return the `Params` classes an annotation admits; empty for plain values."""
    if isinstance(annotation, type):
        return (annotation,) if issubclass(annotation, Params) else ()
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return members(args[0])
    if origin in (Union, UnionType):
        return tuple(found for arg in args for found in members(arg))
    return ()


def item_of(annotation: Any) -> Any:
    """Return the annotation of the entries of a tuple; None when it is no tuple."""
    args = get_args(annotation)
    return args[0] if get_origin(annotation) is tuple and args else None


# A class does not change, and a page asks for these hundreds of times whenever it is drawn.


@cache
def named_fields(cls: type[Params]) -> Mapping[str, FieldInfo]:
    """Return the fields of a class by the name used in files."""
    return MappingProxyType(
        {field.alias or name: field for name, field in cls.model_fields.items()}
    )


@cache
def tables(cls: type[Params]) -> Mapping[str, type[Params]]:
    """Return the parameter tables of a scenario class, by name."""
    found = {name: members(field.annotation) for name, field in named_fields(cls).items()}
    return MappingProxyType({name: some[0] for name, some in found.items() if some})


@cache
def kinds(cls: type[Params]) -> Mapping[str, type[Params]]:
    """Return the intervention classes of a scenario class, by their ``kind``."""
    union = members(item_of(named_fields(cls)["intervention"].annotation))
    return MappingProxyType(
        {kind: one for one in union for kind in get_args(one.model_fields["kind"].annotation)}
    )


def blocks(data: Mapping[str, Any], key: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield index and content of the ``[[key]]`` blocks that are tables at all."""
    listed = data.get(key)
    for index, block in enumerate(listed[:_MAX_BLOCKS] if isinstance(listed, tuple) else ()):
        if isinstance(block, dict):
            yield index, block


def _paths_below(cls: type[Params], prefix: str) -> Iterator[str]:
    for name, field in named_fields(cls).items():
        inner = members(field.annotation)
        if inner:
            yield from _paths_below(inner[0], f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}"


def known_paths(cls: type[Params], data: Mapping[str, Any]) -> list[str]:
    """Return every dotted path of a parameter, interventions by their names in ``data``."""
    found = [path for name, one in tables(cls).items() for path in _paths_below(one, f"{name}.")]
    by_kind = kinds(cls)
    for _, block in blocks(data, "intervention"):
        one = by_kind.get(str(block.get("kind")))
        if one is not None:
            prefix = f"{block.get('name')}."
            found += [
                path
                for path in _paths_below(one, prefix)
                if path.removeprefix(prefix) not in FIXED_IN_BLOCK
            ]
    return found


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


def replaced(data: Any, loc: Loc, value: Any) -> Any:
    """Return a copy of ``data`` with the value at ``loc`` replaced; the original is untouched.

    What stands where a table should be is replaced by one: the reader has reported it already.
    """
    if not loc:
        return value
    head, rest = loc[0], loc[1:]
    if isinstance(head, int):
        return (*data[:head], replaced(data[head], rest, value), *data[head + 1 :])
    table = data if isinstance(data, Mapping) else {}
    return {**table, head: replaced(table.get(head, {}), rest, value)}


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
