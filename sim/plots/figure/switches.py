"""The switch map and its landscape in a printed figure."""

from __future__ import annotations

import textwrap

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch

from sim.plots import style
from sim.plots.figure.axes import MARKERS, bare
from sim.plots.panels.layout import plain
from sim.plots.panels.switches import (
    NODE_STYLES,
    NODES,
    Switches,
    SwitchMap,
    in_words,
    rate_in_words,
)

_PLACE = np.array([[0.16, 0.24], [0.84, 0.24], [0.5, 0.78]])  # of each node, y grows upwards
_MOST_PT, _LEAST_PT = 62.0, 5.0  # diameter of a node in which all time is spent; of an empty one
_ARROW_PT = 5.0  # of the widest arrow
_MAP = 0.5  # share of the width; the landscape has the rest, less a gap for its axis
_GAP = 0.13
_LABEL, _LABEL_CHARS = 0.15, 14  # room for the names of several arms, and characters in a row


def draw_switches(panel: Switches, axes: Axes) -> None:
    """Draw one row for each arm; ``axes`` becomes the landscape of the last arm."""
    figure, room, n = axes.figure, axes.get_position(), len(panel.maps)
    height = room.height / (n + 0.2 * (n - 1))
    for place, arm in enumerate(panel.maps):
        bottom = room.y0 + (n - 1 - place) * 1.2 * height
        where = (
            room.x0 + (_MAP + _GAP) * room.width,
            bottom,
            (1.0 - _MAP - _GAP) * room.width,
            height,
        )
        if place == n - 1:
            axes.set_position(where)
            ground = axes
        else:
            ground = figure.add_axes(where)
            bare(ground)
        _draw_landscape(panel, arm, ground, is_first=not place)
        aside = _LABEL * room.width if n > 1 else 0.0
        where = (room.x0 + aside, bottom, _MAP * room.width - aside, height)
        _draw_map(panel, arm, figure.add_axes(where))


def _draw_landscape(panel: Switches, arm: SwitchMap, axes: Axes, *, is_first: bool) -> None:
    x, y, at = panel.landscape(arm)
    axes.fill_between(x, y, 0.0, color=style.UNCOMMITTED, alpha=0.25, linewidth=0)
    axes.plot(x, y, color=style.INK, linewidth=1.8)
    for name, x0, height, look in zip(NODES, at, arm.heights, NODE_STYLES):
        axes.plot(
            [x0],
            [height],
            marker=MARKERS[style.STYLES[look].marker],
            markersize=7,
            color=style.STYLES[look].colour,
            clip_on=False,
            zorder=4,
        )
        is_high = height > 0.25 * panel.top_height  # else there is no room below
        axes.annotate(
            name,
            (x0, height),
            xytext=(0, -7 if is_high else 7),
            ha="center",
            va="top" if is_high else "bottom",
            textcoords="offset points",
            fontsize=9,
            color=style.INK,
        )
    if is_first:
        axes.annotate(
            panel.caption,
            (0.5, 1.0),
            xycoords="axes fraction",
            xytext=(0, 3),
            textcoords="offset points",
            ha="center",
            fontsize=8.5,
            style="italic",
            color=style.INK,
        )
    axes.set_xlim(0.0, 1.0)
    axes.set_ylim(0.0, panel.top_height)
    axes.set_xticks([])


def _draw_map(panel: Switches, arm: SwitchMap, axes: Axes) -> None:
    axes.set_axis_off()
    axes.set_xlim(0.0, 1.0)
    axes.set_ylim(0.0, 1.0)
    box_in = axes.get_position().height * axes.figure.get_figheight()
    most_pt = min(_MOST_PT, 0.4 * 72.0 * box_in)
    sizes_pt = np.maximum(_LEAST_PT, most_pt * np.sqrt(arm.share))
    for place, name in enumerate(NODES):
        x, y = _PLACE[place]
        axes.plot(
            [x],
            [y],
            marker="o",
            markersize=sizes_pt[place],
            markeredgewidth=0,
            color=style.STYLES[NODE_STYLES[place]].colour,
            zorder=3,
        )
        share = arm.share[place]
        is_top = name == NODES[2]
        axes.annotate(
            in_words(share, name),
            (x, y),
            xytext=(0, (1 if is_top else -1) * (sizes_pt[place] / 2.0 + 4.0)),
            textcoords="offset points",
            ha="center",
            va="bottom" if is_top else "top",
            fontsize=9,
            color=style.INK,
            zorder=5,
        )
    for a, b in np.ndindex(arm.per_min.shape):
        if arm.per_min[a, b] > 0.0:
            _draw_arrow(float(arm.per_min[a, b]), panel.top_per_min, a, b, sizes_pt, axes)
    if len(panel.maps) > 1:
        axes.annotate(
            "\n".join(textwrap.wrap(plain(arm.label), _LABEL_CHARS)),
            (0.0, 0.5),
            xycoords="axes fraction",
            ha="right",
            va="center",
            fontsize=9,
            color=style.INK,
            parse_math=False,
        )


def _draw_arrow(rate: float, top: float, a: int, b: int, sizes_pt: np.ndarray, axes: Axes) -> None:
    width_pt = 0.8 + (_ARROW_PT - 0.8) * rate / top
    bend = 0.22
    axes.add_patch(
        FancyArrowPatch(
            _PLACE[a],
            _PLACE[b],
            connectionstyle=f"arc3,rad={bend}",
            arrowstyle="-|>",
            mutation_scale=9.0 + 2.0 * width_pt,
            linewidth=width_pt,
            color=style.GREY,
            alpha=0.75,
            shrinkA=sizes_pt[a] / 2.0 + 1.0,
            shrinkB=sizes_pt[b] / 2.0 + 1.0,
            zorder=2,
            joinstyle="miter",
            capstyle="butt",
        )
    )
    # the middle of the arc lies half as far from the straight line as its control point, in px
    start, end = axes.transData.transform(_PLACE[[a, b]])
    across = np.array([end[1] - start[1], start[0] - end[0]])
    x, y = axes.transData.inverted().transform((start + end) / 2.0 + across * bend / 2.0)
    axes.text(
        x,
        y,
        rate_in_words(rate),
        ha="center",
        va="center",
        fontsize=9,
        color=style.INK,
        zorder=6,
        bbox={"facecolor": style.PAPER, "edgecolor": "none", "pad": 0.8, "alpha": 0.9},
    )
