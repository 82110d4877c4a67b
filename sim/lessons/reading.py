"""Read the files of lessons, and check how their parts fit together; every mistake has a place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import ValidationError

from sim import evidence
from sim.errors import Problem, ScenarioError
from sim.lessons.judge import in_push
from sim.lessons.records import Lesson, Option, Question, Spec
from sim.lessons.rules import Number, Quantity
from sim.lessons.runs import one_run, scenario_of, watched, whole
from sim.measures import allowed_instead, find
from sim.params import Params
from sim.phrases import listing, number
from sim.scenario import Scenario
from sim.scenario.findings import translate
from sim.scenario.paths import UnknownPath, get_path
from sim.scenario.tomlio import parse_toml

_DATA = files(__package__) / "data"
_GAP = re.compile(r"\{([^{}]*)\}")


@cache
def lessons() -> dict[str, Lesson]:
    """Return the lessons by id, L1 first.

    Raises
    ------
    ScenarioError
        With every mistake of the first file that has one.
    """
    every = [
        read_lesson(path.read_text("utf-8"), name=path.name)
        for path in sorted(_DATA.iterdir(), key=lambda path: path.name)
        if path.name.endswith(".toml")
    ]
    return {lesson.id: lesson for lesson in every}


def read_lesson(text: str, *, name: str = "lesson") -> Lesson:
    """Return the lesson that a TOML text describes.

    Parameters
    ----------
    text : str
    name : str
        File name for messages.

    Raises
    ------
    ScenarioError
        With every mistake: file and line, key, what was found, what is allowed.
    """
    lesson = _validated(Lesson, text, name)
    problems = [
        Problem(name, path, found, allowed, near)
        for path, found, allowed, near in _mistakes(lesson)
    ]
    if problems:
        raise ScenarioError(problems)
    return lesson


def _validated(cls: type[Params], text: str, name: str) -> Any:
    data, source = parse_toml(text, name=name)
    try:
        return cls.model_validate(data, strict=True)
    except ValidationError as errors:
        findings = dict.fromkeys(
            translate(cls, error) for error in errors.errors(include_url=False)
        )
        raise ScenarioError(source.problem(finding, data) for finding in findings) from None


Mistake = tuple[str, str, str, str | None]


def options(lesson: Lesson) -> Iterator[tuple[str, Question, Option]]:
    """Yield every answer of a lesson with its place and its question."""
    asked = {"predict": lesson.predict, "observe": lesson.observe}
    asked |= {f"checks[{number}]": check for number, check in enumerate(lesson.checks, start=1)}
    for place, question in asked.items():
        for option in question.options:
            yield f"{place}.{option.id}", question, option


def _mistakes(lesson: Lesson) -> Iterator[Mistake]:
    specs = {
        "main": whole(lesson),
        "push": whole(lesson, lesson.push.run),
        "one_run": one_run(lesson),
    }
    yield from _fits("play", whole(lesson, lesson.play), ())
    yield from _watched(lesson)
    yield from _fits("run", specs["main"], (lesson.push.flip,))
    yield from _fits("push.run", specs["push"], (in_push(lesson),))
    for shown in lesson.numbers:
        yield from _fits(f"numbers.{shown.name}", specs[shown.of], (shown,))
    for place, _, option in options(lesson):
        yield from _fits(place, whole(lesson, option.run), (*option.fits, *option.numbers))
    if lesson.predict.curve:
        yield from _fits(
            "predict.curve",
            specs["main"],
            [
                Quantity(
                    measure=lesson.predict.curve.measure, day=day, arm=lesson.predict.curve.arm
                )
                for day in lesson.predict.curve.days
            ],
        )
    for step, name in (("observe", "main"), ("explain", "main"), ("push", "push")):
        for picture in getattr(lesson, step).pictures:
            if picture.measure:
                quantities = [
                    Quantity(measure=picture.measure, day=picture.day, arm=arm)
                    for arm in specs[name].arms
                ]
                place = f"{step}.pictures.{picture.plot}"
                yield from _fits(place, specs[name], quantities, is_drawn=True)
    yield from _names(lesson)
    yield from _evidence(lesson)
    yield from _gaps(lesson)


def _watched(lesson: Lesson) -> Iterator[Mistake]:
    """Yield why a run cannot be watched before the question: its first test must be on day 0."""
    spec = watched(lesson)
    if spec is None:
        return
    mistakes = list(_fits("scene.watch", spec, ()))
    yield from mistakes
    if len(spec.arms) != 1:
        yield "scene.watch.arms", f"{len(spec.arms)} arms", "1 arm", None
    elif not mistakes and (first := scenario_of(spec).for_arm(spec.arms[0]).time.test_days[0]):
        yield (
            "scene.watch",
            f"first test on day {number(first)}",
            "day 0, before anything happens",
            None,
        )


def _fits(place: str, spec: Spec, quantities: Any, *, is_drawn: bool = False) -> Iterator[Mistake]:
    """Yield measures, arms and days of quantities that a run lacks, or the faults of the run.

    A picture (``is_drawn``) needs a test day also where its measure is one of the whole run.
    """
    try:
        scenario = scenario_of(spec)
    except ScenarioError as error:
        yield from (
            (place, wrong.found, wrong.allowed, wrong.suggestion) for wrong in error.problems
        )
        return
    for quantity in quantities:
        measure = find(quantity.measure)
        if measure is None:
            yield (place, f"measure '{quantity.measure}'", *allowed_instead(quantity.measure))
            continue
        for arm, day in filter(None, ((quantity.arm, quantity.day), quantity.other)):
            if arm not in spec.arms:
                yield place, f"arm '{arm}'", f"an arm of this run: {listing(spec.arms)}", None
            elif (measure.per_test or is_drawn) and not _has_test(scenario, arm, day):
                days = scenario.for_arm(arm).time.test_days
                yield (
                    place,
                    f"day {number(day)}, no test day",
                    f"one of: {listing(map(number, days), 40)}",
                    None,
                )


def _has_test(scenario: Scenario, arm: str, day: float) -> bool:
    return any(abs(day - test) < 1e-9 for test in scenario.for_arm(arm).time.test_days)


def _names(lesson: Lesson) -> Iterator[Mistake]:
    """Yield names that lead nowhere: misconceptions, cards, controls."""
    wrong_ideas = {idea.id for idea in lesson.misconceptions}
    for place, _, option in options(lesson):
        if option.misconception and option.misconception not in wrong_ideas:
            yield (
                f"{place}.misconception",
                option.misconception,
                f"one of 'misconceptions': {listing(sorted(wrong_ideas))}",
                None,
            )
    try:
        scenario = scenario_of(whole(lesson))
    except ScenarioError:
        return  # reported already
    for control in lesson.controls:
        try:
            get_path(scenario, control.path)
        except UnknownPath as error:
            yield f"controls.{control.path}", error.found, error.allowed, error.suggestion


def _evidence(lesson: Lesson) -> Iterator[Mistake]:
    """Yield cards and rows that are not there, and questions that rows do not decide."""
    cards = {card.id for card in evidence.claims()}
    named = [("evidence", card) for card in lesson.evidence]
    if lesson.grades:
        named += [(f"grades.{sentence.id}", sentence.card) for sentence in lesson.grades.sentences]
    for place, card in named:
        if card not in cards:
            yield place, f"'{card}'", "a claim card, CL01 to CL72", None
    rows = {row.id for row in evidence.targets()}
    for rival in lesson.rivals:
        for finding in (*rival.speaks_for, *rival.speaks_against):
            if finding.row not in rows:
                yield (
                    f"rivals.{rival.name}",
                    f"'{finding.row}'",
                    "a row of numbers, A01 to M07",
                    None,
                )
    if lesson.rows:
        try:
            lesson.rows.items()
        except ValueError as error:
            yield "rows", str(error), "one answer each, and checked numbers", None
        except KeyError as error:
            yield "rows", f"'{{{error.args[0]}}}'", "a number of 'rows.numbers'", None


def _gaps(lesson: Lesson) -> Iterator[Mistake]:
    """Yield gaps in texts for which there is no number that is known by then."""
    numbers = {number.name: number for number in lesson.numbers}
    before = {name: number for name, number in numbers.items() if number.of == "one_run"}
    main = {name: number for name, number in numbers.items() if number.of != "push"}
    yield from _unfilled("scene.found", lesson.scene.found, before)
    for place in ("predict", "observe"):
        yield from _unfilled(f"{place}.why", getattr(lesson, place).why, main)
    yield from _unfilled("explain.text", lesson.explain.text, main)
    for place in ("found", "why"):
        yield from _unfilled(f"push.{place}", getattr(lesson.push, place), numbers)
    for text in (*lesson.ending.case, *(check.why for check in lesson.checks)):
        yield from _unfilled("checks", text, numbers)
    for place, _, option in options(lesson):
        of_option = {number.name: number for number in option.numbers}
        yield from _unfilled(f"{place}.found", option.found, of_option)


def _unfilled(place: str, text: str, numbers: Mapping[str, Number]) -> Iterator[Mistake]:
    for gap in _GAP.findall(text):
        if gap not in numbers:
            yield place, f"'{{{gap}}}'", f"a number known by then: {listing(numbers)}", None
