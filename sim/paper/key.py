"""The answers of a lesson, as the runs give them: which ideas fit, and the numbers of texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import numpy as np

from sim.lessons import Lesson, Question, Spec, judge, one_run, rules, scenario_of, whole
from sim.measures import by_name
from sim.paper import paper_words as words
from sim.result import Result
from sim.runs import Task


class Answer(NamedTuple):
    """One answer to a question, whether it fits the runs, and what these show about it."""

    text: str
    fits: bool
    finding: str


class Asked(NamedTuple):
    """A question with all its answers, and what is said afterwards.

    ``sources`` holds the ids of cards or rows of evidence that decide; empty: the runs do.
    """

    name: str
    question: str
    answers: list[Answer]
    why: str
    sources: tuple[str, ...] = ()

    def feedback(self, answer: Answer) -> str:
        """Return what is said to somebody who chose an answer."""
        if not self.sources:
            return words.of_runs(fits=answer.fits, finding=answer.finding, why=self.why)
        fitting = [each.text for each in self.answers if each.fits]
        return words.of_evidence(
            fits=answer.fits, fitting=fitting, why=self.why, sources=self.sources
        )


class Key(NamedTuple):
    """Everything that a teacher needs to look through the work of a class.

    ``flips`` tells whether the statement of the contrast holds in the main run, and in the
    contrast; ``numbers`` holds (what it is, its value with the range over seeds).
    """

    lesson: Lesson
    n_seeds: int
    predict: Asked
    observe: Asked
    checks: list[Asked]
    exercises: list[Asked]
    explanation: str
    flips: tuple[bool, bool]
    contrast: str
    case: list[str]
    numbers: list[tuple[str, str]]


def specs_of(lesson: Lesson) -> tuple[Spec, ...]:
    """Return the runs that a key needs, each once: the main run first."""
    questions = (lesson.predict, lesson.observe, *lesson.checks)
    ideas = [whole(lesson, option.run) for asked in questions for option in asked.options]
    push = whole(lesson, lesson.push.run)
    return tuple(dict.fromkeys((whole(lesson), one_run(lesson), push, *ideas)))


def tasks_of(spec: Spec) -> list[Task]:
    """Return the runs of a specification, seed by seed."""
    scenario = scenario_of(spec)
    return [
        Task(scenario, arm, spec.seed + number) for number in range(spec.seeds) for arm in spec.arms
    ]


def by_spec(lesson: Lesson, results: Iterable[Result]) -> dict[Spec, rules.Runs]:
    """Return results by specification and arm; they come in the order of the tasks of all."""
    ordered = iter(results)
    runs: dict[Spec, rules.Runs] = {}
    for spec in specs_of(lesson):
        of_spec = [next(ordered) for _ in tasks_of(spec)]
        runs[spec] = {arm: [run for run in of_spec if run.arm == arm] for arm in spec.arms}
    return runs


def key_of(lesson: Lesson, runs: Mapping[Spec, rules.Runs]) -> Key:
    """Return the answers of a lesson.

    Parameters
    ----------
    lesson : Lesson
    runs : mapping of Spec to runs
        Of every specification in `specs_of`.
    """
    main, push = runs[whole(lesson)], runs[whole(lesson, lesson.push.run)]
    numbers = judge.numbers(
        lesson.numbers, {"main": main, "push": push, "one_run": runs[one_run(lesson)]}
    )

    def of(name: str, question: Question) -> Asked:
        return asked(lesson, name, question, runs, numbers)

    return Key(
        lesson=lesson,
        n_seeds=whole(lesson).seeds,
        predict=of(words.KEY_PREDICT, lesson.predict),
        observe=of(words.KEY_OBSERVE, lesson.observe),
        checks=[
            of(words.KEY_CHECK.format(number=number), check)
            for number, check in enumerate(lesson.checks, start=1)
        ],
        exercises=exercises_of(lesson),
        explanation=judge.fill(lesson.explain.text, numbers),
        flips=judge.flips(lesson, main, push),
        contrast=judge.fill(f"{lesson.push.found} {lesson.push.why}", numbers),
        case=[judge.fill(step, numbers) for step in lesson.ending.case],
        numbers=list(ranges(lesson, main)),
    )


def asked(
    lesson: Lesson,
    name: str,
    question: Question,
    runs: Mapping[Spec, rules.Runs],
    numbers: Mapping[str, str],
) -> Asked:
    """Return a question of a lesson with its answers, each held against the runs it is about.

    Parameters
    ----------
    lesson : Lesson
    name : str
        Heading.
    question : Question
    runs : mapping of Spec to runs
        Of the main run, and of every idea among the answers that has a run of its own.
    numbers : mapping of str to str
        Numbers that the question's explanation names; those not there yet become ``…``.
    """
    answers = [
        Answer(
            option.text,
            judge.fits(option, of_option),
            judge.finding(option, of_option) if option.found or option.run else "",
        )
        for option in question.options
        for of_option in (runs[whole(lesson, option.run)],)
    ]
    return Asked(name, question.question, answers, judge.fill(question.why, numbers))


def exercises_of(lesson: Lesson) -> list[Asked]:
    """Return what the exercises of a lesson ask, with the answers that the evidence gives."""
    return [
        Asked(
            exercise.title,
            item.asked,
            [Answer(choice, id == item.answer, "") for id, choice in item.choices.items()],
            item.why,
            item.sources,
        )
        for exercise in lesson.exercises
        for item in exercise.items()
    ]


def ranges(lesson: Lesson, runs: rules.Runs) -> Iterator[tuple[str, str]]:
    """Yield each number of the main run: what it is, and its value with the range over seeds."""
    spec = whole(lesson)
    scenario = scenario_of(spec)
    labels = {arm: scenario.arm_names()[arm] for arm in spec.arms}
    for number in lesson.numbers:
        every = rules.values_of(number, runs) if number.of == "main" else np.zeros(0)
        every = every[np.isfinite(every)]
        if every.size:
            arms = [labels.get(arm, arm) for arm in (number.arm, number.against) if arm]
            yield (
                words.number(by_name(number.measure).label, arms, number.day),
                words.spread(
                    rules.shown(number, runs),
                    _as_shown(number, every.min()),
                    _as_shown(number, every.max()),
                ),
            )


def _as_shown(number: rules.Number, value: float) -> str:
    """Return the value of one seed, written like the number over all seeds."""
    return f"{round(100.0 * value)} %" if number.shown == "percent" else f"{value:.3g}"
