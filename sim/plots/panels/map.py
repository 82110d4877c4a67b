"""An outcome over two settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.plots.panels.picture import Panel, Table, finite


@dataclass(frozen=True, eq=False)
class Map(Panel):
    """The mean outcome over two settings, as shades.

    Attributes
    ----------
    z_label : str
        What the shades stand for, with the unit.
    x, y : (n_x,) and (n_y,) arrays
        Values of both settings, growing.
    values : (n_y, n_x) array
        Mean outcome; NaN where nothing was run.
    counts : (n_y, n_x) int array
        Runs behind each mean.
    contour : tuple of (n, 2) arrays
        Lines along which the outcome has one value, as points (place in ``x``, place in ``y``):
        a point between two settings has a fraction.
    bounds : (low, high)
        Of the shades.
    current : (float, float) or None
        The settings at present, as such a point.
    """

    x_label: str
    y_label: str
    z_label: str
    x: np.ndarray
    y: np.ndarray
    values: np.ndarray
    counts: np.ndarray
    contour: tuple[np.ndarray, ...]
    bounds: tuple[float, float]
    current: tuple[float, float] | None = None

    kind: ClassVar[str] = "map"

    def table(self) -> Table:
        """Return one row for each pair of settings."""
        rows = tuple(
            (
                float(self.x[column]),
                float(self.y[row]),
                finite(self.values[row, column]),
                int(self.counts[row, column]),
            )
            for row, column in np.ndindex(self.values.shape)
        )
        return (self.x_label, self.y_label, self.z_label, "runs (number)"), rows
