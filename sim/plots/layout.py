"""Where labels and marks go, on the page and in print alike."""

from __future__ import annotations

import numpy as np

from sim.plots.views.types import Mark, View

_STEPS = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
_HEADROOM = 1.1  # above the highest value, for the names of windows


def plain(text: str) -> str:
    """Return a text without line breaks or other control characters, which fonts lack."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def y_limits(view: View) -> tuple[float, float]:
    """Return the ends of the y axis; what the view leaves open ends at a round number."""
    low, high = view.y_range or (0.0, None)
    if high is not None:
        return low, high
    values = [part[np.isfinite(part)] for line in view.lines for part in (line.y, line.high)
              if part is not None]
    top = _HEADROOM * max((float(part.max()) for part in values if part.size), default=1.0)
    if top <= low:
        return low, low + 1.0
    scale = 10.0 ** np.floor(np.log10(top))
    return low, float(scale * next(step for step in _STEPS if step * scale >= top * 0.999))


def is_late(x: float, x_range: tuple[float, float]) -> bool:
    """Return whether a label fits better on the left of ``x`` than on its right."""
    low, high = x_range
    return x - low > 0.55 * (high - low)


def strip_rows(marks: tuple[Mark, ...]) -> dict[str, list[Mark]]:
    """Return the marks by label: one row above the axes for each."""
    rows: dict[str, list[Mark]] = {}
    for mark in marks:
        rows.setdefault(mark.label, []).append(mark)
    return rows


def spread(wanted: list[float], half: list[float], top: float) -> list[float]:
    """Return places for labels near the wanted ones that do not overlap.

    Parameters
    ----------
    wanted : list of float
        Middles in growing order.
    half : list of float
        Half the height of each label.
    top : float
        Upper end of the room, in the same unit; the lower end is 0.
    """
    places = [max(want, size) for want, size in zip(wanted, half)]
    for k in range(1, len(places)):
        places[k] = max(places[k], places[k - 1] + half[k - 1] + half[k])
    over = places[-1] + half[-1] - top if places else 0.0
    for k in range(len(places) - 1, -1, -1):  # push down what has left the room at the top
        if over <= 0.0:
            break
        places[k] -= over
        over = places[k - 1] + half[k - 1] + half[k] - places[k] if k else 0.0
    return places
