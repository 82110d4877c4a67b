"""Rows of dots as an ECharts option: runs, mean, band, ring."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.phrases import rounded
from sim.plots import style, words
from sim.plots.echarts.axes import NAME_TIP, axis, grid, number, symbol, template
from sim.plots.panels.dots import Dots
from sim.plots.panels.layout import plain

_SCALE_PX = 50  # name and ticks of the axis, above


def draw_dots(panel: Dots, dark: bool, height_px: int) -> dict[str, Any]:
    """Return one row for each arm; the scale stands above, so that its name is read first."""
    ink = style.on(style.INK, dark=dark)
    option: dict[str, Any] = {"grid": grid(right_px=16, top_px=_SCALE_PX)}
    option["tooltip"] = NAME_TIP
    option["xAxis"] = {
        **axis(panel.x_label, dark, vertical=False, limits=panel.x_range),
        "position": "top",
    }
    option["xAxis"]["splitLine"] = {
        "show": not panel.note,
        "lineStyle": {"color": style.on(style.GRID, dark=dark)},
    }
    option["yAxis"] = {
        "type": "value",
        "inverse": True,
        "show": False,
        "name": panel.y_label,
        "min": -0.5,
        "max": max(len(panel.rows), 1) - 0.5,
    }
    if panel.note:
        option["xAxis"] |= {
            "axisLabel": {"show": False},
            "axisTick": {"show": False},
            "axisLine": {"show": False},
        }
        option["series"] = [
            _text(
                panel.note,
                panel.x_range[0],
                option["yAxis"]["max"] / 2.0 - 0.25,
                "right",
                style.on(style.GREY, dark=dark),
            )
        ]
        return option
    option["series"] = [
        part for place in range(len(panel.rows)) for part in _row(panel, place, ink, dark)
    ]
    return option


def _row(panel: Dots, place: int, ink: str, dark: bool) -> list[dict[str, Any]]:
    row, up = panel.rows[place], panel.place_of_dots(place)
    look = style.STYLES[row.style]
    colour = style.on(look.colour, dark=dark)
    label = template(plain(row.label))
    at = f"{label}, " if label else ""
    parts = (
        [
            _text(
                label,
                panel.x_range[0],
                panel.place_of_name(place),
                "right" if panel.is_long else "left",
                ink,
            )
        ]
        if label
        else []
    )
    parts.append(
        {
            "type": "scatter",
            "name": f"{label}: dots",
            "symbolSize": 7,
            "z": 2,
            "clip": False,
            "data": [
                {
                    "name": f"{at}{template(str(name))}: {rounded(value, 4)}",
                    "value": [number(value), number(y)],
                }
                for name, value, y in zip(row.names, row.values, up)
            ],
            "itemStyle": {"color": colour, "opacity": 0.45},
        }
    )
    middle = panel.place_of_mean(place)
    if row.mean is None:
        return [
            *parts,
            _text(
                words.NO_VALUE, panel.x_range[0], middle, "right", style.on(style.GREY, dark=dark)
            ),
        ]
    band = (
        "" if row.low is None else (f", 95 % band {rounded(row.low, 4)} to {rounded(row.high, 4)}")
    )
    if row.low is not None:
        parts.append(
            {
                "type": "line",
                "name": f"{label}: 95 % band",
                "symbol": "none",
                "z": 3,
                "silent": True,
                "data": [[number(row.low), middle], [number(row.high), middle]],
                "lineStyle": {"width": 6, "color": colour, "opacity": 0.4, "cap": "butt"},
            }
        )
    parts.append(
        {
            "type": "scatter",
            "name": f"{label}: mean",
            **symbol(look.marker),
            "symbolSize": 11,
            "z": 4,
            "clip": False,
            "itemStyle": {"color": colour},
            "data": [
                {
                    "name": f"{at}mean: {rounded(row.mean, 4)}{band}",
                    "value": [number(row.mean), middle],
                }
            ],
        }
    )
    if row.ringed is not None:
        parts.append(
            {
                "type": "scatter",
                "name": f"{label}: ring",
                "silent": True,
                "z": 5,
                "clip": False,
                "symbol": "circle",
                "symbolSize": 14,
                "itemStyle": {"color": "transparent", "borderColor": ink, "borderWidth": 2},
                "data": [[number(row.values[row.ringed]), number(up[row.ringed])]],
            }
        )
    return parts


def _text(text: str, x: float, y: float, side: str, colour: str) -> dict[str, Any]:
    """Return a text as the label of a point that is not seen."""
    return {
        "type": "scatter",
        "name": text,
        "silent": True,
        "clip": False,
        "symbolSize": 0.1,
        "data": [[number(x), number(np.round(y, 3))]],
        "tooltip": {"show": False},
        "itemStyle": {"color": "transparent"},
        "z": 4,
        "label": {
            "show": True,
            "formatter": text,
            "position": side,
            "color": colour,
            "fontSize": 13,
        },
    }
