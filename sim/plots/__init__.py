"""Pictures: views (arrays and words), chart options for the page, figures and reports for print.

Only `to_figure`, `to_svg`, `to_png` and `report_html` load matplotlib, when first asked for.
"""

from __future__ import annotations

import importlib
from typing import Any

from sim.plots.echarts.draw import to_echarts
from sim.plots.explanations import EXPLAIN, Explanation
from sim.plots.panels.calendar import CalendarView, Lane
from sim.plots.panels.cells import CellsView
from sim.plots.panels.dots import DotRow, DotsView
from sim.plots.panels.layout import same_scale
from sim.plots.panels.lines import Band, Line, Mark, View
from sim.plots.panels.map import MapView
from sim.plots.panels.matrix import MatrixView
from sim.plots.panels.picture import AnyView, PanelsView, PartsView
from sim.plots.panels.raster import RasterView
from sim.plots.panels.scale import Quantity
from sim.plots.panels.switches import SwitchView
from sim.plots.panels.table import table
from sim.plots.registry import PLOTS, Plot
from sim.plots.views.activity import occupancy_over_days, raster
from sim.plots.views.answer import answer_over_days, result_sentence
from sim.plots.views.balance import rates_over_days
from sim.plots.views.calendar import calendar
from sim.plots.views.cells import cell_weights
from sim.plots.views.drug import drug_and_window
from sim.plots.views.headline import difference_sentence, headline_sentence
from sim.plots.views.learning import learning
from sim.plots.views.matrix import strength_matrix
from sim.plots.views.scorecard import scorecard
from sim.plots.views.seeds import seed_dots, value_dots
from sim.plots.views.slow import strengths_over_days
from sim.plots.views.spectrum import spectrum
from sim.plots.views.spines import spines_over_days
from sim.plots.views.sweeps import MapPoint, SweepPoint, sweep_map, sweep_view
from sim.plots.views.switches import switch_map
from sim.plots.words import DISCLAIMER

_LATER = {
    "to_figure": "figure.draw",
    "to_svg": "figure.draw",
    "to_png": "figure.draw",
    "report_html": "report.page",
}

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
