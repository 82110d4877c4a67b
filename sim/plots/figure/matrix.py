"""Mean weights in a printed figure."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from sim.plots import style
from sim.plots.figure.axes import colour_bar
from sim.plots.panels.matrix import Matrix


def draw_matrix(panel: Matrix, axes: Axes) -> None:
    """Draw mean weights as shades with numbers."""
    values, top = panel.values, panel.lightest
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
                color=style.on_shade(value, top),
            )
    places = np.arange(len(panel.names))
    axes.set_xticks(places, panel.names)
    axes.set_yticks(places, panel.names)
    colour_bar(axes, image, panel.label)
