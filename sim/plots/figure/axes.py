"""Axes of a printed figure, as every kind of panel has them."""

from __future__ import annotations

from typing import Any, NamedTuple

from matplotlib.axes import Axes

from sim.plots import style
from sim.plots.panels.layout import plain
from sim.plots.panels.picture import Panel

MARKERS = {
    "circle": "o",
    "square": "s",
    "triangle": "^",
    "diamond": "D",
    "down": "v",
    "cross": "X",
    "plus": "P",
    "none": "",
}
LABEL_PT, TICK_PT = 10.0, 9.5
STACKED_LABEL_PT = 9.0


class Room(NamedTuple):
    """Margins of a panel around its axes, in inches."""

    above: float
    left: float
    right: float


def finish(axes: Axes, panel: Panel) -> None:
    """Name both axes, and leave out the frame above and on the right."""
    axes.set_xlabel(panel.x_label, fontsize=LABEL_PT, color=style.INK)
    axes.set_ylabel(panel.y_label, fontsize=LABEL_PT, color=style.INK)
    bare(axes)


def bare(axes: Axes) -> None:
    """Leave out the frame above and on the right."""
    axes.tick_params(labelsize=TICK_PT, colors=style.INK)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)


def colour_bar(axes: Axes, image: Any, label: str) -> None:
    """Draw the scale of shades on the right."""
    bar = axes.figure.colorbar(image, ax=axes, fraction=0.05, pad=0.04)
    bar.set_label(plain(label), fontsize=9, color=style.INK)
    bar.ax.tick_params(labelsize=8.5)
