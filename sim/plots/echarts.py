"""Views as ECharts options: plain JSON types, drawn in the browser, without any callback.

A band around a line is one more line that runs forward along its upper edge and back along its
lower one; the area under such a line is the band itself. It needs no stacking, which ECharts
only does right on category axes.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.plots import style
from sim.plots.echarts_other import calendar_option, matrix_option, raster_option
from sim.plots.echarts_parts import axis, base, number, points, symbol
from sim.plots.layout import is_late, spread, strip_rows, y_limits
from sim.plots.views.types import (
    AnyView,
    CalendarView,
    Line,
    MatrixView,
    RasterView,
    View,
)

_MANY_POINTS = 40  # more than these get a marker only here and there
_MARKERS = 8
_ROW_PX = 15  # a row of marks above the plot
_BELOW_PX = 62  # ticks and name of the x axis
_LABEL_PX, _CHAR_PX = 155, 7  # width of labels at line ends, and of a letter
_BAND_COLOUR = {"window": style.WINDOW, "held_back": style.HELD_BACK, "cue": style.CUE}


def to_echarts(view: AnyView, *, dark: bool = False, height_px: int = 330) -> dict[str, Any]:
    """Return the options that draw a view with ECharts.

    Parameters
    ----------
    view : View, RasterView, CalendarView or MatrixView
    dark : bool
        Colours for a dark page.
    height_px : int
        Height of the chart, by which labels at line ends are kept apart.

    Returns
    -------
    dict
        Of plain Python types; ``json.dumps`` accepts it. It holds no title: the page shows
        ``view.title`` as text, which wraps and can be read aloud.
    """
    if isinstance(view, RasterView):
        return raster_option(view, dark)
    if isinstance(view, MatrixView):
        return matrix_option(view, dark)
    if isinstance(view, CalendarView):
        return calendar_option(view, dark)
    return _lines_option(view, dark, height_px)


def _lines_option(view: View, dark: bool, height_px: int) -> dict[str, Any]:
    limits, ink = y_limits(view), style.on(style.INK, dark=dark)
    strip_px = _ROW_PX * len(strip_rows(view.marks))
    top_px = 34 + strip_px + (24 if view.key else 0)
    option = base(view, dark, right_px=_label_px(view), top_px=top_px)
    option["xAxis"] = axis(view.x_label, dark, vertical=False, limits=view.x_range)
    option["yAxis"] = axis(view.y_label, dark, vertical=True, limits=limits, gap_px=14 + strip_px)
    option["tooltip"] = {"trigger": "axis", "confine": True, "valueFormatter": "%.2f",
                         "axisPointer": {"type": "line"}}
    option["dataZoom"] = [{"type": "inside", "xAxisIndex": 0, "filterMode": "none",
                           "zoomOnMouseWheel": "ctrl", "moveOnMouseMove": True}]
    if view.key:
        option["title"] = {"subtext": view.key, "left": 0, "top": -8, "subtextStyle": {
            "color": ink, "fontSize": 13}}
    series: list[dict[str, Any]] = []
    for line in view.lines:
        series += [part for part in (_band(line, dark), _dots(line, dark)) if part]
    shifts = _shifts_px(view, limits, height_px - top_px - _BELOW_PX)
    series += [_line(line, dark, shift) for line, shift in zip(view.lines, shifts)]
    if view.bands and series:
        series[0] = {**series[0], "markArea": _areas(view, dark)}
    option["series"] = [*series, *_marks(view, limits[1], ink)]
    return option


def _label_px(view: View) -> int:
    """Return the room that the labels at the ends of the lines need."""
    longest = max((len(line.label) for line in view.lines), default=0)
    return min(30 + 7 * longest, 20 + _LABEL_PX)


def _shifts_px(view: View, limits: tuple[float, float], plot_px: float) -> list[float]:
    """Return how far down the label of each line has to move so that none covers another."""
    wanted, half = [], []
    for line in view.lines:
        seen = line.y[np.isfinite(line.y)]
        share = (float(seen[-1]) - limits[0]) / (limits[1] - limits[0]) if seen.size else 0.0
        wanted.append(share * plot_px)
        n_rows = -(-len(line.label) * _CHAR_PX // _LABEL_PX)
        half.append(8.0 * max(n_rows, 1))
    order = sorted(range(len(wanted)), key=wanted.__getitem__)
    placed = spread([wanted[k] for k in order], [half[k] for k in order], plot_px + 10.0)
    shift = dict(zip(order, placed))
    return [round(wanted[k] - shift[k], 1) for k in range(len(wanted))]


def _line(line: Line, dark: bool, shift_px: float) -> dict[str, Any]:
    look = style.STYLES[line.style]
    colour = style.on(look.colour, dark=dark)
    thin = line.style == "reference"
    item = {"color": style.on(style.PAPER, dark=dark) if line.variant else colour,
            "borderColor": colour, "borderWidth": 2}
    data, marker = points(line.x, line.y), symbol(look.marker)
    is_long = len(data) > _MANY_POINTS
    if is_long:
        every = max(1, len(data) // _MARKERS)
        data = [{"value": point, **marker, "symbolSize": 7, "itemStyle": item}
                if place % every == every // 2 else point for place, point in enumerate(data)]
        marker = {"symbol": "none"}
    return {
        "type": "line", "name": line.name, "data": data, **marker, "symbolSize": 7,
        "showSymbol": True, "itemStyle": item,
        "lineStyle": {"color": colour, "width": 1.2 if thin else style.LINE_PX,
                      "type": list(look.dash) or "solid"},
        "endLabel": {"show": True, "formatter": _template(line.label), "color": colour,
                     "fontSize": 13, "width": _LABEL_PX, "overflow": "break", "lineHeight": 15,
                     "distance": 8, "offset": [0, shift_px]},
        "emphasis": {"focus": "series"},
        **({"tooltip": {"show": False}} if thin else {}),
        "z": 3,
    }


def _template(text: str) -> str:
    """Return a text in which ECharts finds no template such as {b}."""
    return text.replace("{", "(").replace("}", ")")


def _band(line: Line, dark: bool) -> dict[str, Any] | None:
    """Return the 95 % band of a line; see the head of this file."""
    if line.low is None or line.high is None:
        return None
    seen = np.isfinite(line.low) & np.isfinite(line.high)
    x, low, high = line.x[seen], line.low[seen], line.high[seen]
    colour = style.on(style.STYLES[line.style].colour, dark=dark)
    return {
        "type": "line", "name": f"{line.name}: 95 % band", "silent": True, "symbol": "none",
        "data": points(np.append(x, x[::-1]), np.append(high, low[::-1])),
        "lineStyle": {"width": 0, "opacity": 0},
        "areaStyle": {"color": colour, "opacity": 0.13, "origin": 0},
        "tooltip": {"show": False}, "z": 1,
    }


def _dots(line: Line, dark: bool) -> dict[str, Any] | None:
    """Return the single seeds as faint dots."""
    if not line.dots:
        return None
    colour = style.on(style.STYLES[line.style].colour, dark=dark)
    return {
        "type": "scatter", "name": f"{line.name}: seeds", "silent": True, "symbolSize": 5,
        "data": [point for x, y in line.dots for point in points(x, y)],
        "itemStyle": {"color": colour, "opacity": 0.3}, "tooltip": {"show": False}, "z": 2,
    }


def _areas(view: View, dark: bool) -> dict[str, Any]:
    edge = style.on(style.UNCOMMITTED, dark=dark)
    x_range = view.x_range or (0.0, 1.0)
    return {
        "silent": True,
        "label": {"color": style.on(style.INK, dark=dark), "fontSize": 12},
        "data": [[{"name": _template(band.label), "xAxis": number(band.x0), "label": {
            "position": "insideTopRight" if is_late(band.x0, x_range) else "insideTopLeft"},
            "itemStyle": {"color": style.on(_BAND_COLOUR[band.style], dark=dark),
                          "borderColor": edge, "borderWidth": 1, "borderType": "dashed"}},
            {"xAxis": number(band.x1)}] for band in view.bands],
    }


def _marks(view: View, top: float, ink: str) -> list[dict[str, Any]]:
    """Return doses and sessions above the plot, each kind and arm in a row of its own."""
    series = []
    for row, (label, marks) in enumerate(strip_rows(view.marks).items()):
        is_dose = marks[0].kind == "dose"
        late = is_late(max(mark.x for mark in marks), view.x_range or (0.0, 1.0))
        named = min(marks, key=lambda mark: mark.x) if late else max(marks, key=lambda m: m.x)
        name = {"show": True, "formatter": _template(label), "color": ink, "fontSize": 12,
                "position": "left" if late else "right"}
        series.append({
            "type": "scatter", "name": label, "clip": False, "silent": True, "z": 4,
            **symbol("down" if is_dose else "circle"), "symbolSize": 11 if is_dose else 8,
            "symbolOffset": [0, -9 - _ROW_PX * row], "itemStyle": {"color": ink},
            "data": [{"value": [number(mark.x), number(top)],
                      **({"label": name} if mark is named else {})} for mark in marks],
            "tooltip": {"show": False},
        })
    return series
