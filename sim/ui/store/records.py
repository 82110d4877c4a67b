"""Records that the visitor's browser stores for this page, and what each of them may hold.

They come back from the browser or from a file, so they are untrusted: types and lengths are checked
here, unknown fields are dropped, and texts are escaped where they are shown.
"""

from __future__ import annotations

import json
from typing import Annotated, Any, ClassVar, NamedTuple, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StrictBool,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    field_validator,
)

from sim.ui.text import store_text

MOST_CHARACTERS = 4000  # of one text
MOST_ANSWER_CHARACTERS = 1000  # of a text that is written in a lesson
_MOST_KEY_CHARACTERS = 120
_LAST_MS = 2**52  # JavaScript can still count on from here


def _text(most: int, pattern: str | None = None) -> Any:
    return Annotated[str, StringConstraints(max_length=most, pattern=pattern)]


_CHECKED = ConfigDict(frozen=True, extra="ignore")
_Finite = Annotated[float, Field(allow_inf_nan=False)]
_Id = _text(80)
_Curve = Annotated[
    tuple[Annotated[float, Field(strict=True, ge=0.0, le=1.0)], ...], Field(max_length=99)
]
_Small = Annotated[int, Field(strict=True, ge=0, le=99)]


class Record(BaseModel):
    """One stored value; ``kind`` is the word for all records of a class."""

    kind: ClassVar[str]
    model_config = _CHECKED


class Number(BaseModel):
    """A headline number of one arm: median and quartiles over seeds; None where there is none."""

    model_config = _CHECKED

    arm: _text(120)
    measure: _text(120)
    unit: _text(40) = ""
    low: _Finite | None = None
    median: _Finite | None = None
    high: _Finite | None = None


class Run(Record):
    """A run of the history: what was asked for, and its outcome in words; no arrays."""

    kind = "runs"

    when: _text(32, r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")  # UTC
    query: _text(8000, r"^preset=[!-~]+$")  # address that leads back to it
    preset: _text(80)
    title: _text(200)
    arms: Annotated[tuple[_text(120), ...], Field(max_length=8)]
    wanted: Annotated[int, Field(ge=1, le=100_000)]  # runs of each arm
    done: Annotated[int, Field(ge=0, le=100_000)]
    sentence: _text(MOST_CHARACTERS)
    numbers: Annotated[tuple[Number, ...], Field(max_length=8)] = ()
    package: _text(40)
    model: Annotated[int, Field(ge=0, le=10_000)]


class Notes(Record):
    """The visitor's words about a run: name, star, and the boxes of `sim.plots.words.NOTES`."""

    kind = "notebook"

    star: bool = False
    name: _text(80) = ""
    question: _text(MOST_CHARACTERS) = ""
    setup: _text(MOST_CHARACTERS) = ""
    prediction: _text(MOST_CHARACTERS) = ""
    outcome: _text(MOST_CHARACTERS) = ""
    conclusion: _text(MOST_CHARACTERS) = ""
    limits: _text(MOST_CHARACTERS) = ""


class Progress(Record):
    """Answers of one lesson; empty where there is none yet. A field that is wrong is empty too.

    Attributes
    ----------
    step : int
        The furthest step that was reached, from 1.
    predict, confidence, observe, push, check1, check2, again : str
        Id of an answer, or `sim.ui.lesson.progress.SKIPPED`.
    curve : tuple of float
        Heights that were drawn.
    explain, task : str
        Texts of the visitor.
    compared : bool
        Whether the explanation was compared with that of the lesson.
    ticks : tuple of int
        Numbers of key ideas, from 0.
    exercises : tuple of (str, str)
        Id of an item of an exercise, and the answer to it.
    prior : str
        ``case`` or ``task``: how the lesson ends.
    nudges : tuple of int
        The step in which each of those that help was opened, in their order.
    skips : int
        How many answers were declined.
    is_done : bool
    """

    kind = "lessons"

    step: Annotated[int, Field(strict=True, ge=1, le=99)] = 1
    predict: _Id = ""
    confidence: _Id = ""
    curve: _Curve = ()
    observe: _Id = ""
    explain: _text(MOST_ANSWER_CHARACTERS) = ""
    compared: StrictBool = False
    ticks: Annotated[tuple[_Small, ...], Field(max_length=99)] = ()
    push: _Id = ""
    check1: _Id = ""
    check2: _Id = ""
    again: _Id = ""
    exercises: Annotated[tuple[tuple[_Id, _Id], ...], Field(max_length=40)] = ()
    prior: _Id = ""
    task: _text(MOST_ANSWER_CHARACTERS) = ""
    nudges: Annotated[tuple[_Small, ...], Field(max_length=99)] = ()
    skips: _Small = 0
    is_done: StrictBool = False

    @field_validator("*", mode="wrap")
    @classmethod
    def _default_if_wrong(
        cls, value: Any, check: ValidatorFunctionWrapHandler, info: ValidationInfo
    ) -> Any:
        """Leave out one wrong answer instead of the whole lesson."""
        try:
            return check(value)
        except ValidationError:
            return cls.model_fields[info.field_name].default


class Guess(Record):
    """The guess that opened a page with a question; ``said`` is empty if it was declined.

    ``curve`` holds drawn heights, and ``about`` is the key of the settings that it was made for.
    """

    kind = "guesses"

    said: _text(MOST_CHARACTERS)
    sure: _text(40) = ""
    curve: _Curve = ()
    about: _text(40) = ""


class RoomSecret(Record):
    """What opens a seat in a room, or the board of a room; `sim.ui.board` writes it."""

    kind = "rooms"

    secret: _text(64, r"^[A-Za-z0-9_-]+$")


AnyRecord = TypeVar("AnyRecord", bound=Record)

KINDS: dict[str, type[Record]] = {
    model.kind: model for model in (Run, Notes, Progress, Guess, RoomSecret)
}
_Time = Annotated[int, Field(strict=True, ge=0, le=_LAST_MS)]
_PAIRS = {kind: TypeAdapter(tuple[_Time, model]) for kind, model in KINDS.items()}


class EntryId(NamedTuple):
    """Kind of an entry, one of `KINDS`, and its key among those."""

    kind: str
    key: str


class Entry(NamedTuple):
    """A record and when it was written (ms since 1970)."""

    written_ms: int
    record: Record

    def plain(self) -> list[Any]:
        """Return time and record as JSON values."""
        return [self.written_ms, self.record.model_dump(mode="json")]

    def text(self) -> str:
        """Return the entry as the browser stores it."""
        return json.dumps(self.plain(), ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def read_entry(id: EntryId, text: str) -> Entry:
    """Return the entry that a text holds, which may be anything.

    Parameters
    ----------
    id : EntryId
        Where it was found.
    text : str
        As `Entry.text` returns it.

    Raises
    ------
    ValueError
        If it is none; says what is wrong.
    """
    if id.kind not in KINDS:
        raise ValueError(store_text.UNKNOWN)
    if len(id.key) > _MOST_KEY_CHARACTERS or not id.key.isprintable():
        raise ValueError(store_text.BAD_KEY)
    try:
        return Entry(*_PAIRS[id.kind].validate_json(text))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
    field = ".".join(map(str, first["loc"][1:]))
    raise ValueError(f"{field}: {first['msg']}" if field else store_text.NO_ENTRY)
