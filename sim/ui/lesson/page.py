"""Lessons: the list, and the runner of one lesson."""

from __future__ import annotations

from sim.lessons import lessons
from sim.ui.lesson import address, cards, frame
from sim.ui.running import panel


def show() -> None:
    """Draw the page."""
    panel.begin()
    id, step = address.lesson_and_step()
    if id in lessons():
        frame.show(lessons()[id], step)
    else:
        cards.show(is_unknown=bool(id))
