"""ECharts options of the switch map, and of the landscape beside it."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.plots import style
from sim.plots.echarts.axes import NAME_TIP, axis, number, on_axes, points, symbol, template
from sim.plots.panels.switches import (
    NODE_STYLES,
    NODES,
    Switches,
    SwitchMap,
    in_words,
    rate_in_words,
)

_PLACE = ((0.2, 0.2), (0.8, 0.2), (0.5, 0.78))  # of each node, as shares of the map
_MOST_PX, _LEAST_PX = 76.0, 7.0  # diameter of a node in which all time is spent; of an empty one
_ARROW_PX = 9.0  # of the widest arrow
_TOP_PX, _BELOW_PX, _GAP_PX = 44, 52, 34
_MAP, _LANDSCAPE = 52, 60  # where the map ends and the landscape begins, % of the width
_LOW = 0.25  # share of the height below which a label has no room under its mark


def draw_switches(panel: Switches, dark: bool, height_px: int) -> dict[str, Any]:
    """Return arrows between nodes, and a landscape on its right; one row for each arm.

    Landscapes have the axes 0 to n - 1, maps the n axes after them, which are not shown.
    """
    option, n = {}, len(panel.maps)
    row_px = (height_px - _TOP_PX - _BELOW_PX - (n - 1) * _GAP_PX) / n
    tops_px = [round(_TOP_PX + place * (row_px + _GAP_PX)) for place in range(n)]
    hidden = [
        {"type": "value", "min": 0, "max": 1, "show": False, "gridIndex": n + place}
        for place in range(n)
    ]
    rows = [{"top": top_px, "height": round(row_px), "containLabel": False} for top_px in tops_px]
    option["grid"] = [
        *({**row, "left": f"{_LANDSCAPE}%", "right": 12} for row in rows),
        *({**row, "left": 0, "right": f"{100 - _MAP}%"} for row in rows),
    ]
    option["xAxis"] = [*(_across(panel, place, dark) for place in range(n)), *hidden]
    option["yAxis"] = [*(_up(panel, place, dark) for place in range(n)), *hidden]
    option["tooltip"] = NAME_TIP
    ink = style.on(style.INK, dark=dark)
    text = {"color": ink, "fontSize": 13, "fontWeight": "normal"}
    option["title"] = [
        {
            "text": panel.caption,
            "left": f"{_LANDSCAPE}%",
            "top": 18,
            "textStyle": {**text, "fontSize": 12, "fontStyle": "italic"},
        },
        *(
            {"text": template(arm.label), "left": 0, "top": top_px - 22, "textStyle": text}
            for arm, top_px in zip(panel.maps, tops_px)
            if n > 1
        ),
    ]
    option["series"] = [
        part
        for place, arm in enumerate(panel.maps)
        for part in (_graph(panel, arm, n + place, row_px, dark), *_curve(panel, arm, place, dark))
    ]
    return option


def _across(panel: Switches, place: int, dark: bool) -> dict[str, Any]:
    """Return the x axis of a landscape: states stand at their marks, so it has no numbers."""
    name = panel.x_label if place == len(panel.maps) - 1 else ""
    return {
        **axis(name, dark, vertical=False, limits=(0.0, 1.0)),
        "gridIndex": place,
        "axisLabel": {"show": False},
        "axisTick": {"show": False},
        "nameGap": 10,
    }


def _up(panel: Switches, place: int, dark: bool) -> dict[str, Any]:
    """Return the y axis of a landscape."""
    made = axis(
        "" if place else panel.y_label,
        dark,
        vertical=True,
        limits=(0.0, panel.top_height),
        gap_px=26,
    )
    return {
        **made,
        "gridIndex": place,
        "nameTextStyle": {**made["nameTextStyle"], "padding": [0, 0, 0, -28]},
    }


def _graph(panel: Switches, arm: SwitchMap, axes: int, row_px: float, dark: bool) -> dict[str, Any]:
    ink, share = style.on(style.INK, dark=dark), arm.share
    most_px = min(_MOST_PX, 0.42 * row_px)
    colours = [style.on(style.STYLES[look].colour, dark=dark) for look in NODE_STYLES]
    nodes = []
    for place, name in enumerate(NODES):
        size_px = max(_LEAST_PX, most_px * float(np.sqrt(share[place])))
        nodes.append(
            {
                "name": name,
                "value": list(_PLACE[place]),
                "symbolSize": round(size_px, 1),
                "itemStyle": {"color": colours[place]},
                "label": {
                    "show": True,
                    "position": "top" if place == 2 else "bottom",
                    "formatter": in_words(share[place], name),
                    "color": ink,
                    "fontSize": 13,
                },
            }
        )
    links = []
    for a, b in np.ndindex(arm.per_min.shape):
        rate = float(arm.per_min[a, b])
        if rate > 0.0:
            links.append(
                {
                    "source": a,
                    "target": b,
                    "value": number(rate),
                    "symbolSize": [0, 9 + round(0.8 * _ARROW_PX * rate / panel.top_per_min)],
                    "lineStyle": {
                        "width": round(1.0 + (_ARROW_PX - 1.0) * rate / panel.top_per_min, 1),
                        "curveness": 0.22,
                    },
                    "label": {
                        "show": True,
                        "formatter": rate_in_words(rate),
                    },
                }
            )
    return {
        "type": "graph",
        "name": f"changes a minute: {template(arm.label)}",
        "coordinateSystem": "cartesian2d",
        "xAxisIndex": axes,
        "yAxisIndex": axes,
        "data": nodes,
        "links": links,
        "tooltip": {"show": False},
        "edgeSymbol": ["none", "arrow"],
        "lineStyle": {"color": style.on(style.GREY, dark=dark), "opacity": 0.75},
        "edgeLabel": {
            "color": ink,
            "fontSize": 13,
            "backgroundColor": style.on(style.PAPER, dark=dark),
            "padding": [1, 3],
            "borderRadius": 3,
        },
        "emphasis": {"disabled": True},
    }


def _curve(panel: Switches, arm: SwitchMap, place: int, dark: bool) -> list[dict[str, Any]]:
    ink = style.on(style.INK, dark=dark)
    x, y, at = panel.landscape(arm)
    ground = {
        "type": "line",
        "name": f"landscape: {template(arm.label)}",
        "data": points(x, y),
        "symbol": "none",
        "silent": True,
        "lineStyle": {"color": ink, "width": style.LINE_PX},
        "areaStyle": {"color": style.on(style.UNCOMMITTED, dark=dark), "opacity": 0.25},
        "tooltip": {"show": False},
    }
    marks = {
        "type": "scatter",
        "name": f"states: {template(arm.label)}",
        "symbolSize": 10,
        "z": 4,
        "data": [
            {
                "name": f"{name}: {100 * share:.1f} % of rest",
                "value": [number(x0), number(height)],
                **symbol(style.STYLES[look].marker),
                "itemStyle": {
                    "color": style.on(style.STYLES[look].colour, dark=dark),
                    "opacity": 1,
                },
                "label": {
                    "show": True,
                    "formatter": name,
                    "color": ink,
                    "fontSize": 13,
                    "position": "bottom" if height > _LOW * panel.top_height else "top",
                },
            }
            for name, look, share, height, x0 in zip(
                NODES, NODE_STYLES, arm.share, arm.heights, at, strict=True
            )
        ],
    }
    return on_axes(place, (ground, marks))
