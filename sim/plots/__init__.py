"""Pictures of runs: charts for the page, figures and reports for print.

A function of `sim.plots.views` makes a `Picture` of runs, which is a caption and panels
(`sim.plots.panels`). Two renderers draw it, with the same file names: `sim.plots.echarts` for the
page, `sim.plots.figure` for print. Only `to_figure`, `to_svg`, `to_png` and `report_html` load
matplotlib, when first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from sim.plots.echarts.draw import to_echarts
from sim.plots.explanations import EXPLAIN, Explanation
from sim.plots.panels.calendar import Calendar, Lane
from sim.plots.panels.cells import Cells
from sim.plots.panels.dots import DotRow, Dots
from sim.plots.panels.lines import Band, Line, Lines, Mark
from sim.plots.panels.map import Map
from sim.plots.panels.matrix import Matrix
from sim.plots.panels.picture import Picture, same_scale
from sim.plots.panels.raster import Raster
from sim.plots.panels.scale import Quantity
from sim.plots.panels.switches import Switches
from sim.plots.panels.table import table
from sim.plots.registry import PLOTS, Plot
from sim.plots.views.answer import answer_over_days, result_sentence
from sim.plots.views.balance import rates_over_days
from sim.plots.views.calendar import calendar
from sim.plots.views.cells import cell_weights
from sim.plots.views.drug import drug_and_window
from sim.plots.views.headline import difference_sentence, headline_sentence
from sim.plots.views.learning import learning
from sim.plots.views.matrix import strength_matrix
from sim.plots.views.occupancy import occupancy_over_days
from sim.plots.views.raster import raster
from sim.plots.views.scorecard import scorecard
from sim.plots.views.seeds import seed_dots, value_dots
from sim.plots.views.spectrum import spectrum
from sim.plots.views.spines import spines_over_days
from sim.plots.views.strengths import strengths_over_days
from sim.plots.views.sweeps import MapPoint, SweepPoint, sweep_map, sweep_view
from sim.plots.views.switches import switch_map
from sim.plots.words import DISCLAIMER

# Loaded when first asked for: matplotlib takes longer to import than all the rest.
_PRINTED = {
    "report_html": "sim.plots.report.page",
    "to_figure": "sim.plots.figure.draw",
    "to_png": "sim.plots.figure.draw",
    "to_svg": "sim.plots.figure.draw",
}

__all__ = [
    "Band",
    "Calendar",
    "Cells",
    "DISCLAIMER",
    "DotRow",
    "Dots",
    "EXPLAIN",
    "Explanation",
    "Lane",
    "Line",
    "Lines",
    "Map",
    "MapPoint",
    "Mark",
    "Matrix",
    "PLOTS",
    "Picture",
    "Plot",
    "Quantity",
    "Raster",
    "SweepPoint",
    "Switches",
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
    "value_dots",
    *_PRINTED,
]


def __getattr__(name: str) -> Any:
    """Import what draws for print."""
    if name in _PRINTED:
        return getattr(import_module(_PRINTED[name]), name)
    raise AttributeError(f"module 'sim.plots' has no attribute '{name}'")
