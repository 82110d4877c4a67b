"""Where panels lie in a printed figure: one above the other, or side by side. All in inches."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import NamedTuple

from matplotlib.axes import Axes

from sim.plots import style
from sim.plots.figure.axes import Room
from sim.plots.panels.layout import plain
from sim.plots.panels.picture import Picture

_NAMED_IN, _TICKS_IN, _BARE_IN = 0.5, 0.22, 0.2  # below a panel: name and ticks, ticks, nothing
_STACKED_LEFT_IN = 0.1  # more than a panel alone needs
_ASIDE_IN = 0.72  # for ticks and name of the y axis of a panel beside another
_LABEL_CHARS_PER_IN, _LABEL_LEAST_CHARS, _LABEL_PT = 13.0, 12, 9.0


class Box(NamedTuple):
    """A place in a figure, from its lower left corner."""

    left: float
    bottom: float
    width: float
    height: float


def room_around(picture: Picture, rooms: Sequence[Room]) -> Room:
    """Return the room around all panels, from that of each."""
    if len(rooms) == 1:
        return rooms[0]
    left = max(room.left for room in rooms)
    if picture.arrangement == "beside":
        return Room(max(room.above for room in rooms), left, rooms[-1].right)
    return Room(rooms[0].above, left + _STACKED_LEFT_IN, max(room.right for room in rooms))


def boxes_in(picture: Picture, rooms: Sequence[Room], box: Box) -> list[Box]:
    """Return the box of the axes of each panel, inside that of all."""
    if len(rooms) == 1:
        return [box]
    return (_beside if picture.arrangement == "beside" else _stacked)(picture, rooms, box)


def _stacked(picture: Picture, rooms: Sequence[Room], box: Box) -> list[Box]:
    gaps = [0.0]
    gaps += [_below_in(picture, place) + room.above for place, room in enumerate(rooms[1:])]
    share = max(0.1, box.height - sum(gaps)) / sum(picture.sizes)
    boxes, top = [], box.bottom + box.height
    for size, gap in zip(picture.sizes, gaps, strict=True):
        top -= gap + share * size
        boxes.append(Box(box.left, top, box.width, share * size))
    return boxes


def _below_in(picture: Picture, place: int) -> float:
    """Return the room below panel number ``place``."""
    if picture.panels[place].has_x_above:
        return _BARE_IN
    return _TICKS_IN if picture.shares_x else _NAMED_IN


def _beside(picture: Picture, rooms: Sequence[Room], box: Box) -> list[Box]:
    share = (box.width - _ASIDE_IN * (len(rooms) - 1)) / sum(picture.sizes)
    boxes, left = [], box.left
    for size in picture.sizes:
        boxes.append(Box(left, box.bottom, share * size, box.height))
        left += share * size + _ASIDE_IN
    return boxes


def fit_labels(picture: Picture, place: int, axes: Axes, height_in: float) -> None:
    """Fit the labels of panel number ``place`` to its place among several."""
    if picture.arrangement == "beside":
        axes.xaxis.get_major_locator().set_params(integer=True)
        return
    panel = picture.panels[place]
    most_chars = max(_LABEL_LEAST_CHARS, int(height_in * _LABEL_CHARS_PER_IN))
    label = "\n".join(textwrap.wrap(plain(panel.y_label), most_chars))
    # Rows below a scale are named one by one.
    axes.set_ylabel("" if panel.has_x_above else label, fontsize=_LABEL_PT, color=style.INK)
    if picture.shares_x and place < len(picture.panels) - 1:
        axes.set_xlabel("")
