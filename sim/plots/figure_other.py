"""Printed figures that are not lines: spikes, weights, calendar."""

from __future__ import annotations

import textwrap

import numpy as np
from matplotlib.axes import Axes

from sim.phrases import listed
from sim.plots import style, words
from sim.plots.layout import plain
from sim.plots.views.types import CalendarView, Lane, MatrixView, RasterView

_LEGEND = f"▼ dose    ● practice session, with its pattern    | test    shaded: {words.WINDOW_OPEN}"
_LIGHT_FROM = 0.55  # share of the range above which numbers are dark on light


def draw_raster(view: RasterView, axes: Axes) -> None:
    """Draw one dot for each spike; the dots are a bitmap also in SVG."""
    for band in view.bands:
        axes.axvspan(band.x0, band.x1, facecolor=style.COUNTS, zorder=0)
    for start, end in view.cues_ms:
        axes.plot(
            [start, end],
            [1.0, 1.0],
            transform=axes.get_xaxis_transform(),
            clip_on=False,
            color=style.INK,
            linewidth=3.0,
            solid_capstyle="butt",
        )
        axes.annotate(
            words.CUE,
            ((start + end) / 2.0, 1.0),
            ha="center",
            fontsize=8.5,
            xycoords=axes.get_xaxis_transform(),
            textcoords="offset points",
            xytext=(0, 4),
            color=style.INK,
        )
    for cut in view.cuts_ms:
        axes.axvline(cut, color=style.GREY, linestyle=(0, (3, 2)), linewidth=1.0, zorder=3)
    colour = np.array(style.GROUP_COLOURS)[view.group]
    axes.scatter(view.t_ms, view.row, s=1.1, c=colour, linewidths=0, rasterized=True)
    for place, name in enumerate(view.group_names):
        first, end = view.row_bounds[place], view.row_bounds[place + 1]
        if end > first:
            axes.annotate(
                name,
                (1.0, (first + end) / 2.0),
                xycoords=axes.get_yaxis_transform(),
                xytext=(6, 0),
                textcoords="offset points",
                va="center",
                fontsize=9,
                color=style.GROUP_COLOURS[place],
            )
            axes.axhline(end - 0.5, color=style.GRID, linewidth=0.8, zorder=0.5)
    axes.annotate(
        view.label,
        (0.0, 1.0),
        xycoords="axes fraction",
        xytext=(0, 3),
        textcoords="offset points",
        fontsize=8.5,
        color=style.INK,
    )
    axes.set_xlim(0.0, view.duration_ms)
    axes.set_ylim(view.n_rows - 0.5, -0.5)


def draw_matrix(view: MatrixView, axes: Axes) -> None:
    """Draw mean weights as shades with numbers."""
    values = np.asarray(view.values, dtype=float)
    top = float(np.nanmax(values)) if view.top is None else view.top
    image = axes.imshow(values, cmap="cividis", vmin=0.0, vmax=top, aspect="auto")
    for row, column in np.ndindex(values.shape):
        value = values[row, column]
        if np.isfinite(value):
            axes.text(
                column,
                row,
                f"{value:.1f}",
                ha="center",
                va="center",
                fontsize=9,
                color=style.INK if value > _LIGHT_FROM * top else style.PAPER,
            )
    places = np.arange(len(view.names))
    axes.set_xticks(places, view.names)
    axes.set_yticks(places, view.names)
    bar = axes.figure.colorbar(image, ax=axes, fraction=0.05, pad=0.04)
    bar.set_label(f"mean weight ({view.unit})", fontsize=9, color=style.INK)
    bar.ax.tick_params(labelsize=8.5)


def draw_calendar(view: CalendarView, axes: Axes) -> None:
    """Draw one lane for each arm: doses above, sessions on it, tests as ticks below."""
    for place, lane in enumerate(view.lanes):
        _draw_lane(lane, place, axes)
    axes.set_xlim(0.0, view.length_d)
    axes.set_ylim(len(view.lanes) - 0.4, -0.6)
    axes.set_yticks(
        np.arange(len(view.lanes)),
        ["\n".join(textwrap.wrap(plain(lane.label), 22)) for lane in view.lanes],
        parse_math=False,
    )
    axes.tick_params(axis="y", length=0)
    axes.annotate(
        _LEGEND,
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
