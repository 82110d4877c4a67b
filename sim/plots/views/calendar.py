"""The calendar: doses, sessions, window and tests of every arm."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.phrases import listed
from sim.plots import words
from sim.plots.explanations import EXPLAIN
from sim.plots.panels.calendar import Calendar, Lane
from sim.plots.panels.picture import Picture
from sim.plots.views.gather import SHADED, Arms, doses_d, open_days, runs_of
from sim.result import Result


def calendar(arms: Arms) -> Picture:
    """Show what happens when, one lane for each arm."""
    runs = runs_of(arms)
    lanes = tuple(_lane(label, results) for label, results in runs.items())
    length_d = max(float(results[0].t_d[-1]) for results in runs.values())
    title = " ".join(_sentence(lane) for lane in lanes)
    return Picture(
        id="calendar",
        title="When doses, sessions and tests take place, and when the window is open.",
        what=f"{EXPLAIN['calendar'].what} {SHADED}",
        leaves_out=EXPLAIN["calendar"].leaves_out,
        panels=(Calendar(lanes, length_d),),
        alt=f"{title} The calendar has {length_d:g} model days.",
    )


def _lane(label: str, results: Sequence[Result]) -> Lane:
    first = results[0]
    share = np.mean([result.session_share for result in results], axis=0)
    return Lane(
        label=label,
        doses_d=doses_d(first),
        sessions=tuple(
            (float(day), float(part), pattern)
            for day, part, pattern in zip(first.session_d, share, practised(first), strict=True)
        ),
        window_d=first.t_d,
        window=np.mean([result.series["window"] for result in results], axis=0),
        open_d=open_days(results),
        tests_d=tuple(first.probe_d.tolist()),
    )


def practised(result: Result) -> tuple[str, ...]:
    """Return the pattern of each session of practice, in the order of `Result.session_d`."""
    step_d = result.scenario.time.step_h / 24.0
    acts = sorted(result.scenario.intervention, key=lambda act: act.name)
    sessions = [
        (round(session.start_d / step_d), session.pattern)
        for act in acts
        for session in act.sessions()
        if session.is_practice
    ]
    return tuple(pattern for _, pattern in sorted(sessions, key=lambda session: session[0]))


def _sentence(lane: Lane) -> str:
    """Return what happens in one lane, in words."""
    doses = listed([f"{day:g}" for day in lane.doses_d])
    parts = (
        [f"doses on days {doses}" if len(lane.doses_d) > 1 else f"a dose on day {doses}"]
        if doses
        else ["no dose"]
    )
    if lane.sessions:
        days = [day for day, _, _ in lane.sessions]
        patterns = listed(sorted({pattern for _, _, pattern in lane.sessions}))
        count = f"{len(days)} sessions" if len(days) > 1 else "1 session"
        parts.append(f"{count} of {patterns} on {words.days(days[0], days[-1])}")
    else:
        parts.append("no session")
    parts += [f"window open from day {first:.1f} to {last:.1f}" for first, last in lane.open_d]
    return f"{lane.label}: {', '.join(parts)}."
