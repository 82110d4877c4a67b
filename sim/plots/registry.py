"""Every kind of picture, by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from sim.plots.panels.picture import AnyView
from sim.plots.views.activity import occupancy_over_days, raster
from sim.plots.views.answer import answer_over_days
from sim.plots.views.balance import rates_over_days
from sim.plots.views.calendar import calendar
from sim.plots.views.cells import cell_weights
from sim.plots.views.drug import drug_and_window
from sim.plots.views.learning import learning
from sim.plots.views.matrix import strength_matrix
from sim.plots.views.scorecard import scorecard
from sim.plots.views.seeds import seed_dots
from sim.plots.views.slow import strengths_over_days
from sim.plots.views.spectrum import spectrum
from sim.plots.views.spines import spines_over_days
from sim.plots.views.sweeps import sweep_map, sweep_view
from sim.plots.views.switches import switch_map


class Plot(NamedTuple):
    """A kind of picture.

    ``takes`` says what ``draw`` wants: ``arms`` (a mapping of label to runs), ``result`` (one run,
    and a test day), ``measure`` (runs, the name of a measure, and a test day), ``sweep`` or
    ``map`` (points of one or two settings, see `sim.plots.views.sweeps`). ``per_arm`` says that
    one picture for each arm reads better. ``tab`` names the group of pictures that it belongs to:
    answers, synapses, activity, drug, more or sweep.
    """

    id: str
    name: str
    draw: Callable[..., AnyView]
    takes: str = "arms"
    per_arm: bool = False
    tab: str = ""


PLOTS: tuple[Plot, ...] = (
    Plot("answer_over_days", "Answers day by day", answer_over_days, tab="answers"),
    Plot("learning", "Practice and answers", learning, tab="answers"),
    Plot("calendar", "Calendar", calendar),
    Plot("strengths_over_days", "Strengths", strengths_over_days, per_arm=True, tab="synapses"),
    Plot("spines_over_days", "Spines", spines_over_days, per_arm=True, tab="synapses"),
    Plot("drug_and_window", "Drug and window", drug_and_window, tab="drug"),
    Plot("rates_over_days", "Balance", rates_over_days, per_arm=True, tab="activity"),
    Plot("switch_map", "Switch map", switch_map, per_arm=True, tab="activity"),
    Plot("occupancy_over_days", "At rest", occupancy_over_days, per_arm=True, tab="activity"),
    Plot("raster", "Spikes", raster, takes="result", tab="activity"),
    Plot("strength_matrix", "Weights", strength_matrix, takes="result", tab="synapses"),
    Plot("cell_weights", "Single synapses", cell_weights, takes="result", tab="synapses"),
    Plot("spectrum", "Spectrum", spectrum, per_arm=True, tab="activity"),
    Plot("scorecard", "Rigid or flexible", scorecard, tab="more"),
    Plot("seed_dots", "Runs one by one", seed_dots, takes="measure", tab="answers"),
    Plot("sweep", "Sweep", sweep_view, takes="sweep", tab="sweep"),
    Plot("sweep_map", "Map of two settings", sweep_map, takes="map", tab="sweep"),
)
