"""ECharts options of the pictures that are not lines: spikes, weights, calendar."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.plots import style, words
from sim.plots.echarts_parts import axis, base, number, symbol
from sim.plots.views.types import CalendarView, MatrixView, RasterView

# Seven steps of cividis: even in lightness, the same to colour-blind eyes.
CIVIDIS = ("#00224E", "#2A3F6D", "#575C6D", "#7D7C78", "#A59C74", "#D2C060", "#FEE838")
_LIGHT_FROM = 0.55  # share of the range above which numbers are dark on light


def raster_option(view: RasterView, dark: bool, height_px: int) -> dict[str, Any]:
    """Return spikes as one scatter series for each group."""
    option = base(view, dark, right_px=84)
    option["tooltip"] = {"show": False}
    option["xAxis"] = axis(view.x_label, dark, vertical=False, limits=(0.0, view.duration_ms))
    option["yAxis"] = {
        **axis(
            view.y_label, dark, vertical=True, limits=(0.0, view.n_rows), gap_px=26
        ),  # above the names of the cues
        "inverse": True,
        "nameLocation": "start",
    }
    option["dataZoom"] = [
        {"type": "inside", "xAxisIndex": 0, "filterMode": "none", "zoomOnMouseWheel": "ctrl"}
    ]
    series = []
    for place, name in enumerate(view.group_names):
        here = view.group == place
        middle = float(view.row_bounds[place] + view.row_bounds[place + 1]) / 2.0
        colour = style.on(style.GROUP_COLOURS[place], dark=dark)
        t_ms, row = view.t_ms[here].round(1).tolist(), view.row[here].tolist()
        series.append(
            {
                "type": "scatter",
                "name": name,
                "large": True,
                "largeThreshold": 500,
                "symbol": "rect",
                "symbolSize": 2,
                "silent": True,
                "data": [list(spike) for spike in zip(t_ms, row)],
                "itemStyle": {"color": colour},
                "markLine": {
                    "silent": True,
                    "symbol": "none",
                    "data": [
                        {
                            "yAxis": middle,
                            "lineStyle": {"color": "transparent"},
                            "label": {
                                "formatter": name,
                                "position": "end",
                                "color": colour,
                                "fontSize": 13,
                            },
                        }
                    ],
                },
            }
        )
    ink, grey = style.on(style.INK, dark=dark), style.on(style.GREY, dark=dark)
    series[0]["markArea"] = {
        "silent": True,
        "itemStyle": {"color": style.on(style.COUNTS, dark=dark)},
        "label": {"show": False},
        "data": [
            [{"name": band.label, "xAxis": number(band.x0)}, {"xAxis": number(band.x1)}]
            for band in view.bands
        ],
    }
    series[0]["markLine"]["data"] += [
        *(
            {
                "xAxis": number(cut),
                "label": {"show": False},
                "lineStyle": {"color": grey, "width": 1.5, "type": [3, 2]},
            }
            for cut in view.cuts_ms
        ),
        *(
            [
                {
                    "coord": [number(start), 0],
                    "lineStyle": {"color": ink, "width": 4, "type": "solid"},
                    "label": {
                        "show": True,
                        "formatter": words.CUE,
                        "position": "middle",
                        "distance": 4,
                        "fontSize": 12,
                        "color": ink,
                    },
                },
                {"coord": [number(end), 0]},
            ]
            for start, end in view.cues_ms
        ),
    ]
    option["series"] = series
    return option


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


def calendar_option(view: CalendarView, dark: bool, height_px: int) -> dict[str, Any]:
    """Return one lane for each arm: doses, sessions, tests and open windows."""
    ink, option = style.on(style.INK, dark=dark), base(view, dark)
    option["tooltip"] = {"trigger": "item", "formatter": "{b}", "confine": True}
    option["xAxis"] = axis(view.x_label, dark, vertical=False, limits=(0.0, view.length_d))
    labels = {place: lane.label for place, lane in enumerate(view.lanes)}
    option["yAxis"] = {
        "type": "category",
        "data": list(labels.values()),
        "inverse": True,
        "name": view.y_label,
        "nameLocation": "start",
        "nameTextStyle": {"align": "left", "color": ink, "fontSize": 13},
        "axisLabel": {"color": ink, "fontSize": 13, "width": 150, "overflow": "break"},
        "splitLine": {"show": True, "lineStyle": {"color": style.on(style.GRID, dark=dark)}},
    }
    doses, sessions, tests, windows = [], [], [], []
    for place, lane in enumerate(view.lanes):
        doses += [
            _event(day, place, f"{lane.label}: dose, {words.day(day)}") for day in lane.doses_d
        ]
        sessions += [
            _event(
                day,
                place,
                f"{lane.label}: session of {pattern}, {words.day(day)}",
                style.on(style.STYLES[pattern].colour, dark=dark),
            )
            for day, _, pattern in lane.sessions
        ]
        tests += [
            _event(day, place, f"{lane.label}: test, {words.day(day)}") for day in lane.tests_d
        ]
        windows += [
            [
                {"coord": [number(first), place], "name": words.WINDOW_OPEN},
                {"coord": [number(last), place]},
            ]
            for first, last in lane.open_d
        ]
    # Stretches lie on the middle of a lane: thick lines, since an area can not be cut to a lane.
    option["series"] = [
        {
            "type": "scatter",
            "name": "test",
            "data": tests,
            "symbol": "rect",
            "symbolSize": [2, 26],
            "itemStyle": {"color": style.on(style.UNCOMMITTED, dark=dark)},
            "markLine": {
                "silent": True,
                "symbol": "none",
                "data": windows,
                "z": 0,
                "label": {"show": False},
                "lineStyle": {
                    "type": "solid",
                    "width": 26,
                    "cap": "butt",
                    "color": style.on(style.WINDOW, dark=dark),
                },
            },
        },
        {
            "type": "scatter",
            "name": "session",
            "data": sessions,
            "symbol": "circle",
            "symbolSize": 9,
        },
        {
            "type": "scatter",
            "name": "dose",
            "data": doses,
            **symbol("down"),
            "symbolSize": 12,
            "symbolOffset": [0, -12],
            "itemStyle": {"color": ink},
        },
    ]
    return option


def _event(day: float, lane: int, name: str, colour: str = "") -> dict[str, Any]:
    look = {"itemStyle": {"color": colour}} if colour else {}
    return {"name": name, "value": [number(day), lane], **look}
