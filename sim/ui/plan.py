"""The plan of a scenario before it runs: what differs, how far a control may go, the calendar."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from sim.errors import ScenarioError
from sim.plots import CalendarView, Lane
from sim.scenario import Scenario, load, parameters
from sim.ui import text
from sim.ui.state import Settings, changed, scenario_of


def planned_calendar(scenario: Scenario, arms: tuple[str, ...]) -> CalendarView:
    """Return the calendar of some arms without window: doses, sessions and tests."""
    lanes, nothing = [], np.zeros(0)
    for arm in arms:
        resolved = scenario.for_arm(arm)
        acts = resolved.intervention
        lanes.append(Lane(
            label=text.arm_label(scenario, arm),
            doses_d=tuple(sorted(one.start_d for act in acts for one in act.infusions())),
            sessions=tuple(sorted((one.start_d, 0.0, one.pattern)
                                  for act in acts for one in act.sessions())),
            window_d=nothing, window=nothing, open_d=(),
            tests_d=tuple(resolved.time.test_days),
        ))
    words = " ".join(f"{lane.label}: {len(lane.doses_d)} dose, {len(lane.sessions)} sessions."
                     for lane in lanes)
    return CalendarView(id="calendar", title=text.CALENDAR_PLANNED, what="", leaves_out="",
                        lanes=tuple(lanes), length_d=scenario.time.length_d,
                        alt=f"{text.CALENDAR_PLANNED} {words}")


@lru_cache(maxsize=512)
def highest(settings: Settings, path: str, low: float, high: float, step: float) -> float:
    """Return the highest value, ``low`` plus whole steps, that gives a scenario that can run.

    The length of a scenario limits its sessions, and which of them is last depends on arms.
    """
    base = load(settings.preset)

    def fits(value: float) -> bool:
        try:
            scenario_of(changed(settings, base, {path: value}))
        except ScenarioError:
            return False
        return True

    if fits(high):
        return high
    kind = type(low)
    good, bad = 0, int((high - low) / step) + 1  # in steps above low
    while bad - good > 1:
        middle = (good + bad) // 2
        if fits(kind(round(low + middle * step, 6))):
            good = middle
        else:
            bad = middle
    return kind(round(low + good * step, 6))


def difference(scenario: Scenario, arms: tuple[str, ...]) -> str:
    """Return the sentence that names what differs between two arms; empty for one arm."""
    if len(arms) < 2:
        return ""
    first, second = (scenario.for_arm(arm) for arm in arms)
    parts, names = [], [{act.name for act in one.intervention} for one in (first, second)]
    for name in sorted(names[0] ^ names[1]):
        which = text.arm_label(scenario, arms[0] if name in names[0] else arms[1])
        parts.append(text.only_in(name, which))
    values = [{leaf.path: leaf for leaf in parameters(one)} for one in (first, second)]
    for path in values[0].keys() & values[1].keys():
        one, other = values[0][path], values[1][path]
        if one.value != other.value:
            name = text.CONTROLS.get(path, ("", path))[1]
            parts.append(text.contrast(name, text.with_unit(one.value, one.unit),
                                       text.with_unit(other.value, other.unit)))
    return text.differ(sorted(parts))


def own_values(scenario: Scenario, arms: tuple[str, ...], path: str) -> list[tuple[str, Any]]:
    """Return label and own value of the arms that do not follow a control.

    The value is None where an arm does not use the intervention of the control at all.
    """
    found: list[tuple[str, Any]] = []
    acts = {act.name for act in scenario.intervention}
    for arm in scenario.arm:
        if arm.id not in arms:
            continue
        owner, label = path.partition(".")[0], text.arm_label(scenario, arm.id)
        if owner in acts and owner not in arm.use:
            found.append((label, None))
        elif path in dict(arm.set):
            found.append((label, dict(arm.set)[path]))
    return found
