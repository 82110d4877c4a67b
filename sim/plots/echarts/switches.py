"""ECharts options of the switch map, and of the landscape beside it."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.plots import style
from sim.plots.echarts.axes import axis, base, number, points, symbol
from sim.plots.echarts.labels import template
from sim.plots.panels.switches import NODES, SwitchMap, SwitchView, landscape

_STYLE = ("A", "B", "none")  # of each node
_PLACE = ((0.2, 0.2), (0.8, 0.2), (0.5, 0.78))  # of each node, as shares of the map
_MOST_PX, _LEAST_PX = 76.0, 7.0  # diameter of a node in which all time is spent; of an empty one
_ARROW_PX = 9.0  # of the widest arrow
_TOP_PX, _BELOW_PX, _GAP_PX = 44, 52, 34
_MAP, _LANDSCAPE = 52, 60  # where the map ends and the landscape begins, % of the width
_LOW = 0.25  # share of the height below which a label has no room under its mark


def switch_option(view: SwitchView, dark: bool, height_px: int) -> dict[str, Any]:
    """Return arrows between nodes, and a landscape on its right; one row for each arm.

    Landscapes have the axes 0 to n - 1, maps the n axes after them, which are not shown.
    """
    option, n = base(view, dark), len(view.maps)
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
    option["xAxis"] = [*(_across(view, place, dark) for place in range(n)), *hidden]
    option["yAxis"] = [*(_up(view, place, dark) for place in range(n)), *hidden]
    option["tooltip"] = {"trigger": "item", "formatter": "{b}", "confine": True}
    ink = style.on(style.INK, dark=dark)
    text = {"color": ink, "fontSize": 13, "fontWeight": "normal"}
    option["title"] = [
        {
            "text": view.caption,
            "left": f"{_LANDSCAPE}%",
            "top": 18,
            "textStyle": {**text, "fontSize": 12, "fontStyle": "italic"},
        },
        *(
            {"text": template(one.label), "left": 0, "top": top_px - 22, "textStyle": text}
            for one, top_px in zip(view.maps, tops_px)
            if n > 1
        ),
    ]
    option["series"] = [
        part
        for place, one in enumerate(view.maps)
        for part in (_graph(view, one, n + place, row_px, dark), *_curve(view, one, place, dark))
    ]
    return option


def _across(view: SwitchView, place: int, dark: bool) -> dict[str, Any]:
    """Return the x axis of a landscape: states stand at their marks, so it has no numbers."""
    name = view.x_label if place == len(view.maps) - 1 else ""
    return {
        **axis(name, dark, vertical=False, limits=(0.0, 1.0)),
        "gridIndex": place,
        "axisLabel": {"show": False},
        "axisTick": {"show": False},
        "nameGap": 10,
    }


def _up(view: SwitchView, place: int, dark: bool) -> dict[str, Any]:
    """Return the y axis of a landscape."""
    made = axis(
        "" if place else view.y_label, dark, vertical=True, limits=(0.0, view.top_height), gap_px=26
    )
    return {
        **made,
        "gridIndex": place,
        "nameTextStyle": {**made["nameTextStyle"], "padding": [0, 0, 0, -28]},
    }


def _graph(
    view: SwitchView, one: SwitchMap, axes: int, row_px: float, dark: bool
) -> dict[str, Any]:
    ink, share = style.on(style.INK, dark=dark), one.share
    most_px = min(_MOST_PX, 0.42 * row_px)
    nodes = []
    for place, name in enumerate(NODES):
        size_px = max(_LEAST_PX, most_px * float(np.sqrt(share[place])))
        label = f"{name}: {100 * share[place]:.0f} %" if share[place] else f"{name}: never"
        nodes.append(
            {
                "name": name,
                "value": list(_PLACE[place]),
                "symbolSize": round(size_px, 1),
                "itemStyle": {"color": style.on(style.STYLES[_STYLE[place]].colour, dark=dark)},
                "label": {
                    "show": True,
                    "position": "top" if place == 2 else "bottom",
                    "formatter": label,
                    "color": ink,
                    "fontSize": 13,
                },
            }
        )
    links = []
    for a, b in np.ndindex(one.per_min.shape):
        rate = float(one.per_min[a, b])
        if rate > 0.0:
            links.append(
                {
                    "source": a,
                    "target": b,
                    "value": number(rate),
                    "symbolSize": [0, 9 + round(0.8 * _ARROW_PX * rate / view.top_per_min)],
                    "lineStyle": {
                        "width": round(1.0 + (_ARROW_PX - 1.0) * rate / view.top_per_min, 1),
                        "curveness": 0.22,
                    },
                    "label": {
                        "show": True,
                        "formatter": f"{rate:.0f}" if rate >= 0.95 else f"{rate:.1f}",
                    },
                }
            )
    return {
        "type": "graph",
        "name": f"changes a minute: {template(one.label)}",
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


def _curve(view: SwitchView, one: SwitchMap, place: int, dark: bool) -> list[dict[str, Any]]:
    ink = style.on(style.INK, dark=dark)
    x, y, at = landscape(view, one)
    ground = {
        "type": "line",
        "name": f"landscape: {template(one.label)}",
        "data": points(x, y),
        "symbol": "none",
        "silent": True,
        "lineStyle": {"color": ink, "width": style.LINE_PX},
        "areaStyle": {"color": style.on(style.UNCOMMITTED, dark=dark), "opacity": 0.25},
        "tooltip": {"show": False},
    }
    marks = {
        "type": "scatter",
        "name": f"states: {template(one.label)}",
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
                    "position": "bottom" if height > _LOW * view.top_height else "top",
                },
            }
            for name, share, x0, height, look in zip(NODES, one.share, at, one.heights, _STYLE)
        ],
    }
    return [{**series, "xAxisIndex": place, "yAxisIndex": place} for series in (ground, marks)]
