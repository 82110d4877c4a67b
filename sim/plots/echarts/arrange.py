"""Several pictures one above the other, as one ECharts option with a grid for each."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from sim.plots import style
from sim.plots.echarts.axes import base, number
from sim.plots.echarts.labels import key_rows
from sim.plots.panels.dots import DotsView
from sim.plots.panels.lines import View
from sim.plots.panels.picture import PanelsView

_LEFT_PX = 52  # numbers of the y axis
_FOOT_PX, _TICKS_PX = 62, 26  # below a plot: ticks and name, ticks alone
_KEY_PX = 16
_PX_PER_TICK = 28
_STEPS = (1.0, 2.0, 2.5, 4.0, 5.0, 8.0)

Draw = Callable[..., dict[str, Any]]


def panels_option(view: PanelsView, dark: bool, height_px: int, draw: Draw) -> dict[str, Any]:
    """Return the option of all panels; ``draw`` is `sim.plots.to_echarts`, which draws each."""
    option, made = base(view, dark), []
    key = key_rows(view)
    top_px = _KEY_PX * len(key) + 8 if key else 0
    if key:
        option["title"] = key_title(key, dark)
    share = (height_px - top_px) / sum(view.heights)
    for place, (panel, weight) in enumerate(zip(view.panels, view.heights)):
        slot_px = round(share * weight)
        is_inner = view.is_shared and place < len(view.panels) - 1
        made.append(_placed(panel, place, top_px, slot_px, is_inner, dark, draw))
        top_px += slot_px
    right_px = max(one["grid"]["right"] for one in made)
    for one in made:
        one["grid"] |= {"left": _LEFT_PX, "containLabel": False}
        if view.is_shared:
            one["grid"]["right"] = right_px
    for name in ("grid", "xAxis", "yAxis"):
        option[name] = [one[name] for one in made]
    option["series"] = [series for one in made for series in one["series"]]
    option["dataZoom"] = [zoom for one in made for zoom in one.get("dataZoom", ())]
    has_dots = any(isinstance(panel, DotsView) for panel in view.panels)
    option["tooltip"] = next(
        one["tooltip"]
        for panel, one in zip(view.panels, made)
        if isinstance(panel, DotsView) == has_dots
    )
    if view.is_shared:
        every = list(range(len(made)))
        option["dataZoom"] = [{**option["dataZoom"][0], "xAxisIndex": every}]
        option["axisPointer"] = {"link": [{"xAxisIndex": every}]}
    return option


def key_title(rows: list[str], dark: bool) -> dict[str, Any]:
    """Return the key of a picture, above it."""
    return {
        "subtext": "\n".join(rows),
        "left": 0,
        "top": -8,
        "subtextStyle": {
            "color": style.on(style.INK, dark=dark),
            "fontSize": 13,
            "lineHeight": _KEY_PX,
        },
    }


def _placed(
    panel: View | DotsView,
    place: int,
    top_px: int,
    slot_px: int,
    is_inner: bool,
    dark: bool,
    draw: Draw,
) -> dict[str, Any]:
    """Return the option of one panel, moved to its slot."""
    is_lines = isinstance(panel, View)
    foot_px = _TICKS_PX if is_inner else _FOOT_PX if is_lines else 4
    # Lines reckon with ticks and name of the axis below them.
    option = draw(panel, dark=dark, height_px=slot_px + (_FOOT_PX - foot_px) * is_lines)
    own_top_px = option["grid"]["top"]
    option["grid"] = {
        "top": top_px + own_top_px,
        "right": option["grid"]["right"],
        "height": max(24, slot_px - own_top_px - foot_px),
    }
    if is_lines:
        option["yAxis"] |= _ticks(option["yAxis"], option["grid"]["height"])
    if is_inner:
        option["xAxis"].pop("name")
    for name in ("xAxis", "yAxis"):
        option[name]["gridIndex"] = place
    option["series"] = [
        {**one, "xAxisIndex": place, "yAxisIndex": place} for one in option["series"]
    ]
    option["dataZoom"] = [{**zoom, "xAxisIndex": place} for zoom in option.get("dataZoom", ())]
    return option


def _ticks(axis: dict[str, Any], height_px: int) -> dict[str, Any]:
    """Return the distance of the ticks of a low axis: round, and with a tick at both ends."""
    span = axis["max"] - axis["min"]
    most = max(2.0, height_px / _PX_PER_TICK)
    scale = 10.0 ** math.floor(math.log10(span / most))
    for step in (scale * factor for factor in (*_STEPS, *(10.0 * one for one in _STEPS))):
        count = span / step
        if count <= most and math.isclose(count, round(count), abs_tol=1e-6):
            return {"interval": number(step)}
    return {"splitNumber": round(most)}
