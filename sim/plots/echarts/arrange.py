"""Several panels in one chart: one above the other, or side by side."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from typing import Any

from sim.plots.echarts.axes import FOOT_PX, number, on_axes
from sim.plots.panels.picture import Picture

Option = dict[str, Any]

_LEFT_PX = 52  # numbers of the y axes of stacked panels
_TICKS_PX, _BARE_PX = 26, 4  # below a panel: numbers alone; nothing
_LEAST_PX = 24
_PX_PER_TICK = 28
_TICKS = (1.0, 2.0, 2.5, 4.0, 5.0, 8.0, 10.0, 20.0, 25.0, 40.0, 50.0, 80.0)
_GAP = 0.02  # share of the width between two panels
_NAME_LINE_PX, _NAME_CHARS = 15, 18  # height and characters of a row of the name of an axis


def slots_px(picture: Picture, room_px: int) -> list[int]:
    """Return the height that each panel has with its axes."""
    if picture.arrangement == "beside" or len(picture.panels) == 1:
        return [room_px] * len(picture.panels)
    share = room_px / sum(picture.sizes)
    return [round(share * size) for size in picture.sizes]


def foot_px(picture: Picture, place: int) -> int:
    """Return what panel number ``place`` needs below its plot."""
    if picture.panels[place].has_x_above:
        return _BARE_PX
    return _TICKS_PX if _is_inner(picture, place) else FOOT_PX


def _is_inner(picture: Picture, place: int) -> bool:
    """Return whether the x axis of a panel is named below another one."""
    return picture.shares_x and place < len(picture.panels) - 1


def arrange(picture: Picture, drawn: Sequence[Option], slots: Sequence[int], top_px: int) -> Option:
    """Return the panels of a picture in one option.

    Parameters
    ----------
    picture : Picture
    drawn : sequence of dict
        Each panel, as it is drawn alone.
    slots : sequence of int
        The height that each panel has, see `slots_px`.
    top_px : int
        What stands above all of them.
    """
    if len(drawn) == 1:
        return _lowered(drawn[0], top_px) if top_px else drawn[0]
    if picture.arrangement == "beside":
        return _beside([_lowered(option, top_px) for option in drawn], picture.sizes)
    return _stacked(picture, drawn, slots, top_px)


def _lowered(option: Option, top_px: int) -> Option:
    """Return a panel that begins so much further down."""
    return {**option, "grid": {**option["grid"], "top": option["grid"]["top"] + top_px}}


def _stacked(
    picture: Picture, drawn: Sequence[Option], slots: Sequence[int], top_px: int
) -> Option:
    """Return panels one above the other, each in its slot."""
    places = list(range(len(drawn)))
    right_px = [option["grid"]["right"] for option in drawn]
    if picture.shares_x:
        right_px = [max(right_px)] * len(drawn)
    made: Option = {"grid": [], "xAxis": [], "yAxis": [], "series": [], "dataZoom": []}
    for place, option, slot_px in zip(places, drawn, slots, strict=True):
        above_px = option["grid"]["top"]
        plot_px = max(_LEAST_PX, slot_px - above_px - foot_px(picture, place))
        made["grid"].append(
            {
                "left": _LEFT_PX,
                "right": right_px[place],
                "top": top_px + above_px,
                "height": plot_px,
                "containLabel": False,
            }
        )
        x_axis = {**option["xAxis"], "gridIndex": place}
        if _is_inner(picture, place):
            del x_axis["name"]
        made["xAxis"].append(x_axis)
        made["yAxis"].append(
            {**option["yAxis"], **_ticks(option["yAxis"], plot_px), "gridIndex": place}
        )
        made["series"] += on_axes(place, option["series"])
        made["dataZoom"] += [{**zoom, "xAxisIndex": place} for zoom in option.get("dataZoom", ())]
        top_px += slot_px
    # A chart has one tooltip: that of single points, if there are some.
    tooltips = [option["tooltip"] for option in drawn]
    made["tooltip"] = next((tip for tip in tooltips if tip["trigger"] == "item"), tooltips[0])
    if picture.shares_x:
        made["dataZoom"] = [{**made["dataZoom"][0], "xAxisIndex": places}]
        made["axisPointer"] = {"link": [{"xAxisIndex": places}]}
    return made


def _ticks(axis: Option, height_px: int) -> Option:
    """Return the distance of the ticks of a low axis: round, and with a tick at both ends."""
    if not axis.get("show", True):
        return {}
    span = axis["max"] - axis["min"]
    most = max(2.0, height_px / _PX_PER_TICK)
    scale = 10.0 ** math.floor(math.log10(span / most))
    for step in (scale * tick for tick in _TICKS):
        count = span / step
        if count <= most and math.isclose(count, round(count), abs_tol=1e-6):
            return {"interval": number(step)}
    return {"splitNumber": round(most)}


def _beside(drawn: Sequence[Option], widths: Sequence[float]) -> Option:
    """Return panels from left to right; the last one gives the tooltip and the zoom."""
    top_px = max(option["grid"]["top"] for option in drawn) + _NAME_LINE_PX
    made = {**drawn[-1], "grid": [], "xAxis": [], "yAxis": [], "series": []}
    left = 0.0
    for place, (option, width) in enumerate(zip(drawn, widths, strict=True)):
        is_last = place == len(drawn) - 1
        right = 1.0 - left - width + (0.0 if is_last else _GAP)
        made["grid"].append(
            {
                **option["grid"],
                "top": top_px,
                "bottom": option["grid"]["bottom"] + _NAME_LINE_PX,
                "left": f"{100 * left:g}%" if place else 8,
                "right": option["grid"]["right"] if is_last else f"{100 * right:g}%",
            }
        )
        made["xAxis"].append({**_wrapped(option["xAxis"]), "gridIndex": place, "minInterval": 1})
        made["yAxis"].append({**_wrapped(option["yAxis"]), "gridIndex": place})
        made["series"] += on_axes(place, option["series"])
        left += width
    made["dataZoom"] = [
        {**zoom, "xAxisIndex": len(drawn) - 1} for zoom in drawn[-1].get("dataZoom", ())
    ]
    return made


def _wrapped(axis: Option) -> Option:
    """Return an axis that fits beside another one on a phone."""
    return {
        **axis,
        "name": textwrap.fill(axis["name"], _NAME_CHARS),
        "nameTextStyle": {**axis["nameTextStyle"], "lineHeight": _NAME_LINE_PX},
        "axisLabel": {**axis["axisLabel"], "hideOverlap": True},
    }
