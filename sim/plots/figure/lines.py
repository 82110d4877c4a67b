"""Lines in a printed figure: bands, seeds, marks above the axes, labels at line ends."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.transforms import ScaledTranslation

from sim.plots import style
from sim.plots.figure.axes import MARKERS, Room
from sim.plots.panels.layout import end_labels, fits_left, marker_step, plain, spread
from sim.plots.panels.lines import Line, Lines

_LABEL_CHARS, _LABEL_PT = 22, 9.0
_LABEL_LINE_IN = 0.15
_MARK_ROW_IN = 0.17  # a row of marks above the axes


def draw_lines(panel: Lines, axes: Axes) -> None:
    """Draw `Lines` into ``axes``."""
    if panel.is_log:
        axes.set_xscale("log")
        axes.xaxis.set_major_formatter("{x:g}")
    if panel.x_range is not None:
        axes.set_xlim(*panel.x_range)
    for line in panel.lines:
        _draw_line(line, axes)
    _draw_bars(panel, axes)
    _draw_levels(panel, axes)
    axes.set_ylim(*panel.y_limits)
    if panel.x_label.endswith("(number)"):
        axes.xaxis.get_major_locator().set_params(integer=True)
    axes.grid(axis="y", color=style.GRID, linewidth=0.8)
    axes.set_axisbelow(True)
    _draw_bands(panel, axes)
    _draw_mark_rows(panel, axes)
    _draw_labels(panel, axes)


def room_in(panel: Lines) -> Room:
    """Return the room for rows of marks above and for labels at the line ends."""
    labels = end_labels(panel, panel.y_limits, _LABEL_CHARS)
    longest = max((len(row) for label in labels for row in label.rows), default=0)
    return Room(0.15 + _MARK_ROW_IN * panel.n_mark_rows, 0.72, 0.3 + 0.072 * longest)


def _draw_line(line: Line, axes: Axes) -> None:
    look = style.STYLES[line.style]
    if not line.joined:
        edge = 1.5 if line.variant else 0.0
        axes.plot(
            line.x,
            line.y,
            linestyle="none",
            marker=MARKERS[look.marker],
            markersize=5.0,
            color=look.colour,
            alpha=1.0 if line.variant else 0.6,
            markeredgewidth=edge,
            markerfacecolor=style.PAPER if line.variant else look.colour,
            label="_" + line.style,
        )
        return
    if line.low is not None and line.high is not None:
        axes.fill_between(
            line.x, line.low, line.high, color=look.colour, alpha=0.13, linewidth=0, zorder=1.5
        )
    for x, y in line.dots:
        axes.plot(
            x,
            y,
            linestyle="none",
            marker="o",
            markersize=2.6,
            color=look.colour,
            alpha=0.3,
            markeredgewidth=0,
            zorder=2,
            clip_on=False,
        )
    step = marker_step(line.x.size)
    axes.plot(
        line.x,
        line.y,
        color=look.colour,
        linewidth=1.0 if line.is_reference else 1.8,
        linestyle=(0, tuple(part / 1.8 for part in look.dash)) if look.dash else "-",
        marker=MARKERS[look.marker],
        markersize=5.0,
        markerfacecolor=style.PAPER if line.variant else look.colour,
        markevery=(step // 2, step),
        zorder=3,
        clip_on=False,
        label="_" + line.style,
    )


def _draw_bands(panel: Lines, axes: Axes) -> None:
    for band in panel.bands:
        axes.axvspan(
            band.x0,
            band.x1,
            facecolor=style.BANDS[band.style],
            zorder=0.5,
            edgecolor=style.UNCOMMITTED,
            linestyle="--",
            linewidth=0.8,
        )


def _draw_mark_rows(panel: Lines, axes: Axes) -> None:
    """Draw bands, doses and sessions above the axes, each kind in its own row, named."""
    for place, row in enumerate(panel.mark_rows):
        left, up_pt = fits_left(row.x, axes.get_xlim()), 8.0 + 12.2 * place
        is_band, across_pt = row.kind in style.BANDS, -5.0 if left else 5.0
        # of a band a small sample of its shade, where it begins or ends
        x = [max(row.x) if left else min(row.x)] if is_band else list(row.x)
        axes.plot(
            x,
            [1.0] * len(x),
            clip_on=False,
            linestyle="none",
            transform=axes.get_xaxis_transform()
            + _points(axes, across_pt if is_band else 0.0, up_pt),
            marker="|"
            if row.kind == "setting"
            else "s"
            if is_band
            else "v"
            if row.kind == "dose"
            else "o",
            markersize=7.0 if is_band else 5.5 if row.kind == "dose" else 4.0,
            color=style.BANDS[row.kind] if is_band else style.INK,
            markeredgecolor=style.UNCOMMITTED if is_band else style.INK,
        )
        at = min(x) if left else max(x)
        axes.annotate(
            plain(row.label),
            (at, 1.0),
            xycoords=axes.get_xaxis_transform(),
            textcoords="offset points",
            xytext=((2.4 if is_band else 1.4) * across_pt, up_pt),
            fontsize=8.5,
            va="center",
            ha="right" if left else "left",
            color=style.INK,
            parse_math=False,
        )


def _points(axes: Axes, across_pt: float, up_pt: float) -> ScaledTranslation:
    """Return a transform that moves by so many points."""
    return ScaledTranslation(across_pt / 72.0, up_pt / 72.0, axes.figure.dpi_scale_trans)


def _draw_labels(panel: Lines, axes: Axes) -> None:
    """Write the name of each line at its end, apart from the others."""
    height_in = axes.get_position().height * axes.figure.get_figheight()
    ends = end_labels(panel, axes.get_ylim(), _LABEL_CHARS)
    places_in = spread(
        [end.at * height_in for end in ends],
        [len(end.rows) * _LABEL_LINE_IN / 2.0 for end in ends],
        height_in,
        0.15,
    )
    for end, y_in in zip(ends, places_in):
        axes.annotate(
            "\n".join(end.rows),
            (end.x, end.at),
            xycoords=axes.get_xaxis_transform(),
            textcoords="offset points",
            xytext=(14, (y_in - end.at * height_in) * 72.0),
            va="center",
            fontsize=_LABEL_PT,
            color=end.colour,
            parse_math=False,
            linespacing=1.05,
            arrowprops={
                "arrowstyle": "-",
                "color": style.UNCOMMITTED,
                "linewidth": 0.6,
                "shrinkA": 1,
                "shrinkB": 4,
                "relpos": (0.0, 0.5),
            },
        )


def _draw_bars(panel: Lines, axes: Axes) -> None:
    """Draw bars from zero: filled ones, and hollow ones for what is lost."""
    for bars in panel.bars:
        colour = style.STYLES[bars.style].colour
        axes.bar(
            bars.x,
            bars.y,
            width=bars.width,
            edgecolor=colour,
            linewidth=0.7,
            zorder=3,
            color=style.PAPER if bars.is_hollow else colour,
        )


def _draw_levels(panel: Lines, axes: Axes) -> None:
    """Draw stretches of the y axis, named inside at their upper right end."""
    for level in panel.levels:
        axes.axhspan(level.y0, level.y1, facecolor=style.LEVEL, zorder=0.6, linewidth=0)
        axes.annotate(
            plain(level.label),
            (1.0, level.y1),
            xycoords=axes.get_yaxis_transform(),
            xytext=(-4, -3),
            textcoords="offset points",
            ha="right",
            va="top",
            fontsize=8.5,
            color=style.INK,
            parse_math=False,
        )
