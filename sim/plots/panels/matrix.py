"""Mean weights between groups of cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Self

import numpy as np

from sim.plots.panels.picture import Panel, Table, finite


@dataclass(frozen=True, eq=False)
class Matrix(Panel):
    """Mean weights on one day: ``values`` (n, n), row = from, column = to.

    ``label`` names the quantity of the shades, with its unit. ``top`` is the value of the lightest
    shade; None takes the largest of ``values``.
    """

    names: tuple[str, ...]
    values: np.ndarray
    label: str
    top: float | None = None
    unit: str = "base weights"
    x_label: str = "to group (receiving cells)"
    y_label: str = "from group (sending cells)"

    kind: ClassVar[str] = "matrix"

    @property
    def lightest(self) -> float:
        """Value of the lightest shade."""
        return float(np.nanmax(self.values)) if self.top is None else self.top

    @classmethod
    def levelled(cls, panels: Sequence[Self]) -> tuple[Self, ...]:
        """Return matrices with one scale of shades."""
        top = max(float(np.nanmax(panel.values)) for panel in panels)
        return tuple(replace(panel, top=top) for panel in panels)

    def table(self) -> Table:
        """Return the matrix, with the names of both groups."""
        header = ("from", *(f"to {name} ({self.unit})" for name in self.names))
        return header, tuple(
            (name, *map(finite, row)) for name, row in zip(self.names, self.values, strict=True)
        )
