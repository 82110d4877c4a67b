"""Several pictures one above the other in a printed figure."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

from matplotlib.axes import Axes

from sim.plots import style
from sim.plots.panels.dots import DotsView
from sim.plots.panels.layout import plain
from sim.plots.panels.picture import AnyView, PanelsView

_NAMED_IN, _TICKS_IN, _DOTS_IN = 0.5, 0.22, 0.2  # below a panel
_CHARS_PER_IN, _LABEL_PT = 13.0, 9.0

Draw = Callable[[AnyView, Axes], None]
RoomIn = Callable[[AnyView], tuple[float, float, float]]


def room_of_panels(view: PanelsView, room_in: RoomIn) -> tuple[float, float, float]:
    """Return the room above, left and right of all panels, in inches."""
    rooms = [room_in(panel) for panel in view.panels]
    return rooms[0][0], max(left for _, left, _ in rooms) + 0.1, max(right for _, _, right in rooms)


def draw_panels(view: PanelsView, axes: Axes, draw: Draw, room_in: RoomIn) -> None:
    """Divide ``axes`` among the panels, and let ``draw`` put each into axes of its own."""
    axes.set_axis_off()
    figure, box = axes.figure, axes.get_position()
    figure_in, whole_in = figure.get_figheight(), box.height * figure.get_figheight()
    gaps_in = [
        0.0,
        *(
            _below_in(view, place) + room_in(panel)[0]
            for place, panel in enumerate(view.panels[1:])
        ),
    ]
    share_in = max(0.1, whole_in - sum(gaps_in)) / sum(view.heights)
    top_in = box.y1 * figure_in
    for place, (panel, weight) in enumerate(zip(view.panels, view.heights)):
        high_in = share_in * weight
        top_in -= gaps_in[place] + high_in
        own = figure.add_axes((box.x0, top_in / figure_in, box.width, high_in / figure_in))
        draw(panel, own)
        _label(view, panel, own, place, high_in)


def _below_in(view: PanelsView, place: int) -> float:
    """Return the room below panel number ``place``."""
    if isinstance(view.panels[place], DotsView):
        return _DOTS_IN
    return _TICKS_IN if view.is_shared else _NAMED_IN


def _label(view: PanelsView, panel: AnyView, axes: Axes, place: int, high_in: float) -> None:
    """Name the y axis in lines that fit its height, and a shared x axis only once."""
    label = (
        ""
        if isinstance(panel, DotsView)
        else "\n".join(textwrap.wrap(plain(panel.y_label), max(12, int(high_in * _CHARS_PER_IN))))
    )
    axes.set_ylabel(label, fontsize=_LABEL_PT, color=style.INK)
    if view.is_shared and place < len(view.panels) - 1:
        axes.set_xlabel("")
