"""A map of two settings in a printed figure: shades, contour, ring."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

from sim.plots import style
from sim.plots.figure.axes import colour_bar
from sim.plots.panels.map import Map


def draw_map(panel: Map, axes: Axes) -> None:
    """Draw a shade for each pair of settings, and the contour over them."""
    low, high = panel.bounds
    image = axes.imshow(
        panel.values,
        cmap="cividis",
        vmin=low,
        vmax=high if high > low else low + 1,
        aspect="auto",
        origin="lower",
    )
    axes.set_xticks(np.arange(panel.x.size), [f"{value:g}" for value in panel.x])
    axes.set_yticks(np.arange(panel.y.size), [f"{value:g}" for value in panel.y])
    # A light line below the dashes: they are seen on every shade.
    for colour, width, dash in ((style.PAPER, 3.2, "-"), (style.INK, 1.6, (0, (3, 2)))):
        axes.add_collection(
            LineCollection(
                list(panel.contour),
                colors=colour,
                linewidths=width,
                linestyles=[dash],
                zorder=3,
                capstyle="butt",
            )
        )
    if panel.current is not None:
        for colour, width in ((style.PAPER, 4.0), (style.INK, 1.8)):
            axes.plot(
                *([place] for place in panel.current),
                marker="o",
                markersize=12.0,
                markerfacecolor="none",
                markeredgecolor=colour,
                markeredgewidth=width,
                zorder=4,
            )
    colour_bar(axes, image, panel.z_label)
