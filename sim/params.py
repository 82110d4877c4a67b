"""Parameters: each declared once, with default, unit, range, help text and source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator
from pydantic.fields import FieldInfo

# Nothing here is meant that small, and what is divided by a smaller number is infinite.
_SMALLEST = 1e-9


class Params(BaseModel):
    """Base of all parameter tables: frozen, and closed to unknown names, infinities and NaN."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", allow_inf_nan=False, validate_default=True
    )

    @field_validator("*")
    @classmethod
    def _is_not_tiny(cls, value: Any, info: ValidationInfo) -> Any:
        is_par = "source" in (cls.model_fields[info.field_name].json_schema_extra or ())
        if is_par and isinstance(value, float) and 0.0 < abs(value) < _SMALLEST:
            raise ValueError(f"0 where the range holds it, or at least {_SMALLEST:g} in size")
        return value


def par(
    default: Any,
    *,
    label: str,
    help: str,
    source: str,
    unit: str = "",
    ge: float | None = None,
    gt: float | None = None,
    le: float | None = None,
    lt: float | None = None,
    step: float | None = None,
    up_to: float | None = None,
    words: Mapping[str, str] | None = None,
) -> Any:
    """Declare one parameter.

    Parameters
    ----------
    default : float, int, bool, str or tuple
    label : str
        Plain name for people, unique in its table: ``Learning rate``.
    help : str
        One plain sentence for the page.
    source : str
        A row id of the table of targets, a citation, or ``chosen`` for a number set by hand.
    unit : str
        Unit as printed; empty means dimensionless. ``model day`` is a point of the calendar,
        ``days`` is a duration.
    ge, gt, le, lt : float, optional
        Closed and open bounds.
    step : float, optional
        Step of the slider.
    up_to : float, optional
        Where a slider ends: what lies beyond is allowed, and nothing that one should meet by
        dragging. Default: the upper bound.
    words : mapping of str to str, optional
        What each choice is called, for a parameter that chooses among names.

    Returns
    -------
    pydantic FieldInfo
        With ``unit``, ``step``, ``source``, ``words`` in its JSON schema; the label is its title.
    """
    extra: dict[str, Any] = {"unit": unit, "source": source}
    if step is not None:
        extra["step"] = step
    if up_to is not None:
        extra["up_to"] = up_to
    if words is not None:
        extra["words"] = dict(words)
    return Field(
        default, title=label, description=help, ge=ge, gt=gt, le=le, lt=lt, json_schema_extra=extra
    )


class Leaf(NamedTuple):
    """One parameter of a model: dotted path, current value and declaration."""

    path: str
    value: Any
    field: FieldInfo

    @property
    def label(self) -> str:
        """Plain name, unique in its table."""
        return str(self.field.title)

    @property
    def unit(self) -> str:
        """Unit as printed; empty means dimensionless."""
        return str((self.field.json_schema_extra or {}).get("unit", ""))

    @property
    def source(self) -> str:
        """Where the default comes from; ``chosen`` means set by hand."""
        return str((self.field.json_schema_extra or {}).get("source", ""))


def walk(model: Params, prefix: str = "") -> Iterator[Leaf]:
    """Yield every parameter below ``model`` that was declared with `par`, depth first."""
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        path = f"{prefix}.{name}" if prefix else name
        if isinstance(value, Params):
            yield from walk(value, path)
        elif isinstance(field.json_schema_extra, dict) and "source" in field.json_schema_extra:
            yield Leaf(path, value, field)
