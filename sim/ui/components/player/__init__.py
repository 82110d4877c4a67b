"""The calendar and the network player on the page: the same JavaScript that plays a replay file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from sim.plots.player.handles import checked_move
from sim.plots.player.scripts import script, style
from sim.ui import projector
from sim.ui.components.mount import component

_component = component(__name__, css=style(), js=script())


def player(
    data: Mapping[str, Any],
    *,
    key: str,
    on_move: Callable[[dict[str, Any]], None] | None = None,
    on_end: Callable[[], None] | None = None,
) -> None:
    """Show a plan and play runs.

    Parameters
    ----------
    data : dict
        From `player_data` or `replay_data` of `sim.plots.player.replay`, with further flags if
        wished (``named``, ``compact``, ``autoplay``, ``loops``). Nothing comes back while it plays.
    key : str
        Key of the widget.
    on_move : callable, optional
        Called before the next run of the script with what `checked_move` (in
        `sim.plots.player.handles`) made of a move in the calendar; without it the calendar
        cannot be changed.
    on_end : callable, optional
        Called before the next run of the script when the runs have played to their end.
    """
    if projector.is_on():
        data = {**data, "compact": True}  # notes and the key of the networks are left out
    # Every move is answered by a calendar that differs from the one before, even if nothing came of
    # it: then the browser puts back what it had moved.
    turn = f"{key} moves"
    calendar = {**data["calendar"], "turn": st.session_state.setdefault(turn, 0)}
    if on_move is None:
        calendar["editable"] = False

    def moved() -> None:
        st.session_state[turn] += 1
        sent = st.session_state[key].get("move")
        asked = checked_move(calendar, sent)
        if asked is not None and on_move is not None:
            on_move(asked)

    def ended() -> None:
        if on_end is not None and st.session_state[key].get("ended"):
            on_end()

    _component(
        data={**data, "calendar": calendar, "tells_end": on_end is not None},
        key=key,
        on_move_change=moved,
        on_ended_change=ended,
    )
