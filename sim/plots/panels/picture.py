"""Pictures of several panels: one above the other, or side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from sim.plots.panels.dots import DotsView
from sim.plots.panels.lines import View


class AnyView(Protocol):
    """What every view has, whatever it shows."""

    id: str
    title: str
    what: str
    leaves_out: str
    alt: str
    x_label: str
    y_label: str


@dataclass(frozen=True, eq=False)
class PanelsView:
    """Several pictures, one above the other.

    Attributes
    ----------
    id, title, what, leaves_out, alt, key : str
        As in a `View`; those of the panels themselves are not shown.
    panels : tuple of `View` or `DotsView`
    heights : tuple of int
        Of each panel with its axes, in px on the page; elsewhere they are shares.
    is_shared : bool
        Whether the panels have the same x axis, which is then named once, below the last.
    """

    id: str
    title: str
    what: str
    leaves_out: str
    panels: tuple[View | DotsView, ...]
    heights: tuple[int, ...]
    alt: str
    is_shared: bool = False
    key: str = ""

    @property
    def x_label(self) -> str:
        """That of the last panel."""
        return self.panels[-1].x_label

    @property
    def y_label(self) -> str:
        """That of the first panel."""
        return self.panels[0].y_label

    @property
    def height_px(self) -> int:
        """A good height on the page."""
        return sum(self.heights) + 30 * bool(self.key)


@dataclass(frozen=True, eq=False)
class PartsView:
    """Pictures of lines side by side, each with axes of its own.

    Attributes
    ----------
    id, title, what, leaves_out, alt, key : str
        As in a `View`; those of the parts themselves are not shown.
    parts : tuple of `View`
        From left to right; the last one has the labels at the line ends.
    widths : tuple of float
        Shares of the width.
    """

    id: str
    title: str
    what: str
    leaves_out: str
    parts: tuple[View, ...]
    widths: tuple[float, ...]
    alt: str
    key: str = ""

    @property
    def x_label(self) -> str:
        """That of the first part."""
        return self.parts[0].x_label

    @property
    def y_label(self) -> str:
        """That of the first part."""
        return self.parts[0].y_label
