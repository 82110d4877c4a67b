"""What a lesson plays before its question: one network on day 0, and the plan of what follows."""

from __future__ import annotations

from typing import Any

from sim import stored
from sim.lessons import Lesson, scenario_of, watched, whole
from sim.plots.player.plan import plan_calendar
from sim.plots.player.replay import first_test, replay_data


def opening(lesson: Lesson) -> dict[str, Any] | None:
    """Return data of the player; None if the run of the scene does not ship with its spikes.

    Of what comes of the plan nothing is in it.
    """
    spec = watched(lesson)
    if spec is None:
        return None
    scenario, (arm,) = scenario_of(spec), spec.arms
    run = stored.get(scenario.fingerprint(arm, spec.seed))
    if run is None or not run.has_spikes:
        return None
    labels = {arm.id: arm.label for arm in scenario.arm}
    shown = whole(lesson) if lesson.scene.picture == "plan" else spec
    calendar = plan_calendar(scenario_of(shown), shown.arms, editable=False)
    played = replay_data(scenario, {labels[arm]: run})
    return first_test(played, calendar) | {"compact": True, "autoplay": True}
