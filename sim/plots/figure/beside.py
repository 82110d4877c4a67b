"""Pictures of lines side by side in one printed figure."""

from __future__ import annotations

from matplotlib.axes import Axes

from sim.plots import style
from sim.plots.figure.lines import draw_lines
from sim.plots.panels.picture import PartsView

_NAME_IN = 0.72  # for ticks and name of a y axis


def draw_beside(view: PartsView, axes: Axes) -> None:
    """Draw parts into the room of ``axes``, which becomes the first of them."""
    figure, room = axes.figure, axes.get_position()
    gap = _NAME_IN / figure.get_figwidth()
    free = room.width - gap * (len(view.parts) - 1)
    left = room.x0
    for place, (part, share) in enumerate(zip(view.parts, view.widths)):
        where = (left, room.y0, free * share / sum(view.widths), room.height)
        if place:
            axes = figure.add_axes(where)
            axes.set_xlabel(part.x_label, fontsize=10, color=style.INK)
            axes.set_ylabel(part.y_label, fontsize=10, color=style.INK)
            axes.tick_params(labelsize=9.5, colors=style.INK)
            for side in ("top", "right"):
                axes.spines[side].set_visible(False)
        else:
            axes.set_position(where)
        draw_lines(part, axes)
        axes.xaxis.get_major_locator().set_params(integer=True)
        left += where[2] + gap
