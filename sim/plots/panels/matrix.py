"""Mean weights between groups of cells."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class MatrixView:
    """Mean weights between groups on one day: ``values`` (n, n), row = from, column = to.

    ``top`` is the value of the lightest shade; None takes the largest of ``values``.
    """

    id: str
    title: str
    what: str
    leaves_out: str
    names: tuple[str, ...]
    values: np.ndarray
    alt: str
    top: float | None = None
    unit: str = "base weights"
    x_label: str = "to group (receiving cells)"
    y_label: str = "from group (sending cells)"
