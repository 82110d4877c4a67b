"""Where a map crosses a level: marching squares."""

from __future__ import annotations

import numpy as np

# Edges of a square between its corners, counted round: bottom left, bottom right, top right, top
# left. Edge k joins corner k and the next one.
_CORNERS = ((0, 0), (1, 0), (1, 1), (0, 1))


def contour(values: np.ndarray, level: float) -> tuple[np.ndarray, ...]:
    """Return where ``values`` cross ``level``, as segments.

    Parameters
    ----------
    values : (n_y, n_x) array
        A square with NaN at a corner is left out.
    level : float
        A value that is equal to it counts as above.

    Returns
    -------
    tuple of (2, 2) arrays
        Both ends of each segment, as (place along x, place along y); places between two values
        are broken numbers, by straight interpolation.
    """
    found: list[np.ndarray] = []
    for row in range(values.shape[0] - 1):
        for column in range(values.shape[1] - 1):
            corners = [(column + dx, row + dy) for dx, dy in _CORNERS]
            heights = [float(values[y, x]) for x, y in corners]
            if np.isfinite(heights).all():
                found += _square(corners, heights, level)
    return tuple(found)


def _square(corners: list[tuple[int, int]], heights: list[float], level: float) -> list[np.ndarray]:
    """Return the segments in one square: none, one, or two at a saddle."""
    crossings = [
        _between(corners[k], corners[(k + 1) % 4], heights[k], heights[(k + 1) % 4], level)
        for k in range(4)
        if (heights[k] >= level) != (heights[(k + 1) % 4] >= level)
    ]
    if len(crossings) != 4:
        return [np.array(crossings)] if crossings else []
    # At a saddle the mean of the square decides which corners belong together.
    is_above, middle_above = heights[0] >= level, sum(heights) / 4.0 >= level
    pairs = ((0, 1), (2, 3)) if is_above == middle_above else ((3, 0), (1, 2))
    return [np.array([crossings[a], crossings[b]]) for a, b in pairs]


def _between(
    one: tuple[int, int], other: tuple[int, int], low: float, high: float, level: float
) -> tuple[float, float]:
    share = (level - low) / (high - low)
    return one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])
