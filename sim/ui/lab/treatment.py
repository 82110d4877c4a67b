"""The calendar and the playing networks, and what moving something in the calendar changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from sim.errors import ResultError
from sim.params import Leaf
from sim.plots.player.replay import player_data
from sim.scenario import Scenario, parameters
from sim.scenario.names import setting_name
from sim.ui import text
from sim.ui.components.number_box import number_box
from sim.ui.components.player import player
from sim.ui.lab import plan, widgets
from sim.ui.running.outcome import Outcome
from sim.ui.settings import session
from sim.ui.settings.presets import load
from sim.ui.settings.state import LinkOptions, Settings
from sim.ui.text import lab_text


def show(scenario: Scenario, settings: Settings, shown: Outcome | None, *, is_old: bool) -> None:
    """Draw calendar and networks; old results are faint, and the calendar shows the new plan."""
    first = {label: runs[0] for label, runs in shown.arms.items()} if shown else {}
    try:
        data, why = player_data(scenario, settings.arms, first, is_faint=is_old), ""
    except ResultError as error:  # such as networks of different size: the plan is drawn alone
        data, why = player_data(scenario, settings.arms, {}), str(error)
    _details(scenario, settings)  # above the calendar: below it they were out of sight
    data = data | {"named": True, "calendar": movable(data["calendar"], session.options())}
    player(data, key="player", on_move=_moved)
    if why:
        st.info(text.plain(why))


def movable(calendar: Mapping[str, Any], options: LinkOptions) -> dict[str, Any]:
    """Return a calendar in which only what the link leaves open has a handle.

    Without a handle nothing is dragged, moved by keys, deleted or opened, and a message about it is
    not taken. A block whose number of sessions is fixed can be moved and not deleted.
    """
    lanes = [
        lane
        | {
            "handles": [
                handle | {"count": handle["count"] if options.opens(handle["count"]) else ""}
                for handle in lane["handles"]
                if options.opens(handle["path"])
            ]
        }
        for lane in calendar["arms"]
    ]
    return {**calendar, "arms": lanes}


def _moved(move: Mapping[str, Any]) -> None:
    """Take over what was moved in the calendar; ``open`` shows its numbers instead."""
    settings = session.settings()
    arm, path = str(move["arm"]), str(move["path"])
    if move.get("open"):
        st.session_state["details"] = (arm, path)
        return
    session.change(plan.moved(settings, load(settings.preset), arm, path, move["value"]))


def _details(scenario: Scenario, settings: Settings) -> None:
    """Draw the numbers of what was opened in the calendar."""
    arm, path = st.session_state.get("details", ("", ""))
    if arm not in settings.arms or not session.options().opens(path):
        return
    base = load(settings.preset)
    leaf = {known.path: known for known in parameters(scenario.for_arm(arm))}.get(path)
    if leaf is None:
        return
    with st.container(border=True):
        st.markdown(
            lab_text.DETAILS_LEAD.format(
                what=text.plain(setting_name(base, path)),
                arm=text.plain(scenario.arm_names()[arm]),
            )
        )
        own = any(
            value is not None
            for _, value in plan.own_values(base, settings._replace(arms=(arm,)), path)
        )
        only_here = st.toggle(
            lab_text.ONLY_HERE, value=own, key=f"only {arm} {path}", help=lab_text.ONLY_HERE_HELP
        )
        _numbers(leaf, scenario, settings, base, arm, only_here)
        st.button(
            lab_text.CLOSE,
            key="close details",
            on_click=lambda: st.session_state.pop("details", None),
        )


def _numbers(
    leaf: Leaf, scenario: Scenario, settings: Settings, base: Scenario, arm: str, only_here: bool
) -> None:
    """Draw one box for a number, or one for each of a list of days."""

    def set_to(value: Any) -> None:
        session.change(
            plan.moved(session.settings(), base, arm, leaf.path, value, only_here=only_here)
        )

    if not isinstance(leaf.value, tuple):
        number_box(
            f"number {arm} {leaf.path}",
            widgets.name_with_unit(leaf, base),
            leaf.value,
            set_to,
            low=leaf.low,
            high=leaf.high,
            unit=leaf.unit,
            help=widgets.help_of(leaf, base),
        )
        return
    for place, day in enumerate(leaf.value):
        key = f"day {arm} {leaf.path} {place}"

        def take(day_d: float, place: int = place) -> None:
            days = list(leaf.value)
            days[place] = day_d
            set_to(tuple(sorted(days)))

        left, right = st.columns([3, 1], vertical_alignment="bottom")
        with left:
            number_box(
                key,
                lab_text.DAY_OF_DOSE.format(number=place + 1),
                float(day),
                take,
                low=0.0,
                high=scenario.time.length_d,
                unit="days",
            )
        right.button(
            lab_text.REMOVE,
            key=f"remove {key}",
            on_click=set_to,
            args=(tuple(dose_d for at, dose_d in enumerate(leaf.value) if at != place),),
        )
    later = min(max(leaf.value, default=1.0) + 2.0, scenario.time.length_d)
    st.button(
        lab_text.ADD_DOSE,
        key=f"add {arm} {leaf.path}",
        on_click=set_to,
        args=((*leaf.value, later),),
        disabled=later in leaf.value,
    )
