"""A map of two settings in a printed figure: shades, contour, ring."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

from sim.plots import style
from sim.plots.panels.layout import plain
from sim.plots.panels.map import MapView


def draw_map(view: MapView, axes: Axes) -> None:
    """Draw a shade for each pair of settings, and the contour over them."""
    low, high = view.bounds
    image = axes.imshow(
        view.values,
        cmap="cividis",
        vmin=low,
        vmax=high if high > low else low + 1,
        aspect="auto",
        origin="lower",
    )
    axes.set_xticks(np.arange(view.x.size), [f"{value:g}" for value in view.x])
    axes.set_yticks(np.arange(view.y.size), [f"{value:g}" for value in view.y])
    # A light line below the dashes: they are seen on every shade.
    for colour, width, dash in ((style.PAPER, 3.2, "-"), (style.INK, 1.6, (0, (3, 2)))):
        axes.add_collection(
            LineCollection(
                list(view.contour),
                colors=colour,
                linewidths=width,
                linestyles=[dash],
                zorder=3,
                capstyle="butt",
            )
        )
    if view.current is not None:
        for colour, width in ((style.PAPER, 4.0), (style.INK, 1.8)):
            axes.plot(
                *([place] for place in view.current),
                marker="o",
                markersize=12.0,
                markerfacecolor="none",
                markeredgecolor=colour,
                markeredgewidth=width,
                zorder=4,
            )
    bar = axes.figure.colorbar(image, ax=axes, fraction=0.05, pad=0.04)
    bar.set_label(plain(view.z_label), fontsize=9, color=style.INK)
    bar.ax.tick_params(labelsize=8.5)
