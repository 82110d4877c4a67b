"""A curve that the visitor draws: six points, by pointer or arrow keys; nothing moves by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any

import streamlit as st
from pydantic import Field, TypeAdapter, ValidationError

from sim.plots import style
from sim.ui.components import charts
from sim.ui.components.mount import component
from sim.ui.text import lesson_text

_HEIGHTS = TypeAdapter(list[Annotated[float, Field(strict=True, allow_inf_nan=False)]])

_component = component(__name__)


def curve(
    days: Sequence[float],
    values: Sequence[float] | None,
    *,
    label: str,
    key: str,
    point: str = lesson_text.CURVE["point"],
    on_change: Callable[[tuple[float, ...]], None],
    start: float = 0.1,
    is_locked: bool = False,
) -> None:
    """Draw the curve.

    Parameters
    ----------
    days : (n,) sequence of float
        Where the points stand.
    values : (n,) sequence of float or None
        Heights, 0 to 1; None: a flat curve at ``start``.
    label : str
        What is drawn, for readers who do not see it.
    key : str
        Key of the widget.
    point : str
        What the height of a point is, for readers who do not see it; its day follows.
    on_change : callable
        Called before the next run of the script with the heights, when a point was let go.
    start : float
        Height of the flat curve.
    is_locked : bool
        Whether it can no longer be changed.
    """

    def moved() -> None:
        drawn = checked(st.session_state[key].get("curve"), len(days))
        if drawn is not None and not is_locked:
            on_change(drawn)

    _component(
        data={
            "days": [round(float(day), 3) for day in days],
            "values": list(values) if values else [start] * len(days),
            "start": start,
            "locked": is_locked,
            "colour": style.on(style.B, dark=charts.is_dark()),
            "words": {**lesson_text.CURVE, "label": label, "point": point},
        },
        key=key,
        on_curve_change=moved,
    )


def checked(sent: Any, count: int) -> tuple[float, ...] | None:
    """Return heights that a browser has sent, within 0 to 1; None for anything else."""
    try:
        heights = _HEIGHTS.validate_python(sent)
    except ValidationError:
        return None
    if len(heights) != count:
        return None
    return tuple(min(1.0, max(0.0, height)) for height in heights)
