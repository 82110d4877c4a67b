"""Exercises that the evidence decides: sentences by the grade of their card, and questions about
rows of numbers. No answer is written in a lesson; both kinds are read here as plain items.
"""

from __future__ import annotations

from typing import Annotated, Literal, NamedTuple, Self

from pydantic import Field, model_validator

from sim import evidence
from sim.evidence import GRADES
from sim.params import Params
from sim.scenario.arms import Name

Text = Annotated[str, Field(min_length=1, max_length=600)]
Card = Annotated[str, Field(pattern=r"^CL[0-9]{2}$")]
Row = Annotated[str, Field(pattern=r"^[A-M][0-9]{2}[a-c]?$")]

# Grades in the words of a pupil, in the order of `GRADES`.
GRADE_CHOICES = {
    "strong human": "Well shown in people",
    "moderate human": "Shown in people, by few or small studies",
    "animal-only": "Shown in animals only",
    "contested": "Studies disagree, or one small one is all",
    "marketing overclaim": "Overstated: no study carries it",
    "opinion": "No study can decide it",
}
_SLACK = 1e-9  # 0.3 must not fail because it is 0.2999999999999999


class Item(NamedTuple):
    """One thing asked by an exercise, with the answer that the evidence gives.

    Attributes
    ----------
    id : str
        Unique in its lesson.
    asked : str
        Sentence or question.
    choices : dict of str to str
        Texts of the answers by id.
    answer : str
        Id of the answer of the evidence.
    why : str
        What the card or the rows say.
    sources : tuple of str
        Ids of the card, or of the rows.
    """

    id: str
    asked: str
    choices: dict[str, str]
    answer: str
    why: str
    sources: tuple[str, ...]


class Sentence(Params):
    """A sentence to grade; its card holds the grade."""

    id: Name = Field(description="Name of the sentence.")
    text: Text = Field(description="The sentence, as an advertisement might put it.")
    card: Card = Field(description="Claim card that says the same.")


class GradeExercise(Params):
    """Spot the grade: how well is each sentence supported?"""

    title: Text = Field(description="Heading.")
    lead: Text = Field(description="What to do.")
    sentences: tuple[Sentence, ...] = Field(min_length=2, max_length=10, description="To grade.")

    def opening(self) -> str:
        """Return what to do."""
        return self.lead

    def items(self) -> tuple[Item, ...]:
        """Return the sentences with the grades of their cards."""
        cards = [evidence.claim(sentence.card) for sentence in self.sentences]
        return tuple(
            Item(
                sentence.id,
                sentence.text,
                {grade: GRADE_CHOICES[grade] for grade in GRADES},
                card.grade,
                card.caveat,
                (card.id,),
            )
            for sentence, card in zip(self.sentences, cards, strict=True)
        )


class RowNumber(Params):
    """A number computed from rows of evidence: one of a row, less that of a second, over a third's.

    The second and third give their middle value.
    """

    row: Row = Field(description="Row of numbers.")
    part: Literal["low", "mid", "high"] = Field("mid", description="Which number of the row.")
    minus: Row | Literal[""] = Field("", description="Row to subtract; empty: none.")
    over: Row | Literal[""] = Field("", description="Row to divide by; empty: none.")


class RowRule(RowNumber):
    """A number of rows with bounds; it holds if the number lies within them."""

    at_least: float | None = Field(None, description="Lower bound, in units of the row.")
    at_most: float | None = Field(None, description="Upper bound, in units of the row.")

    @model_validator(mode="after")
    def _has_bounds(self) -> Self:
        if self.at_least is None and self.at_most is None:
            raise ValueError("'at_least' or 'at_most'")
        return self


class ShownRowNumber(RowNumber):
    """A number of rows that a text shows under a name: ``{name}``."""

    name: Name = Field(description="Name in the texts.")
    shown: Literal["percent", "number"] = Field(
        "number", description="A share as percent, or the number as it is."
    )


class RowOption(Params):
    """An answer that rows of evidence can disprove."""

    id: Name = Field(description="Name of the answer.")
    text: Text = Field(description="The answer.")
    fits: tuple[RowRule, ...] = Field(min_length=1, description="All hold if the answer fits.")


class RowQuestion(Params):
    """A closed question whose answer follows from rows of evidence."""

    id: Name = Field(description="Name of the question.")
    question: Text = Field(description="The question, with {numbers}.")
    options: tuple[RowOption, ...] = Field(min_length=2, max_length=4, description="Answers.")
    why: Text = Field(description="What the rows say, with {numbers}.")

    def rows(self) -> tuple[str, ...]:
        """Return the ids of the rows that decide, each once."""
        rules = [rule for option in self.options for rule in option.fits]
        named = (id for rule in rules for id in (rule.row, rule.minus, rule.over) if id)
        return tuple(dict.fromkeys(named))


class RowExercise(Params):
    """Questions about numbers of studies."""

    title: Text = Field(description="Heading.")
    lead: Text = Field(description="What it is about, with {numbers}.")
    numbers: tuple[ShownRowNumber, ...] = Field((), description="Numbers that texts name.")
    questions: tuple[RowQuestion, ...] = Field(min_length=1, max_length=4, description="Asked.")

    def shown(self) -> dict[str, str]:
        """Return the numbers as texts show them."""
        return {
            number.name: f"{round(100.0 * number_of(number))} %"
            if number.shown == "percent"
            else f"{number_of(number):.3g}"
            for number in self.numbers
        }

    def opening(self) -> str:
        """Return what it is about, with its numbers."""
        return self.lead.format_map(self.shown())

    def items(self) -> tuple[Item, ...]:
        """Return the questions with the answers that the rows give.

        Raises
        ------
        ValueError
            If rows fit no answer of a question, or several.
        """
        numbers = self.shown()
        return tuple(
            Item(
                question.id,
                question.question.format_map(numbers),
                {option.id: option.text for option in question.options},
                answer_of(question),
                question.why.format_map(numbers),
                question.rows(),
            )
            for question in self.questions
        )


def answer_of(question: RowQuestion) -> str:
    """Return the id of the answer that the rows fit.

    Raises
    ------
    ValueError
        If they fit none, or several.
    """
    fitting = [option.id for option in question.options if fits(option)]
    if len(fitting) != 1:
        raise ValueError(f"{len(fitting)} answers of '{question.id}' that fit the rows")
    return fitting[0]


def number_of(number: RowNumber) -> float:
    """Return a number computed from rows.

    Raises
    ------
    ValueError
        If a row has no such number, or one that was not checked.
    """
    value = _part(number.row, number.part)
    if number.minus:
        value -= _part(number.minus, "mid")
    return value / _part(number.over, "mid") if number.over else value


def _part(id: str, part: str) -> float:
    row = evidence.target(id)
    value = getattr(row, part)
    if value is None or not row.is_checked:
        raise ValueError(f"no checked number '{part}' in row {id}")
    return value


def fits(option: RowOption) -> bool:
    """Return whether all rules of an answer hold in the rows."""
    return all(_holds(rule) for rule in option.fits)


def _holds(rule: RowRule) -> bool:
    value = number_of(rule)
    return (rule.at_least is None or value >= rule.at_least - _SLACK) and (
        rule.at_most is None or value <= rule.at_most + _SLACK
    )
