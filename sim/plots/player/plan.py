"""The plan: what is to happen in each arm, as data for the calendar in the browser.

Doses, sessions and tests follow from the scenario, drug level and block from its equations. The
window follows from spikes: before a run it can only be expected from the last one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from sim.model.absorption import drawn
from sim.model.drug import level_ng_per_ml
from sim.model.subjects import as_subject
from sim.model.unblocking import blocks_over_time
from sim.plots.player.handles import day_of, handles_of_arms
from sim.plots.views.gather import MOST_POINTS, OPEN_LEAST, doses_d, from_calendar
from sim.result import Result
from sim.scenario import Scenario

_HOURS = np.arange(0.0, 24.25, 0.25)  # after the first dose, of the magnifier
_OPENING_D, _FINE_D, _COARSE = 2.0, 1.0 / 24.0, 120  # grid of the course of one window


def plan_calendar(
    scenario: Scenario,
    arms: Sequence[str],
    results: Mapping[str, Result] | None = None,
    *,
    editable: bool = True,
) -> dict[str, Any]:
    """Return the calendar of a plan, as data that JSON can hold.

    Parameters
    ----------
    scenario : Scenario
        With the settings as they are now.
    arms : sequence of str
        Ids of the arms shown, one lane each.
    results : mapping of label to Result, optional
        The last runs, perhaps of other settings: one seed of each arm. They lend the window.
    editable : bool
        Whether things can be moved.

    Returns
    -------
    dict
        ``length_d``, ``open_least``, ``editable``, ``arms``; what an arm holds stands in
        ``mount.js``.
    """
    runs = tuple((results or {}).values())
    labels = scenario.arm_names()
    run_of_arm = {run.arm: run for run in runs}
    resolved = {arm: scenario.for_arm(arm) for arm in arms}
    handles = handles_of_arms(scenario, arms) if editable else {}
    return {
        "length_d": max(scenario_of_arm.time.length_d for scenario_of_arm in resolved.values()),
        "open_least": OPEN_LEAST,
        "editable": editable,
        "arms": [
            _lane(arm, labels[arm], scenario_of_arm, run_of_arm.get(arm), runs)
            | {"handles": handles.get(arm, [])}
            for arm, scenario_of_arm in resolved.items()
        ],
    }


def run_calendar(runs: Mapping[str, Result]) -> dict[str, Any]:
    """Return the calendar of what was run, which cannot be moved; see `plan_calendar`."""
    return {
        "length_d": max(run.scenario.time.length_d for run in runs.values()),
        "open_least": OPEN_LEAST,
        "editable": False,
        "arms": [
            _lane(f"{place} {run.arm}", label, run.scenario, run, (run,)) | {"handles": []}
            for place, (label, run) in enumerate(runs.items())
        ],
    }


def _lane(
    arm: str, label: str, resolved: Scenario, own: Result | None, runs: Sequence[Result]
) -> dict[str, Any]:
    acts = resolved.intervention
    doses = sorted(day_of(infusion.start_d) for act in acts for infusion in act.infusions())
    practice = sorted(
        (session for act in acts for session in act.sessions() if session.is_practice),
        key=lambda session: session.start_d,
    )
    is_run = own is not None and (
        own.scenario is resolved
        or own.provenance.fingerprint == resolved.fingerprint(None, own.seed)
    )
    course = _course(own, runs)
    t_d, window = _window(doses, resolved.time.length_d, own, course, is_run=is_run)
    return {
        "id": arm,
        "label": label,
        "doses_d": doses,
        "sessions": [
            {"day": day_of(session.start_d), "pattern": session.pattern} for session in practice
        ],
        "stress_d": [[act.from_d, act.to_d] for act in acts if act.kind == "stress"],
        "erased_d": sorted(day_of(erasure.at_d) for act in acts for erasure in act.erasures()),
        "tests_d": [day_of(day) for day in resolved.time.test_days],
        "window_t_d": _short(t_d, 3),
        "window": _short(window, 3),
        "expected": not is_run,
        "course": course and {"t_d": _short(course[0], 3), "window": _short(course[1], 3)},
        "hours": _first_day(resolved, doses, own if is_run else None, course),
    }


def _short(values: np.ndarray, digits: int) -> list[float]:
    return np.round(values, digits).tolist()


def _course(own: Result | None, runs: Sequence[Result]) -> tuple[np.ndarray, np.ndarray] | None:
    """Return the window after one dose, from the arm's own last run or from that of another arm.

    Days since the dose (n,) and window (n,). Where a second dose follows in that run, and after
    its end, the window closes at its own pace. None if no run had a dose.
    """
    donor = next((run for run in (own, *runs) if run is not None and doses_d(run)), None)
    if donor is None:
        return None
    first_d, *later = sorted(set(doses_d(donor)))
    end_d = min([*later, float(donor.t_d[-1])]) - first_d
    longest_d = max(_OPENING_D, float(donor.t_d[-1]))
    since_d = np.union1d(
        np.arange(0.0, _OPENING_D, _FINE_D), np.linspace(_OPENING_D, longest_d, _COARSE)
    )
    shown_d = np.minimum(since_d, end_d)
    window = np.interp(first_d + shown_d, donor.t_d, donor.series["window"])
    close_d = donor.scenario.window.tau_close_h / 24.0
    return since_d, window * np.exp(-(since_d - shown_d) / close_d)


def expected_window(
    t_d: np.ndarray, doses: Sequence[float], course: tuple[np.ndarray, np.ndarray]
) -> np.ndarray:
    """Return the window that doses on other days would open: the largest where they overlap.

    Parameters
    ----------
    t_d : (T,) array, days
    doses : sequence of float, days
    course : two (n,) arrays
        Days since a dose, and how far it opens the window then.

    Returns
    -------
    (T,) array, 0 to 1
    """
    opened = [np.where(t_d < day, 0.0, np.interp(t_d - day, *course)) for day in doses]
    return np.max(opened, axis=0) if opened else np.zeros(np.shape(t_d))


def _window(
    doses: Sequence[float],
    length_d: float,
    own: Result | None,
    course: tuple[np.ndarray, np.ndarray] | None,
    *,
    is_run: bool,
) -> tuple[np.ndarray, np.ndarray]:
    """Return days and window of a lane: as it was run, as expected, or nothing."""
    # What opens a window without a dose is no dose that could be moved: it stays as it was.
    if own is not None and (is_run or not (doses or doses_d(own))):
        t_d, (window,) = from_calendar((own,), "window")
        return t_d, window
    if course is None or not doses:
        return np.zeros(0), np.zeros(0)
    t_d = np.linspace(0.0, length_d, MOST_POINTS)
    return t_d, expected_window(t_d, doses, course)


def _first_day(
    resolved: Scenario,
    doses: Sequence[float],
    run: Result | None,
    course: tuple[np.ndarray, np.ndarray] | None,
) -> dict[str, Any] | None:
    """Return level, block and window in the first day after the first dose; None without one."""
    if not doses:
        return None
    infusions = [infusion for act in resolved.intervention for infusion in act.infusions()]
    at_d, window = doses[0] + _HOURS / 24.0, None
    if run is not None:  # with the draws of that run; a plan shows the typical dose
        infusions, resolved = drawn(infusions, run.seed), as_subject(resolved, run.seed)
        window = np.interp(at_d, run.t_d, run.series["window"])
    elif course is not None:
        window = expected_window(at_d, doses, course)
    level = level_ng_per_ml(resolved.drug, infusions, at_d)
    has_nmda = float(resolved.synapse.has_nmda)
    exc, inh = (has_nmda * block for block in blocks_over_time(resolved.drug, infusions, at_d))
    return {
        "h": _HOURS.tolist(),
        "level": _short(level, 1),
        "block_inh": _short(inh, 3),
        "block_exc": _short(exc, 3),
        "window": None if window is None else _short(window, 3),
    }
