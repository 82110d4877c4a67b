"""Axes, grids, numbers and symbols of ECharts, as every kind of panel has them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np

from sim.plots import style

FOOT_PX = 62  # below a panel: numbers and name of its x axis

# Of single points and cells: their names.
NAME_TIP = {"trigger": "item", "formatter": "{b}", "confine": True}

# ECharts knows no cross, plus or triangle that points down.
_SYMBOLS: dict[str, dict[str, Any]] = {
    "circle": {"symbol": "circle"},
    "square": {"symbol": "rect"},
    "triangle": {"symbol": "triangle"},
    "diamond": {"symbol": "diamond"},
    "down": {"symbol": "triangle", "symbolRotate": 180},
    "cross": {"symbol": "path://M0 2L2 0L5 3L8 0L10 2L7 5L10 8L8 10L5 7L2 10L0 8L3 5Z"},
    "plus": {"symbol": "path://M4 0H6V4H10V6H6V10H4V6H0V4H4Z"},
    "none": {"symbol": "none"},
}


def symbol(marker: str) -> dict[str, Any]:
    """Return the options of a marker of `sim.plots.style.Style`."""
    return _SYMBOLS[marker]


def template(text: str) -> str:
    """Return a text in which ECharts finds no template such as {b}."""
    return text.replace("{", "(").replace("}", ")")


def number(value: float) -> float | None:
    """Return a short float of Python, None for what JSON cannot hold."""
    value = float(value)
    return float(f"{value:.6g}") if math.isfinite(value) else None


def points(x: np.ndarray, y: np.ndarray) -> list[list[float | None]]:
    """Return (n,) arrays as a list of [x, y]."""
    return [[number(a), number(b)] for a, b in zip(x, y)]


def grid(*, right_px: int = 24, top_px: int = 40) -> dict[str, Any]:
    """Return where the axes of a panel lie; their names and numbers have room beside them."""
    return {"left": 8, "right": right_px, "top": top_px, "bottom": 32, "containLabel": True}


def on_axes(place: int, series: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return series as they are drawn on the pair of axes with a number."""
    return [{**part, "xAxisIndex": place, "yAxisIndex": place} for part in series]


def axis(
    label: str,
    dark: bool,
    *,
    vertical: bool,
    limits: tuple[float, float | None] | None = None,
    gap_px: int = 14,
) -> dict[str, Any]:
    """Return a number axis; its name, with the unit, stands above the y axis, below the x axis."""
    ink, grid = style.on(style.INK, dark=dark), style.on(style.GRID, dark=dark)
    low, high = limits or (None, None)
    place = (
        {
            "nameLocation": "end",
            "nameGap": gap_px,
            "nameTextStyle": {"align": "left", "color": ink, "fontSize": 13},
        }
        if vertical
        else {
            "nameLocation": "middle",
            "nameGap": 28,
            "nameTextStyle": {"color": ink, "fontSize": 13},
        }
    )
    return {
        "type": "value",
        "name": label,
        **place,
        **({} if low is None else {"min": number(low)}),
        **({} if high is None else {"max": number(high)}),
        **({"minInterval": 1} if label.endswith("(number)") else {}),
        # An end that is only there for room around the data is no place to read off.
        "axisLabel": {
            "color": ink,
            "fontSize": 13,
            "showMinLabel": _is_round(low),
            "showMaxLabel": _is_round(high),
        },
        "axisLine": {"show": True, "onZero": False, "lineStyle": {"color": ink}},
        "splitLine": {"show": vertical, "lineStyle": {"color": grid}},
    }


def _is_round(end: float | None) -> bool:
    return end is None or float(2.0 * end).is_integer()
