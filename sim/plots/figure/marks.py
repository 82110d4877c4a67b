"""Bars and stretches of the y axis in a printed figure."""

from __future__ import annotations

from matplotlib.axes import Axes

from sim.plots import style
from sim.plots.panels.layout import plain
from sim.plots.panels.lines import View


def draw_bars(view: View, axes: Axes) -> None:
    """Draw bars from zero: filled ones, and hollow ones for what is lost."""
    for one in view.bars:
        colour = style.STYLES[one.style].colour
        axes.bar(
            one.x,
            one.y,
            width=one.width,
            edgecolor=colour,
            linewidth=0.7,
            zorder=3,
            color=style.PAPER if one.is_hollow else colour,
        )


def draw_levels(view: View, axes: Axes) -> None:
    """Draw stretches of the y axis, named inside at their upper right end."""
    for level in view.levels:
        axes.axhspan(level.y0, level.y1, facecolor=style.LEVEL, zorder=0.6, linewidth=0)
        axes.annotate(
            plain(level.label),
            (1.0, level.y1),
            xycoords=axes.get_yaxis_transform(),
            xytext=(-4, -3),
            textcoords="offset points",
            ha="right",
            va="top",
            fontsize=8.5,
            color=style.INK,
            parse_math=False,
        )
