"""Lessons: a question, a prediction, runs that decide, and ideas that can be tried.

Texts and rules are data, one TOML file a lesson; `sim.lessons.judge` holds answers against runs.
"""

from __future__ import annotations

from sim.lessons.exercises import GradeExercise, Item, RowExercise
from sim.lessons.reading import lessons, read_lesson
from sim.lessons.records import Curve, Lesson, Option, Question, Spec
from sim.lessons.runs import one_run, scenario_of, watched, whole

__all__ = [
    "Curve",
    "GradeExercise",
    "Item",
    "Lesson",
    "Option",
    "Question",
    "RowExercise",
    "Spec",
    "lessons",
    "one_run",
    "read_lesson",
    "scenario_of",
    "watched",
    "whole",
]
