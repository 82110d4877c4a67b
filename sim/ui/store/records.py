"""What one kept entry may hold: a run of the history, the notes about a run, anything of a lesson.

Entries come from a browser or from a file, so they are foreign: types and lengths are checked here,
unknown fields are dropped, and texts are escaped where they are shown.
"""

from __future__ import annotations

import math
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StringConstraints, ValidationError

MOST_LETTERS = 4000  # of one text
MOST_DEPTH = 12  # of values inside values


def _text(most: int, pattern: str | None = None) -> Any:
    return Annotated[str, StringConstraints(max_length=most, pattern=pattern)]


Finite = Annotated[float, Field(allow_inf_nan=False)]
_CHECKED = ConfigDict(frozen=True, extra="ignore")


class Number(BaseModel):
    """A headline number of one arm: median and quartiles over seeds; None where there is none."""

    model_config = _CHECKED

    arm: _text(120)
    measure: _text(120)
    unit: _text(40) = ""
    low: Finite | None = None
    median: Finite | None = None
    high: Finite | None = None


class Run(BaseModel):
    """A run of the history: what was asked for, and its outcome in words; no arrays."""

    model_config = _CHECKED

    when: _text(32, r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")  # UTC
    query: _text(8000, r"^preset=[!-~]+$")  # address that leads back to it
    preset: _text(80)
    title: _text(200)
    arms: Annotated[tuple[_text(120), ...], Field(max_length=8)]
    wanted: Annotated[int, Field(ge=1, le=100_000)]  # runs of each arm
    done: Annotated[int, Field(ge=0, le=100_000)]
    sentence: _text(MOST_LETTERS)
    numbers: Annotated[tuple[Number, ...], Field(max_length=8)] = ()
    package: _text(40)
    model: Annotated[int, Field(ge=0, le=10_000)]


class Notes(BaseModel):
    """What the visitor says about a run: name, star, and the boxes of `sim.plots.words.NOTES`."""

    model_config = _CHECKED

    star: bool = False
    name: _text(80) = ""
    question: _text(MOST_LETTERS) = ""
    setup: _text(MOST_LETTERS) = ""
    prediction: _text(MOST_LETTERS) = ""
    outcome: _text(MOST_LETTERS) = ""
    conclusion: _text(MOST_LETTERS) = ""
    limits: _text(MOST_LETTERS) = ""


_MODELS: dict[str, type[BaseModel]] = {"runs": Run, "notebook": Notes}


def accepted(name: str, value: JsonValue) -> JsonValue:
    """Return the value of an entry as it may be kept.

    Parameters
    ----------
    name : str
        ``runs``, ``notebook``, ``lessons`` or ``guesses``.
    value : JSON value

    Raises
    ------
    ValueError
        If it is not what entries of this name hold; says what and what is allowed.
    """
    model = _MODELS.get(name)
    if model is None:
        _check(value, MOST_DEPTH)
        return value
    try:
        return model.model_validate(value, strict=False).model_dump(mode="json")
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(map(str, first["loc"])) or name
        raise ValueError(f"{place}: {first['msg']}") from None


def _check(value: JsonValue, depth: int) -> None:
    """Raise `ValueError` for a value that JSON or this program would rather not hold."""
    if depth == 0:
        raise ValueError(f"more than {MOST_DEPTH} levels")
    if isinstance(value, str):
        if len(value) > MOST_LETTERS:
            raise ValueError(f"a text of {len(value)} letters; allowed: {MOST_LETTERS}")
        value.encode()  # half a character can not be written to a file: a ValueError as well
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError("a number that is not finite")
    if isinstance(value, dict):
        for key, one in value.items():
            _check(key, depth)
            _check(one, depth - 1)
    elif isinstance(value, list):
        for one in value:
            _check(one, depth - 1)
    elif not isinstance(value, (str, int, float, bool, type(None))):
        raise ValueError(f"a {type(value).__name__}")
