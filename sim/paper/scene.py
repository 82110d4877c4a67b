"""The picture of a lesson's first scene, for paper: the plan of its arms. No run is in it."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.lessons import Lesson, scenario_of, whole
from sim.phrases import listed, plural
from sim.plots.figure.draw import to_svg
from sim.plots.panels.calendar import Calendar, Lane
from sim.plots.panels.picture import Picture
from sim.plots.player.plan import plan_calendar


def scene_picture(lesson: Lesson) -> Picture:
    """Return the plan of the main run: doses, sessions and tests of each arm, no window."""
    spec = whole(lesson)
    plan = plan_calendar(scenario_of(spec), spec.arms, editable=False)
    title = " ".join(_sentence(arm) for arm in plan["arms"])
    lanes = tuple(_lane(arm) for arm in plan["arms"])
    return Picture(
        id="plan",
        title=title,
        what="What is to happen in each network, on which model day.",
        leaves_out="What comes of it.",
        panels=(Calendar(lanes, plan["length_d"]),),
        alt=f"{title} The plan has {plan['length_d']:g} model days.",
    )


def scene_svg(lesson: Lesson) -> str:
    """Return the picture as SVG, to stand inside a page."""
    picture = scene_picture(lesson)
    lanes = len(picture.panels[0].lanes)
    return to_svg(picture, width_in=7.0, height_in=1.75 + 0.32 * lanes)


def _lane(arm: dict[str, Any]) -> Lane:
    return Lane(
        label=arm["label"],
        doses_d=tuple(arm["doses_d"]),
        sessions=tuple((session["day"], 1.0, session["pattern"]) for session in arm["sessions"]),
        window_d=np.zeros(0),
        window=np.zeros(0),
        open_d=(),
        tests_d=tuple(arm["tests_d"]),
    )


def _sentence(arm: dict[str, Any]) -> str:
    """Return what is planned for one arm, in words."""
    parts = []
    if arm["stress_d"]:
        spans = [f"{first:g} to {last:g}" for first, last in arm["stress_d"]]
        parts.append(f"stress on days {listed(spans)}")
    if arm["doses_d"]:
        parts.append(f"dose on day {listed([f'{day:.4g}' for day in arm['doses_d']])}")
    if arm["erased_d"]:
        parts.append(f"eraser on day {listed([f'{day:.4g}' for day in arm['erased_d']])}")
    if arm["sessions"]:
        days = [session["day"] for session in arm["sessions"]]
        patterns = listed(sorted({session["pattern"] for session in arm["sessions"]}))
        count = plural(len(days), "session")
        parts.append(f"{count} of {patterns} from day {min(days):.3g} to {max(days):.3g}")
    return f"{arm['label']}: {', '.join(parts) or 'rest and tests'}."
