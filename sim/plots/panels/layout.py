"""Where labels and markers go, on the page and in print alike."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sim.phrases import listed
from sim.plots import style
from sim.plots.panels.lines import Line, Lines

_NO_BREAK = "\N{NO-BREAK SPACE}"
_COINCIDE = 0.006  # of the height of a plot: ends nearer than this look like one
_MANY_POINTS, _FEW_MARKERS = 40, 8


class EndLabel(NamedTuple):
    """Label of lines that end at one place.

    ``at`` is the place as a share of the height of the plot, ``x`` that on the x axis; ``rows``
    is the text, wrapped.
    """

    lines: tuple[Line, ...]
    x: float
    at: float
    rows: tuple[str, ...]

    @property
    def colour(self) -> str:
        """That of the lines, ink for lines of different colours."""
        colours = {style.STYLES[line.style].colour for line in self.lines}
        return colours.pop() if len(colours) == 1 else style.INK


def plain(text: str) -> str:
    """Return a text without line breaks or other control characters, which fonts lack."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def marker_step(n_points: int) -> int:
    """Return which points of a line have a marker, every how many: of many points only a few."""
    return max(1, n_points // _FEW_MARKERS) if n_points > _MANY_POINTS else 1


def fits_left(x: Sequence[float], x_range: tuple[float, float]) -> bool:
    """Return whether a label has more room on the left of marks than on their right."""
    low, high = x_range
    return min(x) - low > high - max(x) + 0.1 * (high - low)  # the margin is on the right


class _End(NamedTuple):
    """Where a line ends: the share of the height, the place on the x axis."""

    at: float
    x: float
    line: Line


def end_labels(panel: Lines, limits: tuple[float, float], most_chars: int) -> list[EndLabel]:
    """Return the labels at the line ends from low to high; lines that end alike share one."""
    groups: list[list[_End]] = []
    for end in _ends(panel, limits):
        if groups and _coincide(groups[-1][0], end):
            groups[-1].append(end)
        else:
            groups.append([end])
    labels = []
    for group in groups:
        lines = sorted((end.line for end in group), key=panel.lines.index)
        rows = textwrap.wrap(_joined(lines), most_chars) or [""]
        at = sum(end.at for end in group) / len(group)
        labels.append(EndLabel(tuple(lines), group[0].x, at, tuple(rows)))
    return labels


def _ends(panel: Lines, limits: tuple[float, float]) -> list[_End]:
    """Return the ends that have a name, from low to high."""
    low, high = limits
    ends = []
    for line in panel.lines if panel.is_labelled else ():
        drawn = np.flatnonzero(np.isfinite(line.y))
        if drawn.size and line.joined and line.name:
            at = (float(line.y[drawn[-1]]) - low) / (high - low)
            ends.append(_End(at, float(line.x[drawn[-1]]), line))
    return sorted(ends, key=lambda end: end.at)


def _coincide(lower: _End, upper: _End) -> bool:
    """Return whether two ends look like one; a line to compare with keeps a label of its own."""
    return (
        upper.at - lower.at < _COINCIDE
        and upper.x == lower.x
        and not (upper.line.is_reference or lower.line.is_reference)
    )


def _joined(lines: Sequence[Line]) -> str:
    """Return one label for lines; what their names share is said once.

    The sign of its marker stands before each name, since the lines may differ further left.
    """
    if len(lines) == 1:
        return plain(lines[0].label)
    parts = [plain(line.label).split() for line in lines]
    shortest = min(map(len, parts))
    head = next((k for k in range(shortest) if len({part[k] for part in parts}) > 1), shortest)
    tail = next((k for k in range(shortest) if len({part[-1 - k] for part in parts}) > 1), shortest)
    if head + tail >= shortest:
        head = tail = 0
    middles = [
        style.sign(line.style, line.variant) + _NO_BREAK + " ".join(part[head : len(part) - tail])
        for line, part in zip(lines, parts)
    ]
    return " ".join([*parts[0][:head], listed(middles), *parts[0][len(parts[0]) - tail :]])


def spread(middles: list[float], half: list[float], top: float, over: float = 0.0) -> list[float]:
    """Return middles of labels, as near to those asked for as possible, that do not overlap.

    Parameters
    ----------
    middles : list of float
        In growing order.
    half : list of float
        Half the height of each label.
    top : float
        Upper end of the room, in the same unit; the lower end is 0.
    over : float
        How far labels may reach beyond both ends.
    """
    if not middles:
        return []
    sizes = np.asarray(half, dtype=float)
    offset = np.concatenate([[0.0], np.cumsum(sizes[:-1] + sizes[1:])])
    # Without the room between them places only have to grow: pool those that do not.
    pools: list[tuple[float, int]] = []  # mean and count
    for value in np.asarray(middles, dtype=float) - offset:
        mean, count = float(value), 1
        while pools and pools[-1][0] > mean:
            before, n = pools.pop()
            mean, count = (before * n + mean * count) / (n + count), n + count
        pools.append((mean, count))
    places = np.repeat([mean for mean, _ in pools], [count for _, count in pools])
    places = np.minimum(np.maximum(places, sizes[0] - over), top + over - sizes[-1] - offset[-1])
    return (places + offset).tolist()
