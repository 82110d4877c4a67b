"""The calendar in a printed figure."""

from __future__ import annotations

import textwrap

import numpy as np
from matplotlib.axes import Axes

from sim.phrases import listed
from sim.plots import style, words
from sim.plots.panels.calendar import Calendar, Lane
from sim.plots.panels.layout import plain

_LEGEND = "▼ dose    ● practice session, with its pattern    | test"
_SHADED = f"    shaded: {words.WINDOW_OPEN}"


def draw_calendar(panel: Calendar, axes: Axes) -> None:
    """Draw one lane for each arm: doses above, sessions on it, tests as ticks below."""
    for place, lane in enumerate(panel.lanes):
        _draw_lane(lane, place, axes)
    axes.set_xlim(0.0, panel.length_d)
    axes.set_ylim(len(panel.lanes) - 0.4, -0.6)
    axes.set_yticks(
        np.arange(len(panel.lanes)),
        ["\n".join(textwrap.wrap(plain(lane.label), 22)) for lane in panel.lanes],
        parse_math=False,
    )
    axes.tick_params(axis="y", length=0)
    is_shaded = any(lane.open_d for lane in panel.lanes)
    axes.annotate(
        _LEGEND + _SHADED if is_shaded else _LEGEND,
        (0.0, 1.0),
        xycoords="axes fraction",
        xytext=(0, 4),
        textcoords="offset points",
        fontsize=8.5,
        color=style.INK,
    )


def _draw_lane(lane: Lane, place: int, axes: Axes) -> None:
    axes.axhline(place, color=style.GRID, linewidth=1.0, zorder=0.4)
    for first, last in lane.open_d:
        axes.fill_between(
            [first, last],
            place - 0.38,
            place + 0.38,
            facecolor=style.WINDOW,
            edgecolor=style.UNCOMMITTED,
            linestyle="--",
            linewidth=0.8,
            zorder=0.5,
        )
    for day in lane.tests_d:
        axes.plot(
            [day, day],
            [place + 0.22, place + 0.36],
            color=style.UNCOMMITTED,
            linewidth=2.0,
            zorder=1,
            clip_on=False,
        )
    axes.plot(
        lane.doses_d,
        np.full(len(lane.doses_d), place - 0.3),
        linestyle="none",
        marker="v",
        color=style.INK,
        markersize=6,
        zorder=3,
    )
    for day, _, pattern in lane.sessions:
        look = style.STYLES[pattern]
        axes.plot(
            [day], [place], linestyle="none", marker="o", color=look.colour, markersize=6, zorder=3
        )
    if lane.sessions:
        axes.annotate(
            listed(sorted({pattern for _, _, pattern in lane.sessions})),
            (lane.sessions[-1][0], place),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
            fontsize=8.5,
            color=style.INK,
            parse_math=False,
        )
