"""Words around lines: at their ends, and in rows of marks above the axes."""

from __future__ import annotations

from typing import Any

from sim.plots import style
from sim.plots.echarts.axes import number, symbol, template
from sim.plots.panels.layout import EndLabel, end_labels, fits_left, spread
from sim.plots.panels.lines import Lines, MarkRow

ROW_PX = 15  # a row of marks above the plot
_LABEL_CHARS, _CHAR_PX, _LINE_PX = 20, 6.2, 15  # of labels at line ends
_NEAR_PX, _LEADER_PX, _OVER_PX = 12.0, 14.0, 4.0  # further down are the numbers of the ticks


def label_px(panel: Lines, limits: tuple[float, float]) -> int:
    """Return the room that the labels at the ends of the lines need."""
    longest = max(
        (len(row) for label in end_labels(panel, limits, _LABEL_CHARS) for row in label.rows),
        default=0,
    )
    return 30 + round(_CHAR_PX * longest)


def with_end_labels(
    panel: Lines, limits: tuple[float, float], plot_px: float, dark: bool
) -> tuple[dict[int, dict[str, Any]], list[dict[str, Any]]]:
    """Return labels at line ends, and thin lines to those that had to move away from theirs.

    Returns
    -------
    labels : dict of int to dict
        The ``endLabel`` of a line, by its place in ``panel.lines``; lines that end alike have one.
    leaders : list of dict
        Series.
    """
    ends = end_labels(panel, limits, _LABEL_CHARS)
    places = spread(
        [end.at * plot_px for end in ends],
        [_LINE_PX * len(end.rows) / 2.0 + 0.5 for end in ends],
        plot_px,
        _OVER_PX,
    )
    labels, leaders = {}, []
    for end, place_px in zip(ends, places):
        up_px = place_px - end.at * plot_px
        is_far = abs(up_px) > _NEAR_PX
        labels[panel.lines.index(end.lines[0])] = {
            "show": True,
            "formatter": template("\n".join(end.rows)),
            "fontSize": 13,
            "lineHeight": _LINE_PX,
            "color": style.on(end.colour, dark=dark),
            "distance": 8 + (_LEADER_PX if is_far else 0),
            "offset": [0, round(-up_px, 1)],
        }
        if is_far:
            leaders.append(_leader(end, up_px, dark))
    return labels, leaders


def _leader(end: EndLabel, up_px: float, dark: bool) -> dict[str, Any]:
    """Return a line from the end of a line to its label: a symbol, whose size is in pixels."""
    slope = "M0 1L1 0" if up_px > 0.0 else "M0 0L1 1"
    line = end.lines[0]
    value = line.y[line.x == end.x][-1]
    colour = style.on(style.UNCOMMITTED, dark=dark)
    return {
        "type": "scatter",
        "name": f"{line.name}: leader",
        "silent": True,
        "clip": False,
        "symbol": f"path://{slope}",
        "symbolSize": [_LEADER_PX, round(abs(up_px), 1)],
        "symbolOffset": [_LEADER_PX / 2.0 + 5.0, round(-up_px / 2.0, 1)],
        "data": [[number(end.x), number(value)]],
        "itemStyle": {"color": "transparent", "borderColor": colour, "borderWidth": 1},
        "tooltip": {"show": False},
        "z": 2,
    }


def rows_above(panel: Lines, top: float, dark: bool) -> list[dict[str, Any]]:
    """Return shaded stretches, doses and sessions above the plot, each in a row of its own."""
    return [
        _row(row, place, panel.x_range or (0.0, 1.0), top, dark)
        for place, row in enumerate(panel.mark_rows)
    ]


def _row(
    row: MarkRow, place: int, x_range: tuple[float, float], top: float, dark: bool
) -> dict[str, Any]:
    ink, left = style.on(style.INK, dark=dark), fits_left(row.x, x_range)
    name = {
        "show": True,
        "formatter": template(row.label),
        "color": ink,
        "fontSize": 12,
        "position": "left" if left else "right",
    }
    if row.kind in style.BANDS:  # a small sample of the shade, where the stretch begins or ends
        x, named = [max(row.x) if left else min(row.x)], 0
        wide_px = 2 if row.kind == "setting" else 12
        look = {
            "symbol": "rect",
            "symbolSize": [wide_px, 10],
            "itemStyle": {
                "color": style.on(style.BANDS[row.kind], dark=dark),
                "borderWidth": 1,
                "borderColor": style.on(style.UNCOMMITTED, dark=dark),
            },
        }
        across_px = -6 if left else 6
    else:
        x, across_px, is_dose = list(row.x), 0, row.kind == "dose"
        named = x.index(min(x) if left else max(x))
        look = {
            **symbol("down" if is_dose else "circle"),
            "symbolSize": 11 if is_dose else 8,
            "itemStyle": {"color": ink},
        }
    return {
        "type": "scatter",
        "name": row.label,
        "clip": False,
        "silent": True,
        "z": 4,
        **look,
        "symbolOffset": [across_px, -10 - ROW_PX * place],
        "tooltip": {"show": False},
        "data": [
            {"value": [number(at), number(top)], **({"label": name} if k == named else {})}
            for k, at in enumerate(x)
        ],
    }
