"""Views: small arrays and words that say what a picture shows. Nothing here draws."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from sim.plots.views.activity import occupancy_over_days, raster, rates_over_days
from sim.plots.views.answer import answer_over_days, difference_sentence, result_sentence
from sim.plots.views.calendar import calendar
from sim.plots.views.headline import headline_sentence
from sim.plots.views.matrix import strength_matrix
from sim.plots.views.slow import drug_and_window, spines_over_days, strengths_over_days
from sim.plots.views.table import table
from sim.plots.views.types import (
    AnyView,
    Band,
    CalendarView,
    Lane,
    Line,
    Mark,
    MatrixView,
    RasterView,
    View,
)


class Plot(NamedTuple):
    """A kind of picture.

    ``takes`` says what ``draw`` wants: ``arms`` (a mapping of label to runs) or ``result`` (one
    run, and a test day). ``per_arm`` says that one picture for each arm reads better.
    """

    id: str
    name: str
    draw: Callable[..., AnyView]
    takes: str = "arms"
    per_arm: bool = False


PLOTS: tuple[Plot, ...] = (
    Plot("answer_over_days", "Answers", answer_over_days),
    Plot("calendar", "Calendar", calendar),
    Plot("strengths_over_days", "Strengths", strengths_over_days, per_arm=True),
    Plot("spines_over_days", "Spines", spines_over_days, per_arm=True),
    Plot("drug_and_window", "Drug and window", drug_and_window),
    Plot("rates_over_days", "Balance", rates_over_days, per_arm=True),
    Plot("occupancy_over_days", "At rest", occupancy_over_days, per_arm=True),
    Plot("raster", "Spikes", raster, takes="result"),
    Plot("strength_matrix", "Weights", strength_matrix, takes="result"),
)

__all__ = [
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
    "result_sentence",
    "spines_over_days",
    "strength_matrix",
    "strengths_over_days",
    "table",
]
