"""Lines as ECharts options.

A band around a line is one more line that runs forward along its upper edge and back along its
lower one; the area under such a line is the band itself. It needs no stacking, which ECharts
only does right on category axes.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.plots import style
from sim.plots.echarts.axes import FOOT_PX, axis, grid, number, points, symbol, template
from sim.plots.echarts.labels import ROW_PX, label_px, rows_above, with_end_labels
from sim.plots.panels.layout import marker_step
from sim.plots.panels.lines import Line, Lines

_NAME_PX = 34  # for the name of the y axis, above it
_LEVEL_NAME_PX = 120  # as wide as a panel is on a phone; a longer name has two lines


def draw_lines(panel: Lines, dark: bool, height_px: int) -> dict[str, Any]:
    """Return lines with what is marked along both axes."""
    limits, strip_px = panel.y_limits, ROW_PX * panel.n_mark_rows
    top_px = _NAME_PX + strip_px
    x_axis = axis(panel.x_label, dark, vertical=False, limits=panel.x_range)
    if panel.bars:
        x_axis["containShape"] = False  # else the axis grows to hold the outer bars
    if panel.is_log:
        x_axis["type"] = "log"
    labels, leaders = with_end_labels(panel, limits, height_px - top_px - FOOT_PX, dark)
    series = [
        part for line in panel.lines for part in (_band(line, dark), _dots(line, dark)) if part
    ]
    series += [
        _line(line, dark, labels.get(place, {"show": False}))
        for place, line in enumerate(panel.lines)
    ]
    series += _bars(panel, dark)
    if (panel.bands or panel.levels) and series:
        series[0] = {**series[0], "markArea": _areas(panel, dark)}
    return {
        "grid": grid(right_px=label_px(panel, limits), top_px=top_px),
        "xAxis": x_axis,
        "yAxis": axis(panel.y_label, dark, vertical=True, limits=limits, gap_px=14 + strip_px),
        "tooltip": {
            "trigger": "axis",
            "confine": True,
            "valueFormatter": "%.2f",
            "axisPointer": {"type": "line"},
        },
        "dataZoom": [
            {
                "type": "inside",
                "xAxisIndex": 0,
                "filterMode": "none",
                "zoomOnMouseWheel": "ctrl",
                "moveOnMouseMove": True,
            }
        ],
        "series": [*series, *leaders, *rows_above(panel, limits[1], dark)],
    }


def _line(line: Line, dark: bool, label: dict[str, Any]) -> dict[str, Any]:
    if not line.joined:
        return _cloud(line, dark)
    look = style.STYLES[line.style]
    colour = style.on(look.colour, dark=dark)
    item = {
        "color": style.on(style.PAPER, dark=dark) if line.variant else colour,
        "borderColor": colour,
        "borderWidth": 2,
    }
    data, marker = points(line.x, line.y), symbol(look.marker)
    step = marker_step(len(data))
    if step > 1:
        data = [
            {"value": point, **marker, "symbolSize": 7, "itemStyle": item}
            if place % step == step // 2
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
            "width": 1.2 if line.is_reference else style.LINE_PX,
            "type": list(look.dash) or "solid",
        },
        "endLabel": label,
        "emphasis": {"focus": "series"},
        **({"tooltip": {"show": False}} if line.is_reference else {}),
        "z": 3,
    }


def _cloud(line: Line, dark: bool) -> dict[str, Any]:
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


def _bars(panel: Lines, dark: bool) -> list[dict[str, Any]]:
    """Return the bars of a panel: filled ones, and hollow ones for what is lost."""
    series = []
    for bars in panel.bars:
        colour = style.on(style.STYLES[bars.style].colour, dark=dark)
        series.append(
            {
                "type": "bar",
                "name": bars.name,
                "stack": "change",
                "barWidth": "80%",
                "data": [[number(x), number(y)] for x, y in zip(bars.x, bars.y)],
                "itemStyle": {
                    "color": style.on(style.PAPER, dark=dark) if bars.is_hollow else colour,
                    "borderColor": colour,
                    "borderWidth": 1,
                },
                "z": 3,
            }
        )
    return series


def _areas(panel: Lines, dark: bool) -> dict[str, Any]:
    """Return the shaded stretches; their names stand above the plot."""
    edge = style.on(style.UNCOMMITTED, dark=dark)
    return {
        "silent": True,
        "label": {"show": False},
        "data": [
            [
                {
                    "name": template(band.label),
                    "xAxis": number(band.x0),
                    "itemStyle": {
                        "color": style.on(style.BANDS[band.style], dark=dark),
                        "borderColor": edge,
                        "borderWidth": 1,
                        "borderType": "dashed",
                    },
                },
                {"xAxis": number(band.x1)},
            ]
            for band in panel.bands
        ]
        + [
            [
                {
                    "name": template(level.label),
                    "yAxis": number(level.y0),
                    "label": {
                        "show": True,
                        "position": "insideTopRight",
                        "fontSize": 12,
                        "lineHeight": 14,
                        "width": _LEVEL_NAME_PX,
                        "overflow": "break",
                        "color": style.on(style.INK, dark=dark),
                    },
                    "itemStyle": {"color": style.on(style.LEVEL, dark=dark)},
                },
                {"yAxis": number(level.y1)},
            ]
            for level in panel.levels
        ],
    }
