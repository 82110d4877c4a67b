"""Pictures: views (arrays and words), chart options for the page, figures and reports for print.

Only `to_figure`, `to_svg`, `to_png` and `report_html` load matplotlib, when first asked for.
"""

from __future__ import annotations

import importlib
from typing import Any

from sim.plots.echarts import to_echarts
from sim.plots.explain import EXPLAIN, Explanation
from sim.plots.layout import same_scale
from sim.plots.views import (
    PLOTS,
    AnyView,
    Band,
    CalendarView,
    CellsView,
    DotRow,
    DotsView,
    Lane,
    Line,
    MapPoint,
    MapView,
    Mark,
    MatrixView,
    PanelsView,
    PartsView,
    Plot,
    Quantity,
    RasterView,
    SweepPoint,
    SwitchView,
    View,
    answer_over_days,
    calendar,
    cell_weights,
    difference_sentence,
    drug_and_window,
    headline_sentence,
    learning,
    occupancy_over_days,
    raster,
    rates_over_days,
    result_sentence,
    scorecard,
    seed_dots,
    spectrum,
    spines_over_days,
    strength_matrix,
    strengths_over_days,
    sweep_map,
    sweep_view,
    switch_map,
    table,
    value_dots,
)
from sim.plots.words import DISCLAIMER

_LATER = {"to_figure": "figure", "to_svg": "figure", "to_png": "figure", "report_html": "report"}

__all__ = [
    "DISCLAIMER",
    "EXPLAIN",
    "PLOTS",
    "AnyView",
    "Band",
    "CalendarView",
    "CellsView",
    "DotRow",
    "DotsView",
    "Explanation",
    "Lane",
    "Line",
    "MapPoint",
    "MapView",
    "Mark",
    "MatrixView",
    "PanelsView",
    "PartsView",
    "Plot",
    "Quantity",
    "RasterView",
    "SweepPoint",
    "SwitchView",
    "View",
    "answer_over_days",
    "calendar",
    "cell_weights",
    "difference_sentence",
    "drug_and_window",
    "headline_sentence",
    "learning",
    "occupancy_over_days",
    "raster",
    "rates_over_days",
    "report_html",
    "result_sentence",
    "same_scale",
    "scorecard",
    "seed_dots",
    "spectrum",
    "spines_over_days",
    "strength_matrix",
    "strengths_over_days",
    "sweep_map",
    "sweep_view",
    "switch_map",
    "table",
    "to_echarts",
    "to_figure",
    "to_png",
    "to_svg",
    "value_dots",
]


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(importlib.import_module(f"sim.plots.{_LATER[name]}"), name)
    raise AttributeError(f"module 'sim.plots' has no attribute '{name}'")
