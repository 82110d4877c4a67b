"""Pictures as ECharts options: plain JSON types, drawn in the browser, without any callback."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from typing import Any

from sim.plots import style
from sim.plots.echarts.arrange import arrange, foot_px, slots_px
from sim.plots.echarts.axes import FOOT_PX
from sim.plots.echarts.calendar import draw_calendar
from sim.plots.echarts.cells import draw_cells
from sim.plots.echarts.dots import draw_dots
from sim.plots.echarts.lines import draw_lines
from sim.plots.echarts.map import draw_map
from sim.plots.echarts.matrix import draw_matrix
from sim.plots.echarts.raster import draw_raster
from sim.plots.echarts.switches import draw_switches
from sim.plots.panels.picture import Picture

# What draws each kind of panel, from (panel, dark, height in px): grid, axes, series and tooltip.
KINDS: dict[str, Callable[[Any, bool, int], dict[str, Any]]] = {
    "calendar": draw_calendar,
    "cells": draw_cells,
    "dots": draw_dots,
    "lines": draw_lines,
    "map": draw_map,
    "matrix": draw_matrix,
    "raster": draw_raster,
    "switches": draw_switches,
}

_KEY_CHARS = 44  # of a row of the key: fits a phone
_KEY_ROW_PX, _KEY_GAP_PX = 16, 8  # height of such a row; between key and panels


def to_echarts(picture: Picture, *, dark: bool = False, height_px: int = 330) -> dict[str, Any]:
    """Return the options that draw a picture with ECharts.

    Parameters
    ----------
    picture : Picture
    dark : bool
        Colours for a dark page.
    height_px : int
        Height of the chart, by which labels at line ends are kept apart.

    Returns
    -------
    dict
        Of plain Python types; ``json.dumps`` accepts it. It holds no title: the page shows
        ``picture.title`` as text, which wraps and can be read aloud.
    """
    key = key_rows(picture.key)
    top_px = _KEY_ROW_PX * len(key) + _KEY_GAP_PX if key else 0
    slots = slots_px(picture, height_px - top_px)
    drawn = [
        # A panel reckons with numbers and name of an x axis below it.
        KINDS[panel.kind](panel, dark, slot_px + FOOT_PX - foot_px(picture, place))
        for place, (panel, slot_px) in enumerate(zip(picture.panels, slots, strict=True))
    ]
    ink = style.on(style.INK, dark=dark)
    return {
        "aria": {"enabled": True, "label": {"enabled": True, "description": picture.alt}},
        "animation": False,
        "backgroundColor": "transparent",
        "textStyle": {"color": ink, "fontSize": 13},
        **({"title": _key_title(key, ink)} if key else {}),
        **arrange(picture, drawn, slots, top_px),
    }


def key_rows(key: str) -> list[str]:
    """Return a key in rows that are wrapped between its entries."""
    rows: list[str] = []
    for entry in key.split(",  ") if key else []:
        for part in textwrap.wrap(entry, _KEY_CHARS) or [""]:
            if rows and len(rows[-1]) + len(part) + 2 <= _KEY_CHARS:
                rows[-1] += f"  {part}"
            else:
                rows.append(part)
    return rows


def _key_title(rows: list[str], ink: str) -> dict[str, Any]:
    """Return the key as text above the panels."""
    return {
        "subtext": "\n".join(rows),
        "left": 0,
        "top": -8,
        "subtextStyle": {"color": ink, "fontSize": 13, "lineHeight": _KEY_ROW_PX},
    }
