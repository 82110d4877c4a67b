"""ECharts options of pictures side by side in one chart."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

_GAP = 0.02  # share of the width between two pictures
_NAME_LINE_PX, _NAME_CHARS = 15, 18  # height and letters of a row of the name of an axis


def beside(options: Sequence[dict[str, Any]], widths: Sequence[float]) -> dict[str, Any]:
    """Return one option that shows several pictures of lines from left to right.

    Parameters
    ----------
    options : sequence of dict
        As they would be drawn alone. The last one gives what all have together, and its zoom.
    widths : sequence of float
        Share of the width of each.
    """
    made = dict(options[-1])
    top_px = max(option["grid"]["top"] for option in options) + _NAME_LINE_PX
    made |= {"grid": [], "xAxis": [], "yAxis": [], "series": []}
    left = 0.0
    for place, (option, width) in enumerate(zip(options, widths)):
        is_last = place == len(options) - 1
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
        made["series"] += [
            {**one, "xAxisIndex": place, "yAxisIndex": place} for one in option["series"]
        ]
        left += width
    made["dataZoom"] = [
        {**zoom, "xAxisIndex": len(options) - 1} for zoom in options[-1].get("dataZoom", ())
    ]
    return made


def _wrapped(axis: dict[str, Any]) -> dict[str, Any]:
    """Return an axis that fits beside another one on a phone."""
    return {
        **axis,
        "name": textwrap.fill(axis["name"], _NAME_CHARS),
        "nameTextStyle": {**axis["nameTextStyle"], "lineHeight": _NAME_LINE_PX},
        "axisLabel": {**axis["axisLabel"], "hideOverlap": True},
    }
