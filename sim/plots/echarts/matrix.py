"""Mean weights as an ECharts option."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.plots import style
from sim.plots.echarts.axes import base, number
from sim.plots.panels.matrix import MatrixView

# Seven steps of cividis: even in lightness, the same to colour-blind eyes.
CIVIDIS = ("#00224E", "#2A3F6D", "#575C6D", "#7D7C78", "#A59C74", "#D2C060", "#FEE838")


_LIGHT_FROM = 0.55  # share of the range above which numbers are dark on light


def matrix_option(view: MatrixView, dark: bool, height_px: int) -> dict[str, Any]:
    """Return mean weights as a heat map with numbers."""
    option = base(view, dark, right_px=24)
    names, values = list(view.names), np.asarray(view.values, dtype=float)
    top = float(np.nanmax(values)) if view.top is None else view.top
    cells = []
    for row, column in np.ndindex(values.shape):
        value = values[row, column]
        if np.isfinite(value):
            ink = "#1A1A1A" if value > _LIGHT_FROM * top else "#FFFFFF"
            cells.append(
                {
                    "value": [column, row, number(round(float(value), 2))],
                    "label": {"color": ink, "formatter": f"{value:.1f}"},
                }
            )
    text = {
        "axisLabel": {"color": style.on(style.INK, dark=dark), "fontSize": 13},
        "nameTextStyle": {"color": style.on(style.INK, dark=dark), "fontSize": 13},
        "type": "category",
        "data": names,
        "splitArea": {"show": False},
    }
    option["xAxis"] = {**text, "name": view.x_label, "nameLocation": "middle", "nameGap": 28}
    option["yAxis"] = {
        **text,
        "name": view.y_label,
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
        "inRange": {"color": list(CIVIDIS)},
    }
    option["series"] = [
        {
            "type": "heatmap",
            "name": f"mean weight ({view.unit})",
            "data": cells,
            "label": {"show": True, "fontSize": 13},
        }
    ]
    return option
