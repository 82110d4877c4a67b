"""Spikes in a printed figure."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from sim.plots import style, words
from sim.plots.panels.raster import Raster


def draw_raster(panel: Raster, axes: Axes) -> None:
    """Draw one dot for each spike; the dots are a bitmap also in SVG."""
    for band in panel.bands:
        axes.axvspan(band.x0, band.x1, facecolor=style.COUNTS, zorder=0)
    for start, end in panel.cues_ms:
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
    for cut in panel.cuts_ms:
        axes.axvline(cut, color=style.GREY, linestyle=(0, (3, 2)), linewidth=1.0, zorder=3)
    colour = np.array(style.GROUP_COLOURS)[panel.group]
    axes.scatter(panel.t_ms, panel.row, s=1.1, c=colour, linewidths=0, rasterized=True)
    for place, name in enumerate(panel.group_names):
        first, end = panel.row_bounds[place], panel.row_bounds[place + 1]
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
        panel.label,
        (0.0, 1.0),
        xycoords="axes fraction",
        xytext=(0, 3),
        textcoords="offset points",
        fontsize=8.5,
        color=style.INK,
    )
    axes.set_xlim(0.0, panel.duration_ms)
    axes.set_ylim(panel.n_rows - 0.5, -0.5)
