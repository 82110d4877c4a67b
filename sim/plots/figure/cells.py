"""Weights of single synapses in a printed figure."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap

from sim.plots import style
from sim.plots.panels.cells import CellsView


def draw_cells(view: CellsView, axes: Axes) -> None:
    """Draw synapses as shades, with the borders and the mean of each block."""
    is_change = view.show == "change"
    shades = (
        LinearSegmentedColormap.from_list("change", style.DIVERGING) if is_change else "cividis"
    )
    axes.set_facecolor(style.PAPER if is_change else style.NO_SYNAPSE)
    n = len(view.values)
    image = axes.imshow(
        view.values,
        cmap=shades,
        vmin=-view.top if is_change else 0.0,
        vmax=view.top,
        aspect="auto",
        interpolation="nearest",
        extent=(0.0, n, n, 0.0),
    )
    for place in view.bounds:
        axes.axvline(place, color=style.INK, linewidth=0.7)
        axes.axhline(place, color=style.INK, linewidth=0.7)
    for row, column in np.ndindex(view.means.shape):
        mean = view.means[row, column]
        if np.isfinite(mean):
            axes.text(
                view.middles[column],
                view.middles[row],
                f"{mean:+.1f}" if is_change else f"{mean:.1f}",
                ha="center",
                va="center",
                fontsize=8.5,
                color=style.INK,
                bbox={"facecolor": style.PAPER, "edgecolor": "none", "pad": 0.8, "alpha": 0.8},
            )
    axes.set_xticks(view.middles, view.names)
    axes.set_yticks(view.middles, view.names)
    bar = axes.figure.colorbar(image, ax=axes, fraction=0.05, pad=0.04)
    bar.set_label(view.label, fontsize=9, color=style.INK)
    bar.ax.tick_params(labelsize=8.5)
