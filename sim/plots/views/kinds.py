"""What pictures of two parts, of switches and of single synapses show; nothing here draws."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from sim.plots.views.types import View

NODES = ("A", "B", "neither")


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


@dataclass(frozen=True, eq=False)
class SwitchMap:
    """How one arm moves between `NODES` at rest.

    Attributes
    ----------
    label : str
    shares : (n_seeds, 3) array
        Share of resting time.
    rates_per_min : (n_seeds, 3, 3) array
        Changes a minute; row = from, column = to, 0 on the diagonal.
    rest_s : float
        Resting time of a seed.
    heights : (3,) array
        -ln of the mean share; of a node without any visit, that of half a bin.
    """

    label: str
    shares: np.ndarray
    rates_per_min: np.ndarray
    rest_s: float
    heights: np.ndarray

    @property
    def share(self) -> np.ndarray:
        """Mean over seeds, (3,)."""
        return self.shares.mean(axis=0)

    @property
    def per_min(self) -> np.ndarray:
        """Mean over seeds, (3, 3)."""
        return self.rates_per_min.mean(axis=0)


@dataclass(frozen=True, eq=False)
class SwitchView:
    """Changes between A, B and neither, and a landscape drawn from the shares of time.

    Attributes
    ----------
    maps : tuple of `SwitchMap`
        One for each arm, drawn one above the other.
    top_per_min : float
        Rate of the widest arrow.
    top_height : float
        Upper end of the landscape.
    caption : str
        Stands at the landscape.
    """

    id: str
    title: str
    what: str
    leaves_out: str
    maps: tuple[SwitchMap, ...]
    top_per_min: float
    top_height: float
    caption: str
    alt: str
    x_label: str = "state at rest (A, neither, B)"
    y_label: str = "how rare (log scale)"


@dataclass(frozen=True, eq=False)
class CellsView:
    """Weights of single synapses among some cells.

    Attributes
    ----------
    names : tuple of n_groups
    bounds : (n_groups + 1,) int array
        First cell of each group, and the end.
    values : (n, n) array
        Row = from, column = to; NaN where there is no synapse.
    means : (n_groups, n_groups) array
        Of all synapses between two groups, also of those that are not drawn.
    show : str
        ``before``, ``after`` or ``change``.
    top : float
        End of the scale of shades; a change has it on both sides of zero.
    label : str
        What the shades stand for, with the unit.
    """

    id: str
    title: str
    what: str
    leaves_out: str
    names: tuple[str, ...]
    bounds: np.ndarray
    values: np.ndarray
    means: np.ndarray
    show: Literal["before", "after", "change"]
    top: float
    label: str
    alt: str
    x_label: str = "to cell, by group (number)"
    y_label: str = "from cell, by group (number)"

    @property
    def middles(self) -> np.ndarray:
        """Middle of each group, as a place among the cells, (n_groups,)."""
        return (self.bounds[:-1] + self.bounds[1:]) / 2.0
