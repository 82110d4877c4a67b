"""Bars and clouds of points of an ECharts option."""

from __future__ import annotations

from typing import Any

from sim.plots import style
from sim.plots.echarts.axes import number, points, symbol
from sim.plots.panels.lines import Line, View


def bars(view: View, dark: bool) -> list[dict[str, Any]]:
    """Return the bars of a view: filled ones, and hollow ones for what is lost."""
    made = []
    for one in view.bars:
        colour = style.on(style.STYLES[one.style].colour, dark=dark)
        made.append(
            {
                "type": "bar",
                "name": one.name,
                "stack": "change",
                "barWidth": "80%",
                "data": [[number(x), number(y)] for x, y in zip(one.x, one.y)],
                "itemStyle": {
                    "color": style.on(style.PAPER, dark=dark) if one.is_hollow else colour,
                    "borderColor": colour,
                    "borderWidth": 1,
                },
                "z": 3,
            }
        )
    return made


def cloud(line: Line, dark: bool) -> dict[str, Any]:
    """Return points that are not joined; hollow ones for all but the first variant."""
    look = style.STYLES[line.style]
    colour = style.on(look.colour, dark=dark)
    item = {"color": style.on(style.PAPER, dark=dark), "borderColor": colour, "borderWidth": 2}
    return {
        "type": "scatter",
        "name": line.name,
        "data": points(line.x, line.y),
        **symbol(look.marker),
        "symbolSize": 12 if line.variant else 8,
        "itemStyle": item if line.variant else {"color": colour, "opacity": 0.6},
        "z": 3,
    }
