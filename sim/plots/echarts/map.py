"""A map of two settings as an ECharts option: shades, contour, ring."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.phrases import plural, rounded
from sim.plots import style
from sim.plots.echarts.axes import NAME_TIP, axis, grid, number
from sim.plots.panels.map import Map

_CONTRAST = style.PAPER  # below the dashes, so that they are seen on every shade


def draw_map(panel: Map, dark: bool, height_px: int) -> dict[str, Any]:
    """Return shades on two axes of categories, and the contour on two hidden axes of numbers."""
    option: dict[str, Any] = {"grid": grid(right_px=56, top_px=34)}
    ink = style.on(style.INK, dark=dark)
    option["xAxis"] = [
        _categories(panel.x_label, panel.x, dark, vertical=False),
        _places(panel.x.size),
    ]
    option["yAxis"] = [
        _categories(panel.y_label, panel.y, dark, vertical=True),
        _places(panel.y.size),
    ]
    option["tooltip"] = NAME_TIP
    option["visualMap"] = {
        "type": "continuous",
        "calculable": False,
        "min": number(panel.bounds[0]),
        "max": number(panel.bounds[1]),
        "dimension": 2,
        "seriesIndex": 0,
        "right": 0,
        "top": "middle",
        "itemHeight": 120,
        "itemWidth": 14,
        "precision": 2,
        "text": [rounded(panel.bounds[1]), rounded(panel.bounds[0])],
        "textStyle": {"color": ink, "fontSize": 12},
        "inRange": {"color": list(style.CIVIDIS)},
    }
    cells = [
        {
            "name": f"{panel.x[column]:g} and {panel.y[row]:g}: "
            f"{rounded(panel.values[row, column])} "
            f"({plural(int(panel.counts[row, column]), 'run')})",
            "value": [column, row, number(panel.values[row, column])],
        }
        for row, column in np.ndindex(panel.values.shape)
        if np.isfinite(panel.values[row, column])
    ]
    # A gap in the data ends one line before the next begins.
    contour = [
        point
        for line in panel.contour
        for point in (*([number(x), number(y)] for x, y in line), [None, None])
    ]
    series = [{"type": "heatmap", "name": panel.z_label, "data": cells}]
    if contour:
        series += [
            _contour("contour, below", contour, _CONTRAST, 4, "solid"),
            _contour("contour", contour, style.INK, 2, [5, 4]),
        ]
    if panel.current is not None:
        series += [_ring(panel.current, 20, _CONTRAST, 5), _ring(panel.current, 20, style.INK, 2)]
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
