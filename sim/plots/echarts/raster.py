"""Spikes as an ECharts option."""

from __future__ import annotations

from typing import Any

from sim.plots import style, words
from sim.plots.echarts.axes import axis, grid, number
from sim.plots.panels.raster import Raster


def draw_raster(panel: Raster, dark: bool, height_px: int) -> dict[str, Any]:
    """Return spikes as one scatter series for each group."""
    option: dict[str, Any] = {"grid": grid(right_px=84)}
    option["tooltip"] = {"show": False}
    option["xAxis"] = axis(panel.x_label, dark, vertical=False, limits=(0.0, panel.duration_ms))
    option["yAxis"] = {
        **axis(
            panel.y_label, dark, vertical=True, limits=(0.0, panel.n_rows), gap_px=26
        ),  # above the names of the cues
        "inverse": True,
        "nameLocation": "start",
    }
    option["dataZoom"] = [
        {"type": "inside", "xAxisIndex": 0, "filterMode": "none", "zoomOnMouseWheel": "ctrl"}
    ]
    series = []
    for place, name in enumerate(panel.group_names):
        here = panel.group == place
        middle = float(panel.row_bounds[place] + panel.row_bounds[place + 1]) / 2.0
        colour = style.on(style.GROUP_COLOURS[place], dark=dark)
        t_ms, row = panel.t_ms[here].round(1).tolist(), panel.row[here].tolist()
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
            for band in panel.bands
        ],
    }
    series[0]["markLine"]["data"] += [
        *(
            {
                "xAxis": number(cut),
                "label": {"show": False},
                "lineStyle": {"color": grey, "width": 1.5, "type": [3, 2]},
            }
            for cut in panel.cuts_ms
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
            for start, end in panel.cues_ms
        ),
    ]
    option["series"] = series
    return option
