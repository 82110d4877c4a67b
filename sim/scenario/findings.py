"""Mistakes in words: pydantic's errors as findings, with what stands there and what is allowed."""

from __future__ import annotations

import tomllib
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from sim.params import Params, limits_of, unit_of
from sim.phrases import listing, suggest
from sim.scenario.plain_data import Loc
from sim.scenario.structure import item_of, members, named_fields

NAME_PATTERN = r"^[a-z][a-z0-9_]{0,59}$"
NAME_RULE = "a lower-case letter, then up to 59 letters a-z, digits and _, such as in_window"


class Finding(NamedTuple):
    """One mistake before its line is known; see `sim.errors.Problem` for the wording."""

    loc: Loc
    found: str
    allowed: str
    suggestion: str | None = None


def show(value: Any) -> str:
    """Return a value as a short phrase: ``text '1e-3'``, ``true``, ``-20``, ``a table``."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value) if value.bit_length() < 64 else "a number with very many digits"
    if isinstance(value, float):
        return float.__repr__(value)
    if isinstance(value, str):
        return f"text {value!r}" if len(value) <= 60 else f"text {value[:57] + '...'!r}"
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, tuple):
        return "a list"
    return f"a value of type {type(value).__name__}"


def _bounds(metadata: Any) -> str:
    """Return ``from 0 to 1`` or ``above 0 and at most 5``; empty without bounds."""
    bound = limits_of(metadata)
    if bound.keys() == {"ge", "le"}:
        return f"from {bound['ge']:g} to {bound['le']:g}"
    words = {"gt": "above", "ge": "at least", "le": "at most", "lt": "below"}
    return " and ".join(f"{words[name]} {bound[name]:g}" for name in words if name in bound)


def _describe(annotation: Any, metadata: Any, unit: str) -> str:
    """Return what an annotation admits: ``a number above 0 and at most 200 ms``."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _describe(args[0], (*metadata, *args[1:]), unit)
    if members(annotation):
        return "a table"
    if origin in (Union, UnionType):
        rest = [arg for arg in args if arg is not NoneType]
        return " or ".join(_describe(arg, metadata, unit) for arg in rest)
    if origin is Literal:
        return "one of: " + ", ".join(_literal(choice) for choice in args)
    if origin is tuple:
        inner = item_of(annotation)
        if members(inner):
            return "a list of tables"
        return f"a list, each entry {_describe(inner, metadata, unit)}"
    if annotation in (int, float):
        noun = "a whole number" if annotation is int else "a number"
        bounds = _bounds(metadata)
        if bounds:
            return f"{noun} {bounds}{' ' + unit if unit else ''}"
        return f"{noun} in {unit}" if unit else noun
    return {bool: "true or false", str: "text in quotes"}.get(annotation, "another value")


def allowed_for(field: FieldInfo, *, entry: bool = False) -> str:
    """Return what a field (or, with ``entry``, one entry of its list) may hold."""
    annotation = item_of(field.annotation) if entry else field.annotation
    return _describe(annotation, field.metadata, unit_of(field))


def _literal(value: Any) -> str:
    """Return a plain value as it would be typed in TOML."""
    if isinstance(value, str):
        return f'"{value}"'
    return show(value)


def _remedy(error: dict[str, Any], field: FieldInfo) -> str | None:
    """Return the value that was probably meant, as it would be typed; None without a guess."""
    value, kind = error["input"], error["type"]
    if isinstance(value, str) and kind in ("float_type", "int_type", "bool_type"):
        try:
            meant = tomllib.loads(f"v = {value.strip().lower().replace(',', '.')}").get("v")
        except (ValueError, RecursionError):
            return None
        is_plain = isinstance(meant, (bool, int, float))
        fits = is_plain and isinstance(meant, bool) == (kind == "bool_type")
        return _literal(meant) if fits else None
    if kind == "int_type" and isinstance(value, float) and value.is_integer():
        return show(int(value))
    if kind == "string_type" and isinstance(value, (bool, int, float)):
        return f'"{show(value)}"'
    if kind == "tuple_type" and isinstance(value, (bool, int, float, str)):
        return f"[{_literal(value)}]"
    if kind == "literal_error":
        choices = [arg for arg in get_args(field.annotation) if isinstance(arg, str)]
        near = suggest(value, choices) if isinstance(value, str) else None
        return _literal(near) if near else None
    return None


def resolve(cls: type[Params], loc: Loc) -> tuple[Loc, type[Params], FieldInfo | None]:
    """Clean a pydantic location of union tags; return it with the owning class and the field."""
    clean: list[str | int] = []
    owner, field, annotation = cls, None, cls
    for step in loc:
        inside = members(annotation)
        if isinstance(step, int):
            annotation = item_of(annotation)
        elif len(inside) > 1:  # pydantic names the member of the union here
            annotation = next(member for member in inside if step in _kinds_of(member))
            continue
        elif not inside:  # pydantic names the member of a union of plain types here
            continue
        else:
            owner, field = inside[0], named_fields(inside[0]).get(step)
            annotation = field.annotation if field is not None else None
        clean.append(step)
    return tuple(clean), owner, field


def translate(cls: type[Params], error: dict[str, Any]) -> Finding:
    """Return the finding that says what one of pydantic's error dictionaries means.

    Parameters
    ----------
    cls : type
        The class that was validated.
    error : dict
        One entry of ``ValidationError.errors()``: type, loc, msg, input, ctx.
    """
    loc, owner, field = resolve(cls, error["loc"])
    kind, value, context = error["type"], error["input"], error.get("ctx", {})
    if kind == "extra_forbidden":
        names = list(named_fields(owner))
        return Finding(loc, "an unknown name", listing(names), suggest(str(loc[-1]), names))
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        choices = [name for act in members(item_of(field.annotation)) for name in _kinds_of(act)]
        name = value.get("kind") if isinstance(value, dict) else None
        near = suggest(name, choices) if isinstance(name, str) else None
        allowed = "one of: " + ", ".join(_literal(choice) for choice in choices)
        return Finding((*loc, "kind"), show(name), allowed, _literal(near) if near else None)
    if kind == "value_error":
        return Finding(loc, _together(value), str(context["error"]))
    if kind == "string_pattern_mismatch" and context["pattern"] == NAME_PATTERN:
        return Finding(loc, show(value), NAME_RULE)
    if kind in ("string_too_long", "string_too_short", "too_long", "too_short"):
        return Finding(loc, *_length(kind, value, context))
    if kind == "tuple_type" and isinstance(value, dict):
        return Finding(loc, "one table", "blocks with two brackets", f"[[{loc[-1]}]]")
    if field is None:
        return Finding(loc, show(value), error["msg"])
    if kind == "missing":
        return Finding(loc, "nothing, the name is missing", allowed_for(field))
    entry = bool(loc) and isinstance(loc[-1], int)
    return Finding(loc, show(value), allowed_for(field, entry=entry), _remedy(error, field))


def _kinds_of(act: type[Params]) -> tuple[str, ...]:
    return get_args(act.model_fields["kind"].annotation)


def _together(value: Any) -> str:
    return "values that do not fit together" if isinstance(value, dict) else show(value)


def _length(kind: str, value: Any, context: dict[str, Any]) -> tuple[str, str]:
    what = "characters" if kind.startswith("string") else "entries"
    if kind.endswith("long"):
        return f"{len(value)} {what}", f"at most {context['max_length']} {what}"
    return f"{len(value)} {what}", f"at least {context['min_length']} {what}"
