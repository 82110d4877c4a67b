"""Handles: the parts of a plan that can be dragged, how far, and what a move changes.

A handle belongs to one parameter of one intervention. Its marks are the doses or the sessions that
move with it: a dose moves alone, sessions of one block move together, and their number can change.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from sim.interventions.base import Intervention
from sim.params import Leaf, walk
from sim.plots import words
from sim.scenario import Scenario

_DOSE_STEP_D = 0.5  # days of doses declare no step of their own
_WEEK_D = 7.0  # in a plan shorter than this a key moves by the step, otherwise by a day
_COUNTS = ("days", "doses")  # fields that hold how many marks a block has


def day_of(value: float) -> float:
    """Return a day as it is sent to the browser, without the noise of the last digits."""
    return round(float(value), 6)


def handles_of(resolved: Scenario) -> list[dict[str, Any]]:
    """Return the handles of one arm, as data that JSON can hold.

    Parameters
    ----------
    resolved : Scenario
        Of one arm, see `Scenario.for_arm`.

    Returns
    -------
    list of dict
        ``kind`` (dose, sessions or count), ``path``, ``act`` (the intervention), ``marks`` (doses
        or sessions), ``days`` of its marks, ``pattern``, ``value``, ``min``, ``max``, ``step`` of a
        pointer and ``key`` of an arrow key (days, or marks), ``every_d``, ``label``, and ``count``:
        the path that says how many there are, empty if none does.
    """
    return [
        handle for act in resolved.intervention for handle in _handles(act, resolved.time.length_d)
    ]


def handles_of_arms(scenario: Scenario, shown: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    """Return the handles of each shown arm; a value that arms share moves in all of them.

    ``shared`` holds the other shown arms that follow a handle. Its bounds are those of all arms
    that follow it, shown or not: an arm with more sessions leaves less room.
    """
    own = {arm.id: handles_of(scenario.for_arm(arm.id)) for arm in scenario.arm}
    return {
        arm.id: [_in_all(scenario, arm.id, handle, own) for handle in own[arm.id]]
        for arm in scenario.arm
        if arm.id in shown
    }


def _in_all(
    scenario: Scenario, arm: str, handle: dict[str, Any], own: Mapping[str, list[dict[str, Any]]]
) -> dict[str, Any]:
    """Return a handle with the arms that follow it and the bounds that fit all of them."""
    path = handle["path"]
    followers = [
        other.id
        for other in scenario.arm
        if handle["act"] in other.use and path not in dict(other.set)
    ]
    if arm not in followers:
        return handle | {"shared": []}
    # The scenario itself, without arms, must fit as well.
    same_by_arm = [
        [other for other in handles if other["path"] == path]
        for handles in (handles_of(scenario), *(own[follower] for follower in followers))
    ]
    now = max(handle["value"]) if handle["kind"] == "dose" else handle["value"]
    same = [other for handles in same_by_arm for other in handles]
    most = min(other["max"] for other in same)
    if handle["kind"] == "count" and not all(same_by_arm):
        most = now  # more of them would push on what follows them in another arm
    return handle | {
        "min": max(other["min"] for other in same),
        "max": max(now, most),
        "shared": [
            follower
            for follower in followers
            if follower != arm and any(other["path"] == path for other in own[follower])
        ],
    }


def _handles(act: Intervention, length_d: float) -> list[dict[str, Any]]:
    """Return a handle of all single doses, or one of a block and one of how many marks it has."""
    doses = [day_of(infusion.start_d) for infusion in act.infusions()]
    practice = [session for session in act.sessions() if session.is_practice]
    days = doses or [day_of(session.start_d) for session in practice]
    leaves = {leaf.path: leaf for leaf in walk(act)}
    if not days or not {"at_d", "start_d"} & leaves.keys():
        return []
    pattern = practice[0].pattern if practice else ""
    marks = {
        "act": act.name,
        "marks": "doses" if doses else "sessions",
        "days": days,
        "pattern": pattern,
    }
    room_d = length_d - act.last_d()  # how much later everything may be
    if "at_d" in leaves:
        return [marks | _single_doses(act, days, room_d, length_d)]
    counted = _field_of_count(leaves, len(days))
    every_d = day_of(getattr(act, "every_d", 1.0))
    block = marks | {"every_d": every_d, "count": f"{act.name}.{counted}" if counted else ""}
    name = "doses" if doses else "practice"
    label = words.PLAN[name].format(pattern=pattern)
    handles = [block | _start(act, leaves["start_d"], room_d, length_d) | {"label": label}]
    if counted:
        label = words.PLAN[f"{name}_count"].format(pattern=pattern)
        handles.append(
            block
            | _count(leaves[counted], len(days), room_d, every_d)
            | {"path": f"{act.name}.{counted}", "label": label}
        )
    return handles


def _single_doses(
    act: Intervention, days: list[float], room_d: float, length_d: float
) -> dict[str, Any]:
    last_d = max(days)
    return _limits(act, "at_d", 0.0, last_d + room_d, last_d, _DOSE_STEP_D, length_d) | {
        "kind": "dose",
        "value": days,
        "every_d": 0.0,
        "count": "",
        "label": words.PLAN["dose"],
    }


def _start(act: Intervention, leaf: Leaf, room_d: float, length_d: float) -> dict[str, Any]:
    start_d = day_of(act.start_d)
    low = 0.0 if leaf.low is None else leaf.low
    high = min(math.inf if leaf.high is None else leaf.high, start_d + room_d)
    step = float(leaf.step or _DOSE_STEP_D)
    limits = _limits(act, "start_d", low, high, start_d, step, length_d)
    return limits | {"kind": "sessions", "value": start_d}


def _count(leaf: Leaf, n_marks: int, room_d: float, every_d: float) -> dict[str, Any]:
    most = math.inf if leaf.high is None else leaf.high
    more = math.floor(room_d / every_d + 1e-9) if every_d > 0 else most
    return {
        "kind": "count",
        "value": n_marks,
        "min": 1,
        "max": int(max(n_marks, min(most, n_marks + more))),
        "step": 1,
        "key": 1,
    }


def _field_of_count(leaves: Mapping[str, Leaf], n_marks: int) -> str:
    """Return the field that says how many marks there are; empty if none does."""
    fields = (name for name in _COUNTS if name in leaves)
    return next(
        (
            name
            for name in fields
            if isinstance(leaves[name].value, int) and leaves[name].value == n_marks
        ),
        "",
    )


def _limits(
    act: Intervention, field: str, low: float, high: float, now: float, step: float, length_d: float
) -> dict[str, Any]:
    """Return path, bounds and steps of a parameter that is a day; the highest is a whole step."""
    highest = max(now, math.floor(high / step + 1e-9) * step)
    return {
        "path": f"{act.name}.{field}",
        "min": day_of(low),
        "max": day_of(highest),
        "step": step,
        "key": 1.0 if length_d >= _WEEK_D else step,
    }


def checked_move(calendar: Mapping[str, Any], sent: Any) -> dict[str, Any] | None:
    """Return what a browser asked for, in the types of the parameters; None if it makes no sense.

    Parameters
    ----------
    calendar : dict
        The calendar that was shown, see `sim.plots.player.plan.plan_calendar`.
    sent : any
        The message. A browser may send anything.

    Returns
    -------
    dict or None
        ``{arm, path, value}``: the value to give to a path; with ``remove`` true if the thing was
        deleted. ``{arm, path, open: True}``: show the control of this path.
    """
    if not isinstance(sent, Mapping):
        return None
    arms = [arm for arm in calendar["arms"] if arm["id"] == sent.get("arm")]
    handles = [
        handle for arm in arms for handle in arm["handles"] if handle["path"] == sent.get("path")
    ]
    if not calendar["editable"] or not handles:
        return None
    handle, asked = handles[0], {"arm": arms[0]["id"], "path": handles[0]["path"]}
    if sent.get("open") is True:
        return asked | {"open": True}
    is_removal = sent.get("remove") is True
    if is_removal and handle["kind"] != "dose":
        return (
            asked | {"path": handle["count"], "value": 0, "remove": True}
            if handle["count"]
            else None
        )
    value = _value(handle, sent.get("value"), is_removal)
    if value is None:
        return None
    return asked | {"value": value} | ({"remove": True} if is_removal else {})


def _value(handle: Mapping[str, Any], sent: Any, is_removal: bool) -> Any:
    if handle["kind"] == "dose":
        length = len(handle["value"]) - is_removal
        if not isinstance(sent, Sequence) or isinstance(sent, str) or len(sent) != length:
            return None
        days = [_number(handle, day) for day in sent]
        return None if None in days else tuple(sorted(days))
    number = _number(handle, sent)
    if number is None or handle["kind"] == "sessions":
        return number
    return int(number) if number == int(number) else None


def _number(handle: Mapping[str, Any], sent: Any) -> float | None:
    """Return a number within the bounds of a handle; None for anything else."""
    if isinstance(sent, bool) or not isinstance(sent, (int, float)):
        return None
    return day_of(sent) if handle["min"] <= sent <= handle["max"] else None
