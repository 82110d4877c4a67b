"""Views as printed figures: matplotlib `Figure` objects, never pyplot, drawn under one lock."""

from __future__ import annotations

import html
import io
import re
import textwrap
import threading
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from sim.plots.as_shipped import as_shipped, lacks_font  # before all of matplotlib

from matplotlib.axes import Axes  # isort: skip
from matplotlib.figure import Figure  # isort: skip

from sim.plots import style, words
from sim.plots.figure.arrange import draw_panels, room_of_panels
from sim.plots.figure.beside import draw_beside
from sim.plots.figure.calendar import draw_calendar
from sim.plots.figure.cells import draw_cells
from sim.plots.figure.dots import draw_dots
from sim.plots.figure.lines import draw_lines, label_room_in
from sim.plots.figure.map import draw_map
from sim.plots.figure.matrix import draw_matrix
from sim.plots.figure.raster import draw_raster
from sim.plots.figure.switches import draw_switches
from sim.plots.panels import layout
from sim.plots.panels.calendar import CalendarView
from sim.plots.panels.cells import CellsView
from sim.plots.panels.dots import DotsView
from sim.plots.panels.layout import plain, strip_rows
from sim.plots.panels.lines import View
from sim.plots.panels.map import MapView
from sim.plots.panels.matrix import MatrixView
from sim.plots.panels.picture import AnyView, PanelsView, PartsView
from sim.plots.panels.raster import RasterView
from sim.plots.panels.switches import SwitchView

# Figures of two threads must not be drawn at the same time: matplotlib shares fonts and caches.
LOCK = threading.RLock()

_TITLE_PT, _KEY_PT, _SMALL_PT = 11.0, 8.5, 7.0
_LINE_IN = 0.19  # height of a line of the title
_KEY_LINE_IN, _SMALL_LINE_IN = 0.15, 0.125
_STRIP_ROW_IN = 0.17  # a row of marks above the axes


class Printed(Figure):
    """A figure that is saved as it was drawn: with nothing that the user has set for others."""

    def savefig(self, *args: Any, **kwargs: Any) -> None:
        """Save as `matplotlib.figure.Figure.savefig` does."""
        with LOCK, as_shipped(svg_fonttype="path"):
            super().savefig(*args, **kwargs)


def to_figure(
    view: AnyView, *, width_in: float = 7.0, height_in: float | None = None, caption: str = ""
) -> Figure:
    """Return a view as a matplotlib figure that is legible in grey and on paper.

    Parameters
    ----------
    view : any view
    width_in, height_in : float
        Size in inches; by default as high as the view needs.
    caption : str
        Small text at the foot: seeds, fingerprint.

    Returns
    -------
    matplotlib.figure.Figure
        Title and axes with units; the disclaimer stands at the foot.
    """
    height_in = layout.height_in(view) if height_in is None else height_in
    with LOCK, as_shipped():
        figure = Printed(figsize=(width_in, height_in), facecolor=style.PAPER)
        title = textwrap.wrap(plain(view.title), width=int((width_in - 0.24) * 11.8))
        foot = [
            *textwrap.wrap(plain(caption), width=int((width_in - 0.24) * 19)),
            *textwrap.wrap(words.DISCLAIMER, width=int((width_in - 0.24) * 19)),
        ]
        if lacks_font(f"{view.title}{view.alt}{caption}"):
            foot.append(words.NO_FONT)
        key = textwrap.wrap(plain(getattr(view, "key", "")), width=int(width_in * 15))
        title_in = 0.1 + len(title) * _LINE_IN
        above_in, left_in, right_in = _room_in(view)
        top_in = title_in + 0.04 + len(key) * _KEY_LINE_IN + above_in
        bottom_in = 0.56 + len(foot) * _SMALL_LINE_IN
        axes = figure.add_axes(
            (
                left_in / width_in,
                bottom_in / height_in,
                max(0.2, 1.0 - (left_in + right_in) / width_in),
                max(0.2, 1.0 - (top_in + bottom_in) / height_in),
            )
        )
        figure.text(
            0.12 / width_in,
            1.0 - 0.1 / height_in,
            "\n".join(title),
            va="top",
            fontsize=_TITLE_PT,
            color=style.INK,
            parse_math=False,
        )
        figure.text(
            0.12 / width_in,
            1.0 - title_in / height_in,
            "\n".join(key),
            va="top",
            fontsize=_KEY_PT,
            color=style.INK,
            parse_math=False,
        )
        figure.text(
            0.12 / width_in,
            0.06 / height_in,
            "\n".join(foot),
            va="bottom",
            fontsize=_SMALL_PT,
            color=style.GREY,
            parse_math=False,
        )
        _draw(view, axes)
    return figure


