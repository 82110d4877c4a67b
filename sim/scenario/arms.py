"""Arms and claims: which branches a scenario compares, and what its lesson says about them."""

from __future__ import annotations

from collections.abc import Mapping
from operator import itemgetter
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema, model_validator

from sim.params import Params
from sim.scenario.findings import NAME_PATTERN
from sim.scenario.plain_data import freeze
from sim.scenario.relations import flatten


def _pairs(value: Any) -> Any:
    """Return a ``set`` table as sorted pairs, which can be hashed."""
    if isinstance(value, Mapping):
        value = tuple((path, inner) for path, inner, _ in flatten(value))
    if not isinstance(value, tuple) or not all(
        isinstance(pair, tuple) and len(pair) == 2 and isinstance(pair[0], str) for pair in value
    ):
        raise ValueError('a table such as { "practice.start_d" = 17.0 }')
    if len(dict(value)) < len(value):
        raise ValueError("each path once")
    return tuple(sorted(((path, freeze(inner)) for path, inner in value), key=itemgetter(0)))


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

    @property
    def name(self) -> str:
        """Name for people: its label, or its id without one."""
        return self.label or self.id


class Expect(Params):
    """A claim of the lesson, run over seeds: ``more`` above ``less``, or one ``arm`` in bounds.

    With ``against`` or ``against_day`` the bounds hold for the difference within a seed, or the
    ratio, between the arm and another arm, or itself on another day.
    """

    measure: str = Field(min_length=1, max_length=60, description="Name of a measure.")
    day: float = Field(ge=0, description="Test day.", json_schema_extra={"unit": "days"})
    more: str | None = Field(None, description="Arm with the larger value.")
    less: ArmNames = Field((), description="Arm or arms with the smaller value.")
    by: float = Field(0.0, ge=0, description="Least difference, in units of the measure.")
    arm: str | None = Field(None, description="Arm whose value is held against the bounds.")
    against: str | None = Field(None, description="Arm with which the arm is compared.")
    against_day: float | None = Field(
        None, ge=0, description="Test day of that comparison.", json_schema_extra={"unit": "days"}
    )
    ratio: bool = Field(False, description="Compare by division instead of by difference.")
    at_least: float | None = Field(None, description="Lower bound, in units of the measure.")
    at_most: float | None = Field(None, description="Upper bound, in units of the measure.")
    seeds: int = Field(20, ge=1, le=1000, description="Number of seeds the claim is tested on.")
    statistic: Literal["median", "mean"] = Field(
        "median", description="What is taken over seeds; the mean turns yes and no into a share."
    )
    test: str = Field(
        "", pattern=r"^(V\d\d)?$", description="Acceptance test that the claim belongs to."
    )
    fails_because: str = Field(
        "", max_length=400, description="Why the claim is known not to hold; empty if it does."
    )
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
        compared = self.against is not None or self.against_day is not None
        if compared and self.arm is None:
            raise ValueError("'against' and 'against_day' together with 'arm'")
        if self.ratio and not compared:
            raise ValueError("'ratio' together with 'against' or 'against_day'")
        if compared and self.against in (None, self.arm) and self.against_day in (None, self.day):
            raise ValueError("another arm or another day to compare with")
        if None not in (self.at_least, self.at_most) and self.at_least > self.at_most:
            raise ValueError("'at_least' not above 'at_most'")
        if self.more in self.less:
            raise ValueError("'more' and 'less' naming different arms")
        return self
