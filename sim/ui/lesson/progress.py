"""Answers of a visitor, lesson by lesson, stored in the browser."""

from __future__ import annotations

from typing import Any

from sim.lessons import Lesson, lesson_words
from sim.ui.store import browser
from sim.ui.store.records import Progress
from sim.ui.text import lesson_text

N_STEPS = len(lesson_words.STEPS)
SKIPPED = "-"  # stands for an answer that was declined
PUSH = ("holds", "holds_not")


def last_step(lesson: Lesson) -> int:
    """Return the last step that may be opened: nothing of the outcome before the prediction."""
    answers = of(lesson)
    return answers.step if answers.predict else min(answers.step, 2)


def of(lesson: Lesson) -> Progress:
    """Return the answers of a lesson."""
    stored = browser.get(Progress, lesson.id)
    return Progress() if stored is None else fitting(lesson, stored)


def is_done(id: str) -> bool | None:
    """Return whether a lesson was finished; None if it was not begun."""
    stored = browser.get(Progress, id)
    return None if stored is None else stored.is_done


def change(lesson: Lesson, **answers: Any) -> None:
    """Store other answers of a lesson."""
    browser.put(lesson.id, of(lesson).model_copy(update=answers))


def begin_again(lesson: Lesson) -> None:
    """Forget the answers of a lesson."""
    if browser.get(Progress, lesson.id) is not None:
        browser.put(lesson.id, Progress())


def fitting(lesson: Lesson, stored: Progress) -> Progress:
    """Return the answers that the lesson has room for: it may have changed since they were given.

    Parameters
    ----------
    lesson : Lesson
    stored : Progress
        As it comes from the browser.
    """
    questions = {
        "predict": lesson.predict,
        "observe": lesson.observe,
        "check1": lesson.checks[0],
        "check2": lesson.checks[1],
        "again": lesson.predict,
    }
    allowed = {
        name: (*(option.id for option in question.options), SKIPPED)
        for name, question in questions.items()
    } | {
        "confidence": lesson_text.CONFIDENCE,
        "push": (*PUSH, SKIPPED),
        "prior": lesson_text.PRIORS,
    }
    asked = {item.id: item.choices for each in lesson.exercises for item in each.items()}
    n_points = len(lesson.predict.curve.days) if lesson.predict.curve else 0
    steps = range(1, N_STEPS + 1)
    n_nudges = len(lesson.nudges) if all(step in steps for step in stored.nudges) else 0
    return stored.model_copy(
        update={
            **{name: "" for name, ids in allowed.items() if getattr(stored, name) not in ids},
            "step": min(stored.step, N_STEPS),
            "curve": stored.curve if len(stored.curve) == n_points else (),
            "ticks": tuple(
                idea for idea in range(len(lesson.explain.ideas)) if idea in stored.ticks
            ),
            "exercises": tuple(
                (item, answer) for item, answer in stored.exercises if answer in asked.get(item, ())
            ),
            "nudges": stored.nudges if len(stored.nudges) <= n_nudges else (),
        }
    )
