"""What a visitor has answered in a lesson. It is kept in the browser, so it counts as foreign."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

from sim.lessons import Lesson
from sim.ui.store import browser
from sim.ui.text import lesson_text

KEY = "lessons"
N_STEPS = len(lesson_text.STEPS)
SKIPPED = "-"  # stands for an answer that was declined
PUSH = ("holds", "holds_not")
MOST_LETTERS = 1000


@dataclass(frozen=True)
class Progress:
    """Answers of one lesson; empty where there is none yet.

    Attributes
    ----------
    step : int
        The furthest step that was reached, from 1.
    predict, confidence, observe, push, check1, check2, again : str
        Id of an answer, or `SKIPPED`.
    curve : tuple of float
        Heights that were drawn.
    explain, task : str
        What the visitor wrote.
    ticks : tuple of int
        Numbers of key ideas, from 0.
    prior : str
        ``case`` or ``task``: how the lesson ends.
    nudges : tuple of int
        The step in which each of those that help was opened, in their order.
    skips : int
        How many answers were declined.
    is_done : bool
    """

    step: int = 1
    predict: str = ""
    confidence: str = ""
    curve: tuple[float, ...] = ()
    observe: str = ""
    explain: str = ""
    compared: bool = False
    ticks: tuple[int, ...] = ()
    push: str = ""
    check1: str = ""
    check2: str = ""
    again: str = ""
    prior: str = ""
    task: str = ""
    nudges: tuple[int, ...] = ()
    skips: int = 0
    is_done: bool = False

    def allows(self, lesson: Lesson) -> int:
        """Return the last step that may be opened: nothing of the outcome before the prediction."""
        return self.step if self.predict else min(self.step, 2)


def of(lesson: Lesson) -> Progress:
    """Return what is kept of a lesson."""
    kept = browser.get(KEY, {})
    return read(lesson, kept.get(lesson.id) if isinstance(kept, dict) else None)


def is_done(id: str) -> bool | None:
    """Return whether a lesson was finished; None if it was not begun."""
    kept = browser.get(KEY, {})
    found = kept.get(id) if isinstance(kept, dict) else None
    return bool(found.get("is_done")) if isinstance(found, dict) else None


def change(lesson: Lesson, **values: Any) -> None:
    """Keep other answers of a lesson."""
    new = replace(of(lesson), **values)
    kept = browser.get(KEY, {})
    browser.put(KEY, {**(kept if isinstance(kept, dict) else {}), lesson.id: _plain(new)})


def begin_again(lesson: Lesson) -> None:
    """Forget the answers of a lesson."""
    kept = browser.get(KEY, {})
    if isinstance(kept, dict) and lesson.id in kept:
        browser.put(KEY, {**kept, lesson.id: _plain(Progress())})


def _plain(progress: Progress) -> dict[str, Any]:
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in asdict(progress).items()
    }


def read(lesson: Lesson, found: Any) -> Progress:
    """Return progress from what a browser holds; whatever does not fit the lesson is left out."""
    if not isinstance(found, dict):
        return Progress()

    def one_of(name: str, allowed: Any) -> str:
        value = found.get(name)
        return value if isinstance(value, str) and value in allowed else ""

    def whole(name: str, most: int) -> int:
        value = found.get(name)
        is_number = isinstance(value, int) and not isinstance(value, bool)
        return min(max(value, 0), most) if is_number else 0

    def text(name: str) -> str:
        value = found.get(name)
        return value[:MOST_LETTERS] if isinstance(value, str) else ""

    answers = {
        name: (*(one.id for one in question.options), SKIPPED)
        for name, question in (
            ("predict", lesson.predict),
            ("observe", lesson.observe),
            ("check1", lesson.checks[0]),
            ("check2", lesson.checks[1]),
            ("again", lesson.predict),
        )
    }
    ticks, opened = found.get("ticks"), found.get("nudges")
    ideas = range(len(lesson.explain.ideas))
    return Progress(
        step=max(whole("step", N_STEPS), 1),
        **{name: one_of(name, allowed) for name, allowed in answers.items()},
        confidence=one_of("confidence", lesson_text.CONFIDENCE),
        curve=_curve(lesson, found.get("curve")),
        explain=text("explain"),
        compared=found.get("compared") is True,
        ticks=tuple(one for one in ideas if one in ticks) if isinstance(ticks, list) else (),
        push=one_of("push", (*PUSH, SKIPPED)),
        prior=one_of("prior", lesson_text.PRIORS),
        task=text("task"),
        nudges=tuple(opened)
        if isinstance(opened, list)
        and len(opened) <= len(lesson.nudges)
        and all(one in range(1, N_STEPS + 1) for one in opened)
        else (),
        skips=whole("skips", 99),
        is_done=found.get("is_done") is True,
    )


def _curve(lesson: Lesson, found: Any) -> tuple[float, ...]:
    wanted = lesson.predict.curve
    if wanted is None or not isinstance(found, list) or len(found) != len(wanted.days):
        return ()
    if not all(
        isinstance(one, (int, float)) and not isinstance(one, bool) and 0.0 <= one <= 1.0
        for one in found
    ):
        return ()
    return tuple(map(float, found))
