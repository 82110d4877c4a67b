"""Lessons: the list, and the runner of one lesson."""

from __future__ import annotations

from sim.lessons import lessons
from sim.ui.lesson import cards, frame
from sim.ui.settings import session


def show() -> None:
    """Draw the page."""
    id, step = session.lesson()
    if id in lessons():
        frame.show(lessons()[id], step)
    else:
        cards.show(is_unknown=bool(id))
