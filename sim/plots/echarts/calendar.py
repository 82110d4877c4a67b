"""The calendar as an ECharts option."""

from __future__ import annotations

from typing import Any

from sim.plots import style, words
from sim.plots.echarts.axes import NAME_TIP, axis, grid, number, symbol
from sim.plots.panels.calendar import Calendar


def draw_calendar(panel: Calendar, dark: bool, height_px: int) -> dict[str, Any]:
    """Return one lane for each arm: doses, sessions, tests and open windows."""
    ink, option = style.on(style.INK, dark=dark), {"grid": grid()}
    option["tooltip"] = NAME_TIP
    option["xAxis"] = axis(panel.x_label, dark, vertical=False, limits=(0.0, panel.length_d))
    labels = {place: lane.label for place, lane in enumerate(panel.lanes)}
    option["yAxis"] = {
        "type": "category",
        "data": list(labels.values()),
        "inverse": True,
        "name": panel.y_label,
        "nameLocation": "start",
        "nameTextStyle": {"align": "left", "color": ink, "fontSize": 13},
        "axisLabel": {"color": ink, "fontSize": 13, "width": 150, "overflow": "break"},
        "splitLine": {"show": True, "lineStyle": {"color": style.on(style.GRID, dark=dark)}},
    }
    doses, sessions, tests, windows = [], [], [], []
    for place, lane in enumerate(panel.lanes):
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
    # Stretches lie on the middle of a lane: thick lines, since an area cannot be cut to a lane.
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
