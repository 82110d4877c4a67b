"""Weights of single synapses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np


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


def cell_rows(view: CellsView) -> tuple[tuple[str, ...], tuple[tuple[object, ...], ...]]:
    """Return a view as a table: single synapses would tell a reader nothing, blocks do."""
    rows = []
    for a, b in np.ndindex(view.means.shape):
        block = view.values[
            view.bounds[a] : view.bounds[a + 1], view.bounds[b] : view.bounds[b + 1]
        ]
        drawn = block[np.isfinite(block)]
        mean = float(view.means[a, b])
        rows.append(
            (
                view.names[a],
                view.names[b],
                mean if np.isfinite(mean) else None,
                int(drawn.size),
                float(drawn.min()) if drawn.size else None,
                float(drawn.max()) if drawn.size else None,
            )
        )
    return (
        "from",
        "to",
        f"mean {view.label}",
        "drawn synapses (number)",
        f"lowest drawn {view.label}",
        f"highest drawn {view.label}",
    ), tuple(rows)
