"""Lines in a printed figure: bands, seeds, marks above the axes, labels at line ends."""

from __future__ import annotations

import textwrap

import numpy as np
from matplotlib.axes import Axes
from matplotlib.transforms import ScaledTranslation

from sim.plots import style
from sim.plots.layout import is_late, plain, spread, strip_rows, y_limits
from sim.plots.views.types import Line, View

_MARKERS = {"circle": "o", "square": "s", "triangle": "^", "diamond": "D", "down": "v",
            "cross": "X", "plus": "P", "none": ""}
_BANDS = {"window": style.WINDOW, "held_back": style.HELD_BACK, "cue": style.CUE}
_LABEL_CHARS, _LABEL_PT = 22, 9.0
_LABEL_LINE_IN = 0.15
_MANY_POINTS = 40  # more than these get a marker only here and there


def draw_lines(view: View, axes: Axes) -> None:
    """Draw a `View` into ``axes``."""
    if view.x_range is not None:
        axes.set_xlim(*view.x_range)
    for line in view.lines:
        _draw_line(line, axes)
    axes.set_ylim(*y_limits(view))
    axes.grid(axis="y", color=style.GRID, linewidth=0.8)
    axes.set_axisbelow(True)
    _draw_bands(view, axes)
    _draw_strip(view, axes)
    _draw_labels(view, axes)


def _draw_line(line: Line, axes: Axes) -> None:
    look = style.STYLES[line.style]
    if line.low is not None and line.high is not None:
        axes.fill_between(line.x, line.low, line.high, color=look.colour, alpha=0.13,
                          linewidth=0, zorder=1.5)
    for x, y in line.dots:
        axes.plot(x, y, linestyle="none", marker="o", markersize=2.6, color=look.colour,
                  alpha=0.3, markeredgewidth=0, zorder=2, clip_on=False)
    every = max(1, line.x.size // 8) if line.x.size > _MANY_POINTS else 1
    is_thin = line.style == "reference"
    axes.plot(line.x, line.y, color=look.colour, linewidth=1.0 if is_thin else 1.8,
              linestyle=(0, tuple(part / 1.8 for part in look.dash)) if look.dash else "-",
              marker=_MARKERS[look.marker], markersize=5.0,
              markerfacecolor=style.PAPER if line.variant else look.colour,
              markevery=(every // 2, every), zorder=3, clip_on=False, label="_" + line.style)


def _draw_bands(view: View, axes: Axes) -> None:
    for place, band in enumerate(view.bands):
        axes.axvspan(band.x0, band.x1, facecolor=_BANDS[band.style], zorder=0.5,
                     edgecolor=style.UNCOMMITTED, linestyle="--", linewidth=0.8)
        is_right = is_late(band.x0, axes.get_xlim())
        axes.annotate(plain(band.label), (band.x1 if is_right else band.x0, 1.0),
                      xycoords=axes.get_xaxis_transform(), textcoords="offset points",
                      xytext=(-3 if is_right else 3, -10 - 11 * place), fontsize=8.5,
                      ha="right" if is_right else "left", color=style.INK, parse_math=False,
                      zorder=4, bbox={"facecolor": style.PAPER, "alpha": 0.6, "pad": 0.6,
                                      "linewidth": 0})


def _draw_strip(view: View, axes: Axes) -> None:
    """Draw doses and sessions above the axes, each kind and arm in its own row, named."""
    for row, (label, marks) in enumerate(strip_rows(view.marks).items()):
        up_pt = 6.0 + 12.2 * row
        x = [mark.x for mark in marks]
        for at in x:
            axes.plot([at], [1.0], transform=axes.get_xaxis_transform()
                      + _points_up(axes, up_pt), clip_on=False, linestyle="none",
                      marker="v" if marks[0].kind == "dose" else "o",
                      markersize=5.5 if marks[0].kind == "dose" else 4.0, color=style.INK)
        is_right = is_late(max(x), axes.get_xlim())
        axes.annotate(plain(label), (min(x) if is_right else max(x), 1.0),
                      xycoords=axes.get_xaxis_transform(), textcoords="offset points",
                      xytext=(-7 if is_right else 7, up_pt), fontsize=8.5, va="center",
                      ha="right" if is_right else "left", color=style.INK, parse_math=False)


def _points_up(axes: Axes, up_pt: float) -> ScaledTranslation:
    """Return a transform that moves by so many points upwards."""
    return ScaledTranslation(0.0, up_pt / 72.0, axes.figure.dpi_scale_trans)


def label_room_in(view: View) -> float:
    """Return the room that the labels at the line ends need, in inches."""
    longest = max((len(part) for line in view.lines for part in _wrapped(line)), default=0)
    return 0.3 + 0.072 * longest


def _wrapped(line: Line) -> list[str]:
    return textwrap.wrap(plain(line.label), _LABEL_CHARS) or [""]


def _draw_labels(view: View, axes: Axes) -> None:
    """Write the name of each line at its end, apart from the others."""
    low, high = axes.get_ylim()
    height_in = axes.get_position().height * axes.figure.get_figheight()
    ends = []
    for line in view.lines:
        seen = np.flatnonzero(np.isfinite(line.y))
        if seen.size:
            share = (line.y[seen[-1]] - low) / (high - low)
            ends.append((float(share) * height_in, line, float(line.x[seen[-1]])))
    ends.sort(key=lambda end: end[0])
    half_in = [len(_wrapped(line)) * _LABEL_LINE_IN / 2.0 for _, line, _ in ends]
    for (at_in, line, x), y_in in zip(ends, spread([end[0] for end in ends], half_in, height_in)):
        axes.annotate("\n".join(_wrapped(line)), (x, at_in / height_in),
                      xycoords=axes.get_xaxis_transform(), textcoords="offset points",
                      xytext=(14, (y_in - at_in) * 72.0), va="center", fontsize=_LABEL_PT,
                      color=style.STYLES[line.style].colour, parse_math=False, linespacing=1.05,
                      arrowprops={"arrowstyle": "-", "color": style.UNCOMMITTED,
                                  "linewidth": 0.6, "shrinkA": 1, "shrinkB": 4,
                                  "relpos": (0.0, 0.5)})
