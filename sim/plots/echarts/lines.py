"""Lines as ECharts options.

A band around a line is one more line that runs forward along its upper edge and back along its
lower one; the area under such a line is the band itself. It needs no stacking, which ECharts
only does right on category axes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from sim.plots import style
from sim.plots.echarts.axes import axis, base, points, symbol
from sim.plots.echarts.beside import beside
from sim.plots.echarts.labels import ROW_PX, areas, key_rows, label_px, rows_above, with_end_labels
from sim.plots.echarts.marks import bars, cloud
from sim.plots.panels.layout import strip_rows, y_limits
from sim.plots.panels.lines import Line, View
from sim.plots.panels.picture import PartsView

_MANY_POINTS = 40  # more than these get a marker only here and there


_MARKERS = 8


_KEY_PX = 16  # a row of the key


_BELOW_PX = 62  # ticks and name of the x axis


def _lines_option(view: View, dark: bool, height_px: int) -> dict[str, Any]:
    limits, ink = y_limits(view), style.on(style.INK, dark=dark)
    strip_px, key = ROW_PX * strip_rows(view), key_rows(view)
    top_px = 34 + strip_px + (8 + _KEY_PX * len(key) if key else 0)
    option = base(view, dark, right_px=label_px(view, limits), top_px=top_px)
    option["xAxis"] = axis(view.x_label, dark, vertical=False, limits=view.x_range)
    option["yAxis"] = axis(view.y_label, dark, vertical=True, limits=limits, gap_px=14 + strip_px)
    option["tooltip"] = {
        "trigger": "axis",
        "confine": True,
        "valueFormatter": "%.2f",
        "axisPointer": {"type": "line"},
    }
    option["dataZoom"] = [
        {
            "type": "inside",
            "xAxisIndex": 0,
            "filterMode": "none",
            "zoomOnMouseWheel": "ctrl",
            "moveOnMouseMove": True,
        }
    ]
    if key:
        option["title"] = {
            "subtext": "\n".join(key),
            "left": 0,
            "top": -8,
            "subtextStyle": {"color": ink, "fontSize": 13, "lineHeight": _KEY_PX},
        }
    series: list[dict[str, Any]] = []
    for line in view.lines:
        series += [part for part in (_band(line, dark), _dots(line, dark)) if part]
    labels, leaders = with_end_labels(view, limits, height_px - top_px - _BELOW_PX, dark)
    series += [
        _line(line, dark, labels.get(place, {"show": False}))
        for place, line in enumerate(view.lines)
    ]
    series += bars(view, dark)
    if view.bars:
        option["xAxis"]["containShape"] = False  # else the axis grows to hold the outer bars
    if view.is_log:
        option["xAxis"]["type"] = "log"
    if (view.bands or view.levels) and series:
        series[0] = {**series[0], "markArea": areas(view, dark)}
    option["series"] = [*series, *leaders, *rows_above(view, limits[1], dark)]
    return option


def _parts_option(view: PartsView, dark: bool, height_px: int) -> dict[str, Any]:
    rows = max(strip_rows(part) for part in view.parts)
    parts = [replace(part, least_rows=rows, alt=view.alt, key=view.key) for part in view.parts]
    return beside([_lines_option(part, dark, height_px) for part in parts], view.widths)


def _line(line: Line, dark: bool, label: dict[str, Any]) -> dict[str, Any]:
    if not line.joined:
        return cloud(line, dark)
    look = style.STYLES[line.style]
    colour = style.on(look.colour, dark=dark)
    thin = line.style == "reference"
    item = {
        "color": style.on(style.PAPER, dark=dark) if line.variant else colour,
        "borderColor": colour,
        "borderWidth": 2,
    }
    data, marker = points(line.x, line.y), symbol(look.marker)
    is_long = len(data) > _MANY_POINTS
    if is_long:
        every = max(1, len(data) // _MARKERS)
        data = [
            {"value": point, **marker, "symbolSize": 7, "itemStyle": item}
            if place % every == every // 2
            else point
            for place, point in enumerate(data)
        ]
        marker = {"symbol": "none"}
    return {
        "type": "line",
        "name": line.name,
        "data": data,
        **marker,
        "symbolSize": 7,
        "showSymbol": True,
        "itemStyle": item,
        "lineStyle": {
            "color": colour,
            "width": 1.2 if thin else style.LINE_PX,
            "type": list(look.dash) or "solid",
        },
        "endLabel": label,
        "emphasis": {"focus": "series"},
        **({"tooltip": {"show": False}} if thin else {}),
        "z": 3,
    }


def _band(line: Line, dark: bool) -> dict[str, Any] | None:
    """Return the band of a line; see the head of this file."""
    if line.low is None or line.high is None:
        return None
    seen = np.isfinite(line.low) & np.isfinite(line.high)
    x, low, high = line.x[seen], line.low[seen], line.high[seen]
    colour = style.on(style.STYLES[line.style].colour, dark=dark)
    return {
        "type": "line",
        "name": f"{line.name}: {line.band}",
        "silent": True,
        "symbol": "none",
        "data": points(np.append(x, x[::-1]), np.append(high, low[::-1])),
        "lineStyle": {"width": 0, "opacity": 0},
        "areaStyle": {"color": colour, "opacity": 0.13, "origin": 0},
        "tooltip": {"show": False},
        "z": 1,
    }


def _dots(line: Line, dark: bool) -> dict[str, Any] | None:
    """Return the single seeds as faint dots."""
    if not line.dots:
        return None
    colour = style.on(style.STYLES[line.style].colour, dark=dark)
    return {
        "type": "scatter",
        "name": f"{line.name}: seeds",
        "silent": True,
        "symbolSize": 5,
        "data": [point for x, y in line.dots for point in points(x, y)],
        "itemStyle": {"color": colour, "opacity": 0.3},
        "tooltip": {"show": False},
        "z": 2,
    }
