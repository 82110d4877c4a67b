"""Parameters: each declared once, with default, unit, range, help and source, and read here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, NamedTuple, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator
from pydantic.fields import FieldInfo

from sim.phrases import NONE, with_unit

# No parameter is meant to be that small, and a division by a smaller number gives infinity.
_SMALLEST = 1e-9
_CHOSEN = "chosen"  # begins the source of a number set by hand


class Params(BaseModel):
    """Base of all parameter tables: frozen, and closed to unknown names, infinities and NaN."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", allow_inf_nan=False, validate_default=True
    )

    @field_validator("*")
    @classmethod
    def _is_not_tiny(cls, value: Any, info: ValidationInfo) -> Any:
        is_par = _is_par(cls.model_fields[info.field_name])
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
        Where a slider ends. Larger values are allowed, but should not be reached by dragging.
        Default: the upper bound.
    words : mapping of str to str, optional
        Plain name of each choice, for a parameter with named choices.

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
    """One parameter of a model: dotted path, current value and declaration.

    Everything a declaration says is read here: name, unit, range, step, choices, source.
    """

    path: str
    value: Any
    field: FieldInfo

    @property
    def label(self) -> str:
        """Plain name, unique in its table."""
        return str(self.field.title)

    @property
    def help(self) -> str:
        """One plain sentence; empty without one."""
        return self.field.description or ""

    @property
    def unit(self) -> str:
        """Unit as printed; empty means dimensionless."""
        return unit_of(self.field)

    @property
    def default(self) -> Any:
        """Value of a scenario that says nothing about it."""
        return self.field.get_default(call_default_factory=True)

    @property
    def limits(self) -> dict[str, float]:
        """Bounds by kind, those there are of ``gt``, ``ge``, ``le``, ``lt``."""
        return limits_of(self.field.metadata)

    @property
    def low(self) -> float | None:
        """Least value allowed; None without a closed lower bound."""
        return self.limits.get("ge")

    @property
    def high(self) -> float | None:
        """Largest value allowed; None without a closed upper bound."""
        return self.limits.get("le")

    @property
    def step(self) -> float | None:
        """Step of a slider; None where none is declared."""
        return _extra(self.field).get("step")

    @property
    def slider_end(self) -> float | None:
        """Where a slider ends, at the latest at the upper bound."""
        return _extra(self.field).get("up_to", self.high)

    @property
    def choices(self) -> tuple[Any, ...]:
        """Values of a parameter that has a list of them; empty for any other."""
        annotation = getattr(self.field.annotation, "__value__", self.field.annotation)
        return get_args(annotation) if get_origin(annotation) is Literal else ()

    @property
    def choice_labels(self) -> dict[str, str]:
        """Plain name of each choice; empty for a parameter without named choices."""
        return dict(_extra(self.field).get("words", {}))

    @property
    def source(self) -> str:
        """Where the default comes from, as declared."""
        return str(_extra(self.field).get("source", ""))

    @property
    def is_hand_set(self) -> bool:
        """Whether the default was chosen by us, be it near a published value."""
        return self.source.startswith(_CHOSEN)

    @property
    def precedent(self) -> str:
        """Published value that the default follows: the source without ``chosen``; may be empty."""
        return self.source.removeprefix(_CHOSEN).lstrip(" ,;:")

    def nearest(self, value: float) -> float:
        """Return the allowed value nearest to a number, by the closed bounds."""
        if self.low is not None and value < self.low:
            return self.low
        return self.high if self.high is not None and value > self.high else value

    def in_words(self, value: Any) -> str:
        """Return a value of this parameter for a reader: ``0.5 mg/kg``, ``into a vein``, ``on``."""
        if isinstance(value, str):
            return self.choice_labels.get(value, value) or NONE
        return with_unit(value, self.unit)


def walk(model: Params, prefix: str = "") -> Iterator[Leaf]:
    """Yield every parameter below ``model`` that was declared with `par`, depth first."""
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        path = f"{prefix}.{name}" if prefix else name
        if isinstance(value, Params):
            yield from walk(value, path)
        elif _is_par(field):
            yield Leaf(path, value, field)


def declarations(table: type[Params], prefix: str) -> Iterator[Leaf]:
    """Yield every parameter that a table declares, with its default as its value."""
    for name, field in table.model_fields.items():
        if _is_par(field):
            yield Leaf(f"{prefix}.{name}", field.get_default(call_default_factory=True), field)


def limits_of(metadata: Iterable[Any]) -> dict[str, float]:
    """Return the bounds ``gt``, ``ge``, ``le``, ``lt`` among the metadata of an annotation."""
    bounds: dict[str, float] = {}
    for part in metadata:
        for item in part.metadata if isinstance(part, FieldInfo) else (part,):
            for kind in ("gt", "ge", "le", "lt"):
                if getattr(item, kind, None) is not None:
                    bounds[kind] = getattr(item, kind)
    return bounds


def unit_of(field: FieldInfo) -> str:
    """Return the unit of a field as printed; empty means dimensionless."""
    return str(_extra(field).get("unit", ""))


def _is_par(field: FieldInfo) -> bool:
    return "source" in _extra(field)


def _extra(field: FieldInfo) -> dict[str, Any]:
    extra = field.json_schema_extra
    return extra if isinstance(extra, dict) else {}
