"""Views as printed figures: matplotlib `Figure` objects, never pyplot, drawn under one lock."""

from __future__ import annotations

import html
import io
import re
import textwrap
import threading

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.plots import style, words
from sim.plots.figure_lines import draw_lines, label_room_in
from sim.plots.figure_other import draw_calendar, draw_matrix, draw_raster
from sim.plots.layout import plain, strip_rows
from sim.plots.views.types import AnyView, CalendarView, MatrixView, RasterView, View

# Figures of two threads must not be drawn at the same time: matplotlib shares fonts and caches.
LOCK = threading.RLock()

_TITLE_PT, _KEY_PT, _SMALL_PT = 11.0, 8.5, 7.0
_LINE_IN = 0.19  # height of a line of the title
_KEY_LINE_IN, _SMALL_LINE_IN = 0.15, 0.125
_STRIP_ROW_IN = 0.17  # a row of marks above the axes


def to_figure(view: AnyView, *, width_in: float = 7.0, height_in: float = 4.0,
              caption: str = "") -> Figure:
    """Return a view as a matplotlib figure that is legible in grey and on paper.

    Parameters
    ----------
    view : View, RasterView, CalendarView or MatrixView
    width_in, height_in : float
        Size in inches.
    caption : str
        Small text at the foot: seeds, fingerprint.

    Returns
    -------
    matplotlib.figure.Figure
        Title and axes with units; the disclaimer stands at the foot.
    """
    with LOCK:
        figure = Figure(figsize=(width_in, height_in), facecolor=style.PAPER)
        title = textwrap.wrap(plain(view.title), width=int((width_in - 0.24) * 11.8))
        foot = [*textwrap.wrap(plain(caption), width=int(width_in * 20)),
                *textwrap.wrap(words.DISCLAIMER, width=int(width_in * 20))]
        key = textwrap.wrap(plain(getattr(view, "key", "")), width=int(width_in * 15))
        title_in = 0.1 + len(title) * _LINE_IN
        top_in = title_in + 0.04 + len(key) * _KEY_LINE_IN + _above_in(view)
        bottom_in = 0.56 + len(foot) * _SMALL_LINE_IN
        left_in, right_in = _sides_in(view)
        axes = figure.add_axes((
            left_in / width_in, bottom_in / height_in,
            max(0.2, 1.0 - (left_in + right_in) / width_in),
            max(0.2, 1.0 - (top_in + bottom_in) / height_in)))
        figure.text(0.12 / width_in, 1.0 - 0.1 / height_in, "\n".join(title), va="top",
                    fontsize=_TITLE_PT, color=style.INK, parse_math=False)
        figure.text(0.12 / width_in, 1.0 - title_in / height_in, "\n".join(key), va="top",
                    fontsize=_KEY_PT, color=style.INK, parse_math=False)
        figure.text(0.12 / width_in, 0.06 / height_in, "\n".join(foot), va="bottom",
                    fontsize=_SMALL_PT, color=style.GREY, parse_math=False)
        _draw(view, axes)
    return figure


def to_svg(view: AnyView, *, width_in: float = 7.0, height_in: float = 4.0,
           caption: str = "") -> str:
    """Return a view as an SVG element: the same text each time, no date, nothing loaded."""
    raw = io.StringIO()
    no_metadata = dict.fromkeys(("Creator", "Date", "Format", "Type"))
    with LOCK, matplotlib.rc_context({"svg.hashsalt": view.id, "svg.fonttype": "path"}):
        to_figure(view, width_in=width_in, height_in=height_in, caption=caption).savefig(
            raw, format="svg", metadata=no_metadata)
    text = raw.getvalue()
    head = f'<svg role="img" aria-label="{html.escape(plain(view.alt))}"'
    # Names of groups repeat from figure to figure; a page that holds several wants none.
    return re.sub(r'<g id="[^"]*">', "<g>", text[text.index("<svg"):].replace("<svg", head, 1))


def to_png(view: AnyView, *, width_in: float = 7.0, height_in: float = 4.0,
           caption: str = "", dpi: float = 150.0) -> bytes:
    """Return a view as PNG, ``dpi`` pixels to an inch."""
    raw = io.BytesIO()
    with LOCK:
        to_figure(view, width_in=width_in, height_in=height_in, caption=caption).savefig(
            raw, format="png", dpi=dpi, metadata={"Software": None})
    return raw.getvalue()


def _draw(view: AnyView, axes: Axes) -> None:
    """Draw the data and what is the same for all axes."""
    if isinstance(view, View):
        draw_lines(view, axes)
    elif isinstance(view, RasterView):
        draw_raster(view, axes)
    elif isinstance(view, CalendarView):
        draw_calendar(view, axes)
    else:
        draw_matrix(view, axes)
    axes.set_xlabel(view.x_label, fontsize=10, color=style.INK)
    axes.set_ylabel(view.y_label, fontsize=10, color=style.INK)
    axes.tick_params(labelsize=9.5, colors=style.INK)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)


def _above_in(view: AnyView) -> float:
    """Return the room above the axes for marks, in inches."""
    if isinstance(view, View):
        return 0.15 + _STRIP_ROW_IN * strip_rows(view)
    return 0.12 if isinstance(view, MatrixView) else 0.42 if isinstance(
        view, RasterView) else 0.28


def _sides_in(view: AnyView) -> tuple[float, float]:
    """Return the room left and right of the axes, in inches."""
    if isinstance(view, View):
        return 0.72, label_room_in(view)
    if isinstance(view, CalendarView):
        return 1.95, 0.25
    return (0.72, 0.95) if isinstance(view, RasterView) else (0.95, 0.95)
