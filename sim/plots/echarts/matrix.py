"""Mean weights as an ECharts option."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.plots import style
from sim.plots.echarts.axes import grid, number
from sim.plots.panels.matrix import Matrix


def draw_matrix(panel: Matrix, dark: bool, height_px: int) -> dict[str, Any]:
    """Return mean weights as a heat map with numbers."""
    option: dict[str, Any] = {"grid": grid()}
    values, top = panel.values, panel.lightest
    cells = []
    for row, column in np.ndindex(values.shape):
        value = values[row, column]
        if np.isfinite(value):
            cells.append(
                {
                    "value": [column, row, number(round(float(value), 2))],
                    "label": {"color": style.on_shade(value, top), "formatter": f"{value:.1f}"},
                }
            )
    text = {
        "axisLabel": {"color": style.on(style.INK, dark=dark), "fontSize": 13},
        "nameTextStyle": {"color": style.on(style.INK, dark=dark), "fontSize": 13},
        "type": "category",
        "data": list(panel.names),
        "splitArea": {"show": False},
    }
    option["xAxis"] = {**text, "name": panel.x_label, "nameLocation": "middle", "nameGap": 28}
    option["yAxis"] = {
        **text,
        "name": panel.y_label,
        "nameLocation": "start",
        "nameGap": 14,
        "inverse": True,
    }
    option["yAxis"]["nameTextStyle"] = {**text["nameTextStyle"], "align": "left"}
    option["tooltip"] = {"trigger": "item", "valueFormatter": "%.2f"}
    option["visualMap"] = {
        "show": False,
        "min": 0.0,
        "max": number(top),
        "dimension": 2,
        "inRange": {"color": list(style.CIVIDIS)},
    }
    option["series"] = [
        {
            "type": "heatmap",
            "name": panel.label,
            "data": cells,
            "label": {"show": True, "fontSize": 13},
        }
    ]
    return option
