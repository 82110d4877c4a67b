"""Start: a stored run, a guess, what came of it, and one step into the Lab."""

from __future__ import annotations

from sim.ui.start import steps, story


def show() -> None:
    """Draw the page."""
    steps.headline()
    if not story.is_there():
        steps.without_runs()
        steps.doors()
        return
    steps.draw()
    if steps.step() == "result":
        steps.doors()