def to_svg(
    view: AnyView, *, width_in: float = 7.0, height_in: float | None = None, caption: str = ""
) -> str:
    """Return a view as an SVG element: the same text each time, no date, nothing loaded."""
    raw = io.StringIO()
    no_metadata = dict.fromkeys(("Creator", "Date", "Format", "Type"))
    with LOCK, as_shipped(svg_hashsalt=view.id, svg_fonttype="path"):
        figure = to_figure(view, width_in=width_in, height_in=height_in, caption=caption)
        Figure.savefig(figure, raw, format="svg", metadata=no_metadata)
    text = raw.getvalue()
    head = f'<svg role="img" aria-label="{html.escape(plain(view.alt))}"'
    # Names of groups repeat from figure to figure; a page that holds several wants none.
    return re.sub(r'<g id="[^"]*">', "<g>", text[text.index("<svg") :].replace("<svg", head, 1))


def to_png(
    view: AnyView,
    *,
    width_in: float = 7.0,
    height_in: float | None = None,
    caption: str = "",
    dpi: float = 150.0,
    metadata: Mapping[str, str] | None = None,
) -> bytes:
    """Return a view as PNG, ``dpi`` pixels to an inch, with ``metadata`` in text chunks."""
    raw = io.BytesIO()
    with LOCK:
        to_figure(view, width_in=width_in, height_in=height_in, caption=caption).savefig(
            raw, format="png", dpi=dpi, metadata={"Software": None, **(metadata or {})}
        )
    return raw.getvalue()


def _draw(view: AnyView, axes: Axes) -> None:
    """Draw the data and what is the same for all axes."""
    _DRAWN_BY[type(view)].draw(view, axes)
    axes.set_xlabel(view.x_label, fontsize=10, color=style.INK)
    axes.set_ylabel(view.y_label, fontsize=10, color=style.INK)
    axes.tick_params(labelsize=9.5, colors=style.INK)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)


class _Drawing(NamedTuple):
    """How one kind of view is drawn.

    ``draw`` puts a view into axes; ``room_in`` returns the room above, left and right of them, in
    inches.
    """

    draw: Callable[[Any, Axes], None]
    room_in: Callable[[Any], tuple[float, float, float]]


def _room_of_lines(view: View) -> tuple[float, float, float]:
    return 0.15 + _STRIP_ROW_IN * strip_rows(view), 0.72, label_room_in(view)


def _room_of_parts(view: PartsView) -> tuple[float, float, float]:
    above, left, _ = map(max, zip(*map(_room_of_lines, view.parts)))
    return above, left, label_room_in(view.parts[-1])


def _room_in(view: AnyView) -> tuple[float, float, float]:
    return _DRAWN_BY[type(view)].room_in(view)


_DRAWN_BY: dict[type, _Drawing] = {
    View: _Drawing(draw_lines, _room_of_lines),
    RasterView: _Drawing(draw_raster, lambda view: (0.42, 0.72, 0.95)),
    MatrixView: _Drawing(draw_matrix, lambda view: (0.12, 0.95, 0.95)),
    CalendarView: _Drawing(draw_calendar, lambda view: (0.28, 1.95, 0.25)),
    PanelsView: _Drawing(
        lambda view, axes: draw_panels(view, axes, _draw, _room_in),
        lambda view: room_of_panels(view, _room_in),
    ),
    DotsView: _Drawing(draw_dots, lambda view: (0.45, 0.3 if view.is_long else 0.5, 0.25)),
    MapView: _Drawing(draw_map, lambda view: (0.12, 0.8, 0.95)),
    PartsView: _Drawing(draw_beside, _room_of_parts),
    SwitchView: _Drawing(draw_switches, lambda view: (0.3, 0.2, 0.2)),
    CellsView: _Drawing(draw_cells, lambda view: (0.12, 0.95, 0.95)),
}
