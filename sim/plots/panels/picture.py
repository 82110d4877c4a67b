"""A picture: its caption, and the panels that it shows. Nothing here draws."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Literal, Self

Cell = str | float | None
Table = tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]

# Header of a table of several panels, a row for each value.
STACKED = ("picture", "line or arm", "at", "value", "95 % band from", "95 % band to")
_KEY_PX = 30  # room for the key above the panels


class Panel(ABC):
    """Content of one pair of axes. Each kind is a frozen dataclass in a file of its own.

    Attributes
    ----------
    kind : str
        Its name in the tables `sim.plots.echarts.draw.KINDS` and `sim.plots.figure.draw.KINDS`.
    has_x_above : bool
        Whether the x axis stands above the panel.
    x_label, y_label : str
        With units.
    """

    kind: ClassVar[str]
    has_x_above: ClassVar[bool] = False
    x_label: str
    y_label: str

    @property
    def height_px(self) -> int | None:
        """Height that it needs on the page; None if any will do."""
        return None

    @property
    def n_mark_rows(self) -> int:
        """Rows of marks above the axes."""
        return 0

    @classmethod
    def levelled(cls, panels: Sequence[Self]) -> tuple[Self, ...]:
        """Return panels of this kind on one scale, so that they can be compared."""
        return tuple(panels)

    @abstractmethod
    def table(self) -> Table:
        """Return the panel as a table: header and rows."""


@dataclass(frozen=True, eq=False)
class Picture:
    """A caption, and one panel or several.

    `Lines` may stand beside each other, `Lines` and `Dots` above each other; a panel of another
    kind has a picture to itself.

    Attributes
    ----------
    id : str
    title : str
        A sentence filled from the runs.
    what : str
        What is drawn, for a reader who sees it for the first time.
    leaves_out : str
        What it does not show.
    panels : tuple of Panel
        From top to bottom or from left to right.
    alt : str
        The message in words, for readers who do not see the picture.
    key : str
        What numbers and signs in it stand for, if there are any.
    arrangement : str
        Whether several panels are ``stacked`` or stand ``beside`` each other.
    sizes : tuple of float
        Of each of several panels: its height on the page with its axes, in px, if they are
        stacked; its share of the width if they are beside each other.
    shares_x : bool
        Whether stacked panels have the same x axis, which is then named once, below the last.
    """

    id: str
    title: str
    what: str
    leaves_out: str
    panels: tuple[Panel, ...]
    alt: str
    key: str = ""
    arrangement: Literal["stacked", "beside"] = "stacked"
    sizes: tuple[float, ...] = ()
    shares_x: bool = False

    @property
    def panel(self) -> Panel:
        """The first panel, which most pictures have alone."""
        return self.panels[0]

    @property
    def height_px(self) -> int | None:
        """Height that it needs on the page; None if any will do."""
        if len(self.panels) == 1:
            height_px = self.panel.height_px
        else:
            height_px = int(sum(self.sizes)) if self.arrangement == "stacked" else None
        return None if height_px is None else height_px + _KEY_PX * bool(self.key)


def same_scale(pictures: Sequence[Picture]) -> tuple[Picture, ...]:
    """Return pictures that stand side by side, with one scale for all, so that heights compare.

    Parameters
    ----------
    pictures : sequence of Picture
        One for each arm. Those with panels of the same kinds get, panel by panel, one scale.
    """
    made = list(pictures)
    kinds = [tuple(map(type, picture.panels)) for picture in pictures]
    for alike in dict.fromkeys(kinds):
        places = [place for place, types in enumerate(kinds) if types == alike]
        columns = zip(*(pictures[place].panels for place in places), strict=True)
        levelled = [kind.levelled(column) for kind, column in zip(alike, columns, strict=True)]
        for place, panels in zip(places, zip(*levelled, strict=True), strict=True):
            made[place] = replace(pictures[place], panels=panels)
    return tuple(made)


def finite(value: float) -> float | None:
    """Return a number of a table: a float of Python, None for NaN."""
    return float(value) if math.isfinite(value) else None
