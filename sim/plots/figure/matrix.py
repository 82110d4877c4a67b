"""Mean weights in a printed figure."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from sim.plots import style
from sim.plots.panels.matrix import MatrixView

_LIGHT_FROM = 0.55  # share of the range above which numbers are dark on light


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
