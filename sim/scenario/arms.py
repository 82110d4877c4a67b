"""Arms and claims: which branches a scenario compares, and what its lesson says about them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema, model_validator

from sim.params import Params
from sim.scenario.paths import freeze
from sim.scenario.relations import flatten
from sim.scenario.wording import NAME_PATTERN


def _pairs(value: Any) -> Any:
    """Return a ``set`` table as sorted pairs, which can be hashed."""
    if isinstance(value, Mapping):
        value = tuple((path, freeze(inner)) for path, inner, _ in flatten(value))
    if not isinstance(value, tuple) or not all(
        isinstance(pair, tuple) and len(pair) == 2 and isinstance(pair[0], str) for pair in value
    ):
        raise ValueError('a table such as { "practice.start_d" = 17.0 }')
    if len(dict(value)) < len(value):
        raise ValueError("each path once")
    return tuple(sorted(value, key=lambda pair: pair[0]))


def _one_or_many(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


Name = Annotated[str, Field(pattern=NAME_PATTERN)]
Overrides = Annotated[
    tuple[tuple[str, Any], ...],
    BeforeValidator(_pairs),
    PlainSerializer(dict),
    WithJsonSchema(
        {
            "type": "object",
            "additionalProperties": {"type": ["number", "boolean", "string", "array", "object"]},
        }
    ),
]
ArmNames = Annotated[
    tuple[str, ...],
    BeforeValidator(_one_or_many),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]


class Arm(Params):
    """One branch of a comparison: the interventions it uses and the values it changes."""

    id: Name = Field(description="Name used by --arm and by the claims.")
    label: str = Field("", max_length=60, description="Name on the page; empty means the id.")
    use: tuple[str, ...] = Field((), description="Names of the interventions of this arm.")
    set: Overrides = Field(
        (), description='Values changed in this arm only: { "practice.start_d" = 17.0 }.'
    )


class Expect(Params):
    """A claim of the lesson, run over seeds: ``more`` above ``less``, or one ``arm`` in bounds."""

    measure: str = Field(min_length=1, max_length=60, description="Name of a measure.")
    day: float = Field(ge=0, description="Test day.", json_schema_extra={"unit": "days"})
    more: str | None = Field(None, description="Arm with the larger value.")
    less: ArmNames = Field((), description="Arm or arms with the smaller value.")
    by: float = Field(0.0, ge=0, description="Least difference, in units of the measure.")
    arm: str | None = Field(None, description="Arm whose value is held against the bounds.")
    at_least: float | None = Field(None, description="Lower bound, in units of the measure.")
    at_most: float | None = Field(None, description="Upper bound, in units of the measure.")
    seeds: int = Field(20, ge=1, le=1000, description="Number of seeds the claim is tested on.")
    evidence: tuple[str, ...] = Field((), description="Row ids of the table of claims.")
    text: str = Field("", max_length=400, description="The claim in one plain sentence.")

    @model_validator(mode="after")
    def _is_one_claim(self) -> Self:
        bounds = self.at_least is not None or self.at_most is not None
        if (self.more is None) == (self.arm is None):
            raise ValueError("either 'more' (with 'less') or 'arm' (with 'at_least' or 'at_most')")
        if self.more is not None and (bounds or not self.less):
            raise ValueError("'more' with 'less' and, if wished, 'by'; no 'at_least' or 'at_most'")
        if self.arm is not None and (not bounds or self.less or self.by):
            raise ValueError("'arm' with 'at_least' or 'at_most'; no 'less' or 'by'")
        if None not in (self.at_least, self.at_most) and self.at_least > self.at_most:
            raise ValueError("'at_least' not above 'at_most'")
        if self.more in self.less:
            raise ValueError("'more' and 'less' naming different arms")
        return self
