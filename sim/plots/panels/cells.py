"""Weights of single synapses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Literal, Self

import numpy as np

from sim.plots.panels.picture import Cell, Panel, Table, finite


@dataclass(frozen=True, eq=False)
class Cells(Panel):
    """Weights of single synapses among some cells, in blocks by group.

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

    names: tuple[str, ...]
    bounds: np.ndarray
    values: np.ndarray
    means: np.ndarray
    show: Literal["before", "after", "change"]
    top: float
    label: str
    x_label: str = "to cell, by group (number)"
    y_label: str = "from cell, by group (number)"

    kind: ClassVar[str] = "cells"

    @property
    def is_change(self) -> bool:
        """Whether the shades are differences, from below zero to above."""
        return self.show == "change"

    @property
    def low(self) -> float:
        """Value of the first shade."""
        return -self.top if self.is_change else 0.0

    @property
    def middles(self) -> np.ndarray:
        """Middle of each group, as a place among the cells, (n_groups,)."""
        return (self.bounds[:-1] + self.bounds[1:]) / 2.0

    @classmethod
    def levelled(cls, panels: Sequence[Self]) -> tuple[Self, ...]:
        """Return matrices of synapses with one scale of shades."""
        top = max(panel.top for panel in panels)
        return tuple(replace(panel, top=top) for panel in panels)

    def table(self) -> Table:
        """Return one row for each block: single synapses would tell a reader nothing."""
        rows: list[tuple[Cell, ...]] = []
        for a, b in np.ndindex(self.means.shape):
            block = self.values[
                self.bounds[a] : self.bounds[a + 1], self.bounds[b] : self.bounds[b + 1]
            ]
            drawn = block[np.isfinite(block)]
            rows.append(
                (
                    self.names[a],
                    self.names[b],
                    finite(self.means[a, b]),
                    int(drawn.size),
                    float(drawn.min()) if drawn.size else None,
                    float(drawn.max()) if drawn.size else None,
                )
            )
        return (
            "from",
            "to",
            f"mean {self.label}",
            "drawn synapses (number)",
            f"lowest drawn {self.label}",
            f"highest drawn {self.label}",
        ), tuple(rows)
