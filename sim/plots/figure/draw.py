"""Pictures as printed figures: matplotlib `Figure` objects, never pyplot, drawn under one lock."""

from __future__ import annotations

import html
import io
import re
import textwrap
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from sim.plots.figure.as_shipped import as_shipped, lacks_font  # before all of matplotlib

from matplotlib.axes import Axes  # isort: skip
from matplotlib.figure import Figure  # isort: skip

from sim.plots import style, words
from sim.plots.figure.arrange import Box, boxes_in, fit_labels, room_around
from sim.plots.figure.axes import Room, finish
from sim.plots.figure.calendar import draw_calendar
from sim.plots.figure.cells import draw_cells
from sim.plots.figure.dots import draw_dots
from sim.plots.figure.dots import room_in as room_of_dots
from sim.plots.figure.lines import draw_lines
from sim.plots.figure.lines import room_in as room_of_lines
from sim.plots.figure.map import draw_map
from sim.plots.figure.matrix import draw_matrix
from sim.plots.figure.raster import draw_raster
from sim.plots.figure.switches import draw_switches
from sim.plots.panels.layout import plain
from sim.plots.panels.picture import Panel, Picture


class Kind(NamedTuple):
    """How one kind of panel is drawn: ``draw`` puts it into axes, ``room`` is what it needs."""

    draw: Callable[[Any, Axes], None]
    room: Room | Callable[[Any], Room]


KINDS: dict[str, Kind] = {
    "calendar": Kind(draw_calendar, Room(0.28, 1.95, 0.25)),
    "cells": Kind(draw_cells, Room(0.12, 0.95, 0.95)),
    "dots": Kind(draw_dots, room_of_dots),
    "lines": Kind(draw_lines, room_of_lines),
    "map": Kind(draw_map, Room(0.12, 0.8, 0.95)),
    "matrix": Kind(draw_matrix, Room(0.12, 0.95, 0.95)),
    "raster": Kind(draw_raster, Room(0.42, 0.72, 0.95)),
    "switches": Kind(draw_switches, Room(0.3, 0.2, 0.2)),
}

# Figures of two threads must not be drawn at the same time: matplotlib shares fonts and caches.
LOCK = threading.RLock()

_TITLE_PT, _KEY_PT, _SMALL_PT = 11.0, 8.5, 7.0
_LINE_IN = 0.19  # height of a line of the title
_KEY_LINE_IN, _SMALL_LINE_IN = 0.15, 0.125
_USUAL_IN, _MORE_IN, _PX_PER_IN = 4.0, 1.0, 85.0  # height; with caption; of heights for the page


class Printed(Figure):
    """A figure that is saved as it was drawn: with nothing that the user has set for others."""

    def savefig(self, *args: Any, **kwargs: Any) -> None:
        """Save as `matplotlib.figure.Figure.savefig` does."""
        with LOCK, as_shipped(svg_fonttype="path"):
            super().savefig(*args, **kwargs)


def to_figure(
    picture: Picture, *, width_in: float = 7.0, height_in: float | None = None, caption: str = ""
) -> Figure:
    """Return a picture as a matplotlib figure that is legible in grey and on paper.

    Parameters
    ----------
    picture : Picture
    width_in, height_in : float
        Size in inches; by default as high as the picture needs.
    caption : str
        Small text at the foot: seeds, fingerprint.

    Returns
    -------
    matplotlib.figure.Figure
        Title and axes with units; the disclaimer stands at the foot.
    """
    height_in = _height_in(picture) if height_in is None else height_in
    with LOCK, as_shipped():
        figure = Printed(figsize=(width_in, height_in), facecolor=style.PAPER)
        title = textwrap.wrap(plain(picture.title), width=int((width_in - 0.24) * 11.8))
        foot = [
            *textwrap.wrap(plain(caption), width=int((width_in - 0.24) * 19)),
            *textwrap.wrap(words.DISCLAIMER, width=int((width_in - 0.24) * 19)),
        ]
        if lacks_font(f"{picture.title}{picture.alt}{caption}"):
            foot.append(words.NO_FONT)
        key = textwrap.wrap(plain(picture.key), width=int(width_in * 15))
        title_in = 0.1 + len(title) * _LINE_IN
        rooms = [_room_in(panel) for panel in picture.panels]
        room = room_around(picture, rooms)
        top_in = title_in + 0.04 + len(key) * _KEY_LINE_IN + room.above
        bottom_in = 0.56 + len(foot) * _SMALL_LINE_IN
        box = Box(
            room.left,
            bottom_in,
            max(0.2 * width_in, width_in - room.left - room.right),
            max(0.2 * height_in, height_in - top_in - bottom_in),
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
        _draw_panels(picture, figure, boxes_in(picture, rooms, box))
    return figure


def to_svg(
    picture: Picture, *, width_in: float = 7.0, height_in: float | None = None, caption: str = ""
) -> str:
    """Return a picture as an SVG element: the same text each time, no date, nothing loaded."""
    raw = io.StringIO()
    no_metadata = dict.fromkeys(("Creator", "Date", "Format", "Type"))
    with LOCK, as_shipped(svg_hashsalt=picture.id, svg_fonttype="path"):
        figure = to_figure(picture, width_in=width_in, height_in=height_in, caption=caption)
        Figure.savefig(figure, raw, format="svg", metadata=no_metadata)
    text = raw.getvalue()
    head = f'<svg role="img" aria-label="{html.escape(plain(picture.alt))}"'
    # Names of groups repeat from figure to figure; a page that holds several wants none.
    return re.sub(r'<g id="[^"]*">', "<g>", text[text.index("<svg") :].replace("<svg", head, 1))


def to_png(
    picture: Picture,
    *,
    width_in: float = 7.0,
    height_in: float | None = None,
    caption: str = "",
    dpi: float = 150.0,
    metadata: Mapping[str, str] | None = None,
) -> bytes:
    """Return a picture as PNG, ``dpi`` pixels to an inch, with ``metadata`` in text chunks."""
    raw = io.BytesIO()
    with LOCK:
        to_figure(picture, width_in=width_in, height_in=height_in, caption=caption).savefig(
            raw, format="png", dpi=dpi, metadata={"Software": None, **(metadata or {})}
        )
    return raw.getvalue()


def _draw_panels(picture: Picture, figure: Figure, boxes: Sequence[Box]) -> None:
    width_in, height_in = figure.get_size_inches()
    for place, (panel, box) in enumerate(zip(picture.panels, boxes, strict=True)):
        axes = figure.add_axes(
            (
                box.left / width_in,
                box.bottom / height_in,
                box.width / width_in,
                box.height / height_in,
            )
        )
        KINDS[panel.kind].draw(panel, axes)
        finish(axes, panel)
        if len(boxes) > 1:
            fit_labels(picture, place, axes, box.height)


def _room_in(panel: Panel) -> Room:
    room = KINDS[panel.kind].room
    return room(panel) if callable(room) else room


def _height_in(picture: Picture) -> float:
    """Return a good height of a figure in inches."""
    return max(_USUAL_IN, _MORE_IN + (picture.height_px or 0) / _PX_PER_IN)
