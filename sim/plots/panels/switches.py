"""How a resting network moves between A, B and neither."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Self

import numpy as np

from sim.plots.panels.picture import Cell, Panel, Table

NODES = ("A", "B", "neither")
NODE_STYLES = ("A", "B", "none")  # keys of `sim.plots.style.STYLES`
_POINTS = 81  # of a landscape


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
class Switches(Panel):
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

    maps: tuple[SwitchMap, ...]
    top_per_min: float
    top_height: float
    caption: str
    x_label: str = "state at rest (A, neither, B)"
    y_label: str = "how rare (log scale)"

    kind: ClassVar[str] = "switches"

    @classmethod
    def levelled(cls, panels: Sequence[Self]) -> tuple[Self, ...]:
        """Return switch maps with one width of arrows and one height of landscapes."""
        top_per_min = max(panel.top_per_min for panel in panels)
        top_height = max(panel.top_height for panel in panels)
        return tuple(
            replace(panel, top_per_min=top_per_min, top_height=top_height) for panel in panels
        )

    def landscape(self, arm: SwitchMap) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return a curve through the heights of A, neither and B, and where these three lie.

        Returns
        -------
        x, y : (n,) arrays
            Steep at both ends; ``x`` runs from 0 to 1.
        at : (3,) array
            Places of `NODES` on it.
        """
        at, (a, b, neither) = np.array([0.2, 0.8, 0.5]), arm.heights
        knots = np.array([0.0, at[0], at[2], at[1], 1.0])
        heights = np.array([self.top_height, a, neither, b, self.top_height])
        x = np.linspace(0.0, 1.0, _POINTS)
        k = np.clip(np.searchsorted(knots, x, side="right") - 1, 0, knots.size - 2)
        part = (x - knots[k]) / (knots[k + 1] - knots[k])
        smooth = (1.0 - np.cos(np.pi * part)) / 2.0  # level at every knot: a valley or a top
        return x, heights[k] + (heights[k + 1] - heights[k]) * smooth, at

    def table(self) -> Table:
        """Return every change and share, its mean and range over seeds."""
        rows: list[tuple[Cell, ...]] = []
        for arm in self.maps:
            quantities = [
                (f"{NODES[a]} to {NODES[b]} (changes a minute)", arm.rates_per_min[:, a, b])
                for a, b in np.ndindex(arm.per_min.shape)
                if a != b
            ]
            quantities += [
                (f"{name} (share of rest)", arm.shares[:, place])
                for place, name in enumerate(NODES)
            ]
            rows += [
                (arm.label, name, float(values.mean()), float(values.min()), float(values.max()))
                for name, values in quantities
            ]
        return ("arm", "quantity", "mean over seeds", "lowest seed", "highest seed"), tuple(rows)


def in_words(share: float, name: str) -> str:
    """Return the share of rest that is spent in a node, as it stands beside it."""
    return f"{name}: {100 * share:.0f} %" if share else f"{name}: never"


def rate_in_words(per_min: float) -> str:
    """Return changes a minute as they stand at an arrow."""
    return f"{per_min:.0f}" if per_min >= 0.95 else f"{per_min:.1f}"
