"""Weights of single synapses in a printed figure."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap

from sim.plots import style
from sim.plots.figure.axes import colour_bar
from sim.plots.panels.cells import Cells


def draw_cells(panel: Cells, axes: Axes) -> None:
    """Draw synapses as shades, with the borders and the mean of each block."""
    diverging = LinearSegmentedColormap.from_list("change", style.DIVERGING)
    axes.set_facecolor(style.PAPER if panel.is_change else style.NO_SYNAPSE)
    n = len(panel.values)
    image = axes.imshow(
        panel.values,
        cmap=diverging if panel.is_change else "cividis",
        vmin=panel.low,
        vmax=panel.top,
        aspect="auto",
        interpolation="nearest",
        extent=(0.0, n, n, 0.0),
    )
    for place in panel.bounds:
        axes.axvline(place, color=style.INK, linewidth=0.7)
        axes.axhline(place, color=style.INK, linewidth=0.7)
    for row, column in np.ndindex(panel.means.shape):
        mean = panel.means[row, column]
        if np.isfinite(mean):
            axes.text(
                panel.middles[column],
                panel.middles[row],
                f"{mean:+.1f}" if panel.is_change else f"{mean:.1f}",
                ha="center",
                va="center",
                fontsize=8.5,
                color=style.INK,
                bbox={"facecolor": style.PAPER, "edgecolor": "none", "pad": 0.8, "alpha": 0.8},
            )
    axes.set_xticks(panel.middles, panel.names)
    axes.set_yticks(panel.middles, panel.names)
    colour_bar(axes, image, panel.label)
