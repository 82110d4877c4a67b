"""Structure of a scenario class: its fields, its tables, and its interventions by their kind."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from sim.params import Params


def members(annotation: Any) -> tuple[type[Params], ...]:
    """Return the `Params` classes an annotation admits; empty for plain values."""
    if isinstance(annotation, type):
        return (annotation,) if issubclass(annotation, Params) else ()
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return members(args[0])
    if origin in (Union, UnionType):
        return tuple(member for arg in args for member in members(arg))
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
    inside = {name: members(field.annotation) for name, field in named_fields(cls).items()}
    return MappingProxyType({name: classes[0] for name, classes in inside.items() if classes})


@cache
def kinds(cls: type[Params]) -> Mapping[str, type[Params]]:
    """Return the intervention classes of a scenario class, by their ``kind``."""
    union = members(item_of(named_fields(cls)["intervention"].annotation))
    return MappingProxyType(
        {kind: act for act in union for kind in get_args(act.model_fields["kind"].annotation)}
    )
