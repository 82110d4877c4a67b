"""Plans of 40, 50 and 90 minutes, filled with the questions of a lesson."""

from __future__ import annotations

from typing import NamedTuple

from sim.lessons import Lesson


class Row(NamedTuple):
    """What happens in some minutes of a lesson."""

    minutes: int
    teacher: str
    pupils: str
    screen: str


class Timed(NamedTuple):
    """A row with its minutes as they are printed, such as ``3 to 8``."""

    when: str
    row: Row


def plans(lesson: Lesson) -> dict[int, list[Timed]]:
    """Return the plans of a lesson by their length in minutes."""
    rows = {40: _forty(lesson), 50: _fifty(lesson), 90: _ninety(lesson)}
    return {minutes: _timed(of_plan) for minutes, of_plan in rows.items()}


def _timed(rows: list[Row]) -> list[Timed]:
    timed, start = [], 0
    for row in rows:
        timed.append(Timed(f"{start} to {start + row.minutes}", row))
        start += row.minutes
    return timed


def _opening(minutes: int) -> Row:
    return Row(minutes, "reads the content note; “a toy, not people”", "listen", "none")


def _play(lesson: Lesson, minutes: int) -> Row:
    return Row(minutes, "says nothing more", "play freely", f"{lesson.id}, link “Play first”")


def _forty(lesson: Lesson) -> list[Row]:
    id = lesson.id
    return [
        _opening(3),
        _play(lesson, 4),
        Row(
            7,
            f"reads the scene, asks: {lesson.predict.question}",
            "guess alone, say how sure; then hands up",
            f"{id}, steps 1 and 2; worksheet 1 and 2",
        ),
        Row(
            8,
            f"starts the run; “what do you see?” Then: {lesson.observe.question}",
            "describe first, then answer",
            f"{id}, steps 3 and 4; worksheet 3",
        ),
        Row(6, lesson.explain.prompt, "write, read to a neighbour", f"{id}, step 5; worksheet 4"),
        Row(
            6,
            f"{lesson.push.text} {lesson.push.question}",
            "guess, run, compare",
            f"{id}, step 6; worksheet 5",
        ),
        Row(4, "asks both checks", "choose an idea, try it", f"{id}, step 7; worksheet 6"),
        Row(2, "asks for one limit of the model", "write it, hand in", "worksheet 7"),
    ]


def _fifty(lesson: Lesson) -> list[Row]:
    id = lesson.id
    return [
        _opening(3),
        _play(lesson, 5),
        Row(2, "asks: what did you notice?", "two findings go on the wall", "none"),
        Row(
            4,
            f"opens a room on the class board, asks: {lesson.predict.question}",
            "join by QR code or four letters, guess, say how sure",
            "Class board, guesses hidden",
        ),
        Row(
            4,
            "shows the guesses, settles nothing; presses “Guess again”: “convince each other”",
            "talk in pairs, may change",
            "Class board, both histograms",
        ),
        Row(
            8,
            "presses “Share arms out”: each device takes one arm",
            "run a seed of their own, note it",
            "Class board, each device is one run",
        ),
        Row(
            5,
            f"“what do you see?”, presses “Reveal”. Then: {lesson.observe.question}",
            "describe first, then answer",
            "Class board, dots and band; worksheet 3",
        ),
        Row(6, lesson.explain.prompt, "write, compare key ideas", f"{id}, step 5; worksheet 4"),
        Row(
            6,
            f"{lesson.push.text} {lesson.push.question}",
            "guess, run, compare",
            f"{id}, step 6; worksheet 5",
        ),
        Row(5, "asks both checks", "choose an idea, try it", f"{id}, step 7; worksheet 6"),
        Row(
            2,
            "ends the room, asks for one limit, collects",
            "write it, hand in",
            "worksheet 7, or the hand-in of step 7",
        ),
    ]


def _ninety(lesson: Lesson) -> list[Row]:
    id = lesson.id
    return [
        _opening(3),
        _play(lesson, 8),
        Row(4, "asks: what did you notice?", "findings go on the wall", "none"),
        Row(
            7,
            f"reads the scene, asks: {lesson.predict.question}",
            "guess alone, say how sure",
            f"{id}, steps 1 and 2, or class board; worksheet 1 and 2",
        ),
        Row(6, "counts guesses, settles nothing", "talk in pairs, may change", "none"),
        Row(
            14,
            f"starts the run; “what do you see?” Then: {lesson.observe.question}",
            "describe first, then answer; each pair one more seed in the Lab",
            f"{id}, steps 3 and 4; worksheet 3",
        ),
        Row(
            12,
            lesson.explain.prompt,
            "write, swap sentences, tick key ideas in the other's",
            f"{id}, step 5; worksheet 4",
        ),
        Row(
            12,
            f"{lesson.push.text} {lesson.push.question}",
            "guess, run, compare; say why in pairs",
            f"{id}, step 6; worksheet 5",
        ),
        Row(
            10,
            "asks both checks; each idea is tried by somebody",
            "run an idea, tell the class what it showed",
            f"{id}, step 7; worksheet 6",
        ),
        Row(
            8,
            f"shows the claim cards {', '.join(lesson.evidence)}: who was studied, how good is it?",
            "name what the toy cannot tell",
            "Learn, claims; worksheet 8" if lesson.exercises else "Learn, claims",
        ),
        Row(6, f"gives the task: {lesson.ending.task}", "write", "paper"),
    ]
