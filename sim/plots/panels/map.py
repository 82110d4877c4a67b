"""An outcome over two settings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.phrases import rounded


@dataclass(frozen=True, eq=False)
class MapView:
    """The mean outcome over two settings.

    Attributes
    ----------
    x, y : (n_x,) and (n_y,) arrays
        Values of both settings, growing.
    values : (n_y, n_x) array
        Mean outcome; NaN where nothing was run.
    counts : (n_y, n_x) int array
        Runs behind each mean.
    level : float
        Value of the contour.
    contour : tuple of (2, 2) arrays
        Segments of the contour, each two points (place in ``x``, place in ``y``); places may be
        broken numbers.
    bounds : (low, high)
        Of the shades.
    current : (float, float) or None
        The setting at present, as places in ``x`` and ``y``.
    """

    id: str
    title: str
    what: str
    leaves_out: str
    x_label: str
    y_label: str
    z_label: str
    x: np.ndarray
    y: np.ndarray
    values: np.ndarray
    counts: np.ndarray
    level: float
    contour: tuple[np.ndarray, ...]
    bounds: tuple[float, float]
    alt: str
    current: tuple[float, float] | None = None

    @property
    def key(self) -> str:
        """What the line stands for, and the ring if there is one."""
        ring = "" if self.current is None else ",  ring: current settings"
        return f"dashed line: {rounded(self.level)}{ring}" if self.contour else ring.lstrip(", ")
