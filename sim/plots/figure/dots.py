"""Rows of dots in a printed figure: runs, mean, band, ring."""

from __future__ import annotations

from matplotlib.axes import Axes

from sim.plots import style, words
from sim.plots.figure.axes import MARKERS, Room
from sim.plots.panels.dots import Dots
from sim.plots.panels.layout import plain

_NAME_PT = 9.0


def draw_dots(panel: Dots, axes: Axes) -> None:
    """Draw one row for each arm below a scale."""
    axes.set_xlim(*panel.x_range)
    axes.set_ylim(max(len(panel.rows), 1) - 0.5, -0.5)
    axes.xaxis.tick_top()
    axes.xaxis.set_label_position("top")
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.spines["bottom"].set_visible(False)
    if panel.note:
        axes.set_xticks([])
        axes.annotate(
            panel.note,
            (0.0, 0.5),
            xycoords="axes fraction",
            va="center",
            fontsize=_NAME_PT,
            color=style.GREY,
        )
        return
    axes.grid(axis="x", color=style.GRID, linewidth=0.8)
    axes.set_axisbelow(True)
    for place in range(len(panel.rows)):
        _draw_row(panel, place, axes)


def room_in(panel: Dots) -> Room:
    """Return the room for the scale above and for short names on the left."""
    return Room(0.45, 0.3 if panel.is_long else 0.5, 0.25)


def _draw_row(panel: Dots, place: int, axes: Axes) -> None:
    row = panel.rows[place]
    look = style.STYLES[row.style]
    up, middle = panel.place_of_dots(place), panel.place_of_mean(place)
    axes.annotate(
        plain(row.label),
        (0.0, panel.place_of_name(place)),
        xycoords=axes.get_yaxis_transform(),
        textcoords="offset points",
        xytext=(2, 0) if panel.is_long else (-8, 0),
        va="center",
        ha="left" if panel.is_long else "right",
        fontsize=_NAME_PT,
        color=style.INK,
        parse_math=False,
    )
    axes.plot(
        row.values,
        up,
        linestyle="none",
        marker="o",
        markersize=4.0,
        color=look.colour,
        alpha=0.45,
        markeredgewidth=0,
        clip_on=False,
        zorder=2,
    )
    if row.mean is None:
        axes.annotate(
            words.NO_VALUE,
            (0.0, middle),
            xycoords=axes.get_yaxis_transform(),
            va="center",
            fontsize=_NAME_PT,
            color=style.GREY,
        )
        return
    if row.low is not None:
        axes.plot(
            [row.low, row.high],
            [middle, middle],
            color=look.colour,
            linewidth=4.5,
            alpha=0.4,
            solid_capstyle="butt",
            zorder=3,
        )
    axes.plot(
        [row.mean],
        [middle],
        marker=MARKERS[look.marker],
        markersize=7.0,
        color=look.colour,
        clip_on=False,
        zorder=4,
    )
    if row.ringed is not None:
        axes.plot(
            [row.values[row.ringed]],
            [up[row.ringed]],
            marker="o",
            markersize=9.0,
            markerfacecolor="none",
            markeredgecolor=style.INK,
            markeredgewidth=1.6,
            clip_on=False,
            zorder=5,
        )
