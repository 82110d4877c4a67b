"""Lessons: a question, a prediction, runs that decide, and ideas that can be tried.

Texts and rules are data, one TOML file a lesson; `sim.lessons.judge` holds answers against runs.
"""

from __future__ import annotations

from sim.lessons.reading import catalogue, lessons, read_lesson
from sim.lessons.records import Curve, Lesson, Listing, Option, Question, Spec
from sim.lessons.runs import one_run, scenario_of, watched, whole

__all__ = [
    "Curve",
    "Lesson",
    "Listing",
    "Option",
    "Question",
    "Spec",
    "catalogue",
    "lessons",
    "one_run",
    "read_lesson",
    "scenario_of",
    "watched",
    "whole",
]
