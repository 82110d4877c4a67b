"""A map of two settings as an ECharts option: shades, contour, ring."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.phrases import plural, rounded
from sim.plots import style
from sim.plots.echarts.arrange import key_title
from sim.plots.echarts.axes import axis, base, number
from sim.plots.echarts.labels import key_rows
from sim.plots.echarts.matrix import CIVIDIS
from sim.plots.panels.map import MapView

_CONTRAST = "#FFFFFF"  # below the dashes, so that they are seen on every shade


def map_option(view: MapView, dark: bool, height_px: int) -> dict[str, Any]:
    """Return shades on two axes of categories, and the contour on two hidden axes of numbers."""
    key = key_rows(view)
    option = base(view, dark, right_px=56, top_px=34 + 18 * len(key))
    if key:
        option["title"] = key_title(key, dark)
    text = style.on(style.INK, dark=dark)
    option["xAxis"] = [
        _categories(view.x_label, view.x, dark, vertical=False),
        _places(view.x.size),
    ]
    option["yAxis"] = [_categories(view.y_label, view.y, dark, vertical=True), _places(view.y.size)]
    option["tooltip"] = {"trigger": "item", "formatter": "{b}", "confine": True}
    option["visualMap"] = {
        "type": "continuous",
        "calculable": False,
        "min": number(view.bounds[0]),
        "max": number(view.bounds[1]),
        "dimension": 2,
        "seriesIndex": 0,
        "right": 0,
        "top": "middle",
        "itemHeight": 120,
        "itemWidth": 14,
        "precision": 2,
        "text": [rounded(view.bounds[1]), rounded(view.bounds[0])],
        "textStyle": {"color": text, "fontSize": 12},
        "inRange": {"color": list(CIVIDIS)},
    }
    cells = [
        {
            "name": f"{view.x[column]:g} and {view.y[row]:g}: "
            f"{rounded(view.values[row, column])} "
            f"({plural(int(view.counts[row, column]), 'run')})",
            "value": [column, row, number(view.values[row, column])],
        }
        for row, column in np.ndindex(view.values.shape)
        if np.isfinite(view.values[row, column])
    ]
    line = [
        point for segment in view.contour for point in ([number(x), number(y)] for x, y in segment)
    ]
    broken = [
        part
        for k, point in enumerate(line)
        for part in ([point, [None, None]] if k % 2 else [point])
    ]
    series = [{"type": "heatmap", "name": view.z_label, "data": cells}]
    if broken:
        series += [
            _contour("contour, below", broken, _CONTRAST, 4, "solid"),
            _contour("contour", broken, "#1A1A1A", 2, [5, 4]),
        ]
    if view.current is not None:
        series += [_ring(view.current, 20, _CONTRAST, 5), _ring(view.current, 20, "#1A1A1A", 2)]
    option["series"] = series
    return option


def _categories(label: str, values: np.ndarray, dark: bool, *, vertical: bool) -> dict[str, Any]:
    made = axis(label, dark, vertical=vertical)
    return {
        **made,
        "type": "category",
        "data": [f"{value:g}" for value in values],
        "splitLine": {"show": False},
    }


def _places(count: int) -> dict[str, Any]:
    return {"type": "value", "show": False, "min": -0.5, "max": count - 0.5}


def _contour(name: str, data: list[Any], colour: str, width: int, dash: Any) -> dict[str, Any]:
    return {
        "type": "line",
        "name": name,
        "xAxisIndex": 1,
        "yAxisIndex": 1,
        "data": data,
        "symbol": "none",
        "silent": True,
        "connectNulls": False,
        "tooltip": {"show": False},
        "lineStyle": {"color": colour, "width": width, "type": dash},
        "z": 3,
    }


def _ring(at: tuple[float, float], size: int, colour: str, width: int) -> dict[str, Any]:
    return {
        "type": "scatter",
        "name": "current settings",
        "xAxisIndex": 1,
        "yAxisIndex": 1,
        "data": [[number(at[0]), number(at[1])]],
        "silent": True,
        "symbolSize": size,
        "tooltip": {"show": False},
        "z": 4,
        "itemStyle": {"color": "transparent", "borderColor": colour, "borderWidth": width},
    }
