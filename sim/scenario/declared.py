"""Every declared parameter: default, unit, range, source, whether set by hand, and its file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sim.scenario.paths import kinds, tables
from sim.scenario.schema import Scenario

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

    from sim.params import Params


def declared() -> Iterator[dict[str, Any]]:
    """Yield each declared parameter of the tables and of the interventions.

    Yields
    ------
    dict
        ``part`` (``table`` or ``intervention``), ``path``, ``label``, ``default``, ``unit``,
        ``words`` (of its choices), ``limits`` (``ge``, ``gt``, ``le``, ``lt``), ``source``,
        ``hand_set``, ``help``, ``file``.
    """
    for place, owner in tables(Scenario).items():
        for name, field in owner.model_fields.items():
            yield _row("table", f"{place}.{name}", field, owner)
    for kind, owner in kinds(Scenario).items():
        for name, field in owner.model_fields.items():
            if name not in ("name", "kind"):
                yield _row("intervention", f"{kind}.{name}", field, owner)


def _row(part: str, path: str, field: FieldInfo, owner: type[Params]) -> dict[str, Any]:
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    source = str(extra.get("source", ""))
    limits = {
        name: getattr(bound, name)
        for bound in field.metadata
        for name in ("ge", "gt", "le", "lt")
        if hasattr(bound, name)
    }
    return {
        "part": part,
        "path": path,
        "label": field.title,
        "default": field.get_default(call_default_factory=True),
        "unit": str(extra.get("unit", "")),
        "words": extra.get("words", {}),
        "limits": limits,
        "source": source,
        "hand_set": source.startswith("chosen"),
        "help": field.description,
        "file": f"{owner.__module__.replace('.', '/')}.py",
    }


def shown(value: Any) -> str:
    """Return a value of a parameter as it is printed."""
    if isinstance(value, tuple):
        return ", ".join(map(shown, value)) or "none"
    if isinstance(value, bool) or value is None:
        return {True: "on", False: "off", None: "..."}[value]
    return f"{value:g}" if isinstance(value, float) else str(value)


def range_of(row: dict[str, Any]) -> str:
    """Return the range of a declared parameter as it is printed; empty without one."""
    low = row["limits"].get("ge", row["limits"].get("gt"))
    high = row["limits"].get("le", row["limits"].get("lt"))
    return "" if low is None and high is None else f"{shown(low)} to {shown(high)}"


def source_of(row: dict[str, Any]) -> str:
    """Return where a default comes from, without the mark that it was set by hand."""
    return row["source"].removeprefix("chosen").lstrip(", ")
