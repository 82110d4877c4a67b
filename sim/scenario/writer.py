"""Write a scenario as TOML: only what differs from the defaults."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from sim.params import Params
from sim.scenario.schema import SCHEMA, Scenario


def _text(value: str) -> str:
    """Return a TOML string; several lines stay several lines."""
    if "\n" not in value:
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    lines = (_text(line)[1:-1] for line in value.split("\n"))
    return '"""\n' + "\n".join(lines) + '"""'


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _text(name)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return float.__repr__(value)
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Params):
        return _inline(_changed(value))
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    return str(value)


def _inline(pairs: Any) -> str:
    return "{ " + ", ".join(f"{_key(name)} = {_value(value)}" for name, value in pairs) + " }"


def _changed(model: Params, always: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Yield name and value of fields without a default, unlike it, or named in ``always``."""
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        default = field.get_default(call_default_factory=True)
        if field.is_required() or value != default or name in always:
            yield field.alias or name, value


def _table(header: str, model: Params) -> Iterator[str]:
    """Yield the lines of a table and of the tables in it; nothing when all is default."""
    plain = [(name, value) for name, value in _changed(model) if not isinstance(value, Params)]
    if plain:
        yield f"\n[{header}]"
        yield from (f"{_key(name)} = {_value(value)}" for name, value in plain)
    for name, value in _changed(model):
        if isinstance(value, Params):
            yield from _table(f"{header}.{name}", value)


def _block(header: str, model: Params) -> Iterator[str]:
    """Yield the lines of one ``[[block]]``."""
    yield f"\n[[{header}]]"
    for name, value in _changed(model, always=("name", "kind")):
        pairs = header == "arm" and name == "set"
        yield f"{_key(name)} = {_inline(value) if pairs else _value(value)}"


def to_toml(scenario: Scenario) -> str:
    """Return a scenario as TOML text that `read_scenario` reads back to an equal scenario.

    Only what differs from the defaults is written. A resolved scenario (`Scenario.for_arm`) has no
    arms, which the reader asks for; keep those as JSON (``model_dump_json``).
    """
    lines = [f"schema = {SCHEMA}"]
    rest: list[str] = []
    for name, value in _changed(scenario):
        if name == "schema":
            continue
        if isinstance(value, Params):
            rest += _table(name, value)
        elif name in ("intervention", "arm", "expect"):
            for block in value:
                rest += _block(name, block)
        else:
            lines.append(f"{_key(name)} = {_value(value)}")
    return "\n".join([*lines, *rest]) + "\n"
