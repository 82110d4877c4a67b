"""Pictures: views (arrays and words), chart options for the page, figures and reports for print.

Only `to_figure`, `to_svg`, `to_png` and `report_html` load matplotlib, when first asked for.
"""

from __future__ import annotations

import importlib
from typing import Any

from sim.plots.echarts import to_echarts
from sim.plots.layout import same_scale
from sim.plots.views import (
    PLOTS,
    AnyView,
    Band,
    CalendarView,
    Lane,
    Line,
    Mark,
    MatrixView,
    Plot,
    RasterView,
    View,
    answer_over_days,
    calendar,
    difference_sentence,
    drug_and_window,
    headline_sentence,
    occupancy_over_days,
    raster,
    rates_over_days,
    result_sentence,
    spines_over_days,
    strength_matrix,
    strengths_over_days,
    table,
)
from sim.plots.words import DISCLAIMER

_LATER = {"to_figure": "figure", "to_svg": "figure", "to_png": "figure", "report_html": "report"}

__all__ = [
    "DISCLAIMER",
    "PLOTS",
    "AnyView",
    "Band",
    "CalendarView",
    "Lane",
    "Line",
    "Mark",
    "MatrixView",
    "Plot",
    "RasterView",
    "View",
    "answer_over_days",
    "calendar",
    "difference_sentence",
    "drug_and_window",
    "headline_sentence",
    "occupancy_over_days",
    "raster",
    "rates_over_days",
    "report_html",
    "result_sentence",
    "same_scale",
    "spines_over_days",
    "strength_matrix",
    "strengths_over_days",
    "table",
    "to_echarts",
    "to_figure",
    "to_png",
    "to_svg",
]


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(importlib.import_module(f"sim.plots.{_LATER[name]}"), name)
    raise AttributeError(f"module 'sim.plots' has no attribute '{name}'")
