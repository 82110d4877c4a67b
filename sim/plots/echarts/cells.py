"""ECharts options of the weights of single synapses."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.plots import style
from sim.plots.echarts.axes import NAME_TIP, grid, number
from sim.plots.panels.cells import Cells

_SCALE_PX = 62  # room for the scale of shades on the right
_TOP_PX, _NAMES_PX, _BELOW_PX = 30, 40, 52  # for the name above, of the groups, below


def draw_cells(panel: Cells, dark: bool, height_px: int) -> dict[str, Any]:
    """Return a heat map of synapses with the borders and the mean of each block.

    Borders and means need places between cells, which category axes do not have: they are drawn
    on a second pair of axes, which is not shown.
    """
    option, n, ink = {}, len(panel.values), style.on(style.INK, dark=dark)
    option["grid"] = grid(right_px=_SCALE_PX, top_px=_TOP_PX) | {
        "left": _NAMES_PX,
        "bottom": _BELOW_PX,
        "containLabel": False,
        "show": not panel.is_change,
        "borderWidth": 0,
        "backgroundColor": style.NO_SYNAPSE,
    }
    names = [""] * n
    for place, name in zip(panel.middles, panel.names):
        names[min(int(place), n - 1)] = name
    text = {
        "type": "category",
        "data": names,
        "splitArea": {"show": False},
        "axisTick": {"show": False},
        "axisLine": {"show": False},
        "axisLabel": {"color": ink, "fontSize": 13, "interval": 0},
        "nameTextStyle": {"color": ink, "fontSize": 13},
    }
    hidden = {"type": "value", "min": 0, "max": n, "show": False}
    option["xAxis"] = [
        {**text, "name": panel.x_label, "nameLocation": "middle", "nameGap": 28},
        hidden,
    ]
    option["yAxis"] = [
        {
            **text,
            "name": panel.y_label,
            "nameLocation": "start",
            "nameGap": 14,
            "inverse": True,
            "nameTextStyle": {**text["nameTextStyle"], "align": "left"},
        },
        {**hidden, "inverse": True},
    ]
    option["tooltip"] = NAME_TIP
    option["visualMap"] = {
        "type": "continuous",
        "seriesIndex": 0,
        "dimension": 2,
        "min": number(panel.low),
        "max": number(panel.top),
        "inRange": {"color": list(style.DIVERGING if panel.is_change else style.CIVIDIS)},
        "orient": "vertical",
        "right": 0,
        "top": "middle",
        "itemWidth": 10,
        "itemHeight": 150,
        "text": [
            f"{panel.top:+.1f}" if panel.is_change else f"{panel.top:.1f}",
            f"{-panel.top:.1f}" if panel.is_change else "0",
        ],
        "textStyle": {"color": ink, "fontSize": 12},
        "hoverLink": False,
    }
    option["series"] = [_synapses(panel), _blocks(panel, dark)]
    return option


def _synapses(panel: Cells) -> dict[str, Any]:
    rows, columns = np.nonzero(np.isfinite(panel.values))
    weights = panel.values[rows, columns].round(2)
    return {
        "type": "heatmap",
        "name": panel.label,
        "silent": True,
        "progressive": 0,
        "data": [list(cell) for cell in zip(columns.tolist(), rows.tolist(), weights.tolist())],
        "tooltip": {"show": False},
    }


def _blocks(panel: Cells, dark: bool) -> dict[str, Any]:
    """Return the means as numbers, which can be pointed at, and the lines between blocks."""
    ink = style.on(style.INK, dark=dark)
    sign = "+" if panel.is_change else ""
    data = []
    for row, column in np.ndindex(panel.means.shape):
        mean = float(panel.means[row, column])
        if np.isfinite(mean):
            data.append(
                {
                    "name": f"{panel.names[row]} to {panel.names[column]}: mean {panel.label} "
                    f"{mean:{sign}.2f}",
                    "value": [number(panel.middles[column]), number(panel.middles[row])],
                    "label": {"formatter": f"{mean:{sign}.1f}"},
                }
            )
    borders = [{axis: int(place)} for place in panel.bounds for axis in ("xAxis", "yAxis")]
    return {
        "type": "scatter",
        "name": "means of blocks",
        "xAxisIndex": 1,
        "yAxisIndex": 1,
        "symbol": "rect",
        "symbolSize": 30,
        "data": data,
        "z": 4,
        "itemStyle": {"color": "transparent", "opacity": 1},
        "label": {
            "show": True,
            "color": ink,
            "fontSize": 13,
            "padding": [1, 2],
            "borderRadius": 3,
            "backgroundColor": style.on(style.LABEL_PAPER, dark=dark),
        },
        "markLine": {
            "silent": True,
            "symbol": "none",
            "label": {"show": False},
            "data": borders,
            "lineStyle": {"color": ink, "width": 1, "type": "solid", "opacity": 0.8},
        },
    }
