"""Every kind of picture, by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, NamedTuple

from sim.plots.panels.picture import Picture, same_scale
from sim.plots.views.answer import answer_over_days
from sim.plots.views.balance import rates_over_days
from sim.plots.views.calendar import calendar
from sim.plots.views.cells import cell_weights
from sim.plots.views.drug import drug_and_window
from sim.plots.views.gather import Arms
from sim.plots.views.learning import learning
from sim.plots.views.matrix import strength_matrix
from sim.plots.views.occupancy import occupancy_over_days
from sim.plots.views.raster import raster
from sim.plots.views.scorecard import scorecard
from sim.plots.views.seeds import seed_dots
from sim.plots.views.spectrum import spectrum
from sim.plots.views.spines import spines_over_days
from sim.plots.views.strengths import strengths_over_days
from sim.plots.views.sweeps import sweep_map, sweep_view
from sim.plots.views.switches import switch_map


class Plot(NamedTuple):
    """A kind of picture.

    Attributes
    ----------
    id, name : str
    draw : function
        Makes the picture.
    takes : str
        What ``draw`` wants: ``arms`` (a mapping of label to runs), ``result`` (one run, and a test
        day), ``measure`` (arms, the name of a measure, and a test day), or ``points`` (outcomes of
        many settings, see `sim.plots.views.sweeps`).
    per_arm : bool
        Whether one picture for each arm reads better than one of all arms.
    tab : str
        The group of pictures that it belongs to: answers, synapses, activity, drug, more or sweep.
    """

    id: str
    name: str
    draw: Callable[..., Picture]
    takes: Literal["arms", "result", "measure", "points"] = "arms"
    per_arm: bool = False
    tab: str = ""

    def pictures(
        self,
        arms: Arms,
        *,
        day: float | None = None,
        measure: str = "",
        mine: int | None = None,
        together: bool = False,
        **options: Any,
    ) -> dict[str, Picture]:
        """Return the pictures of some runs, on one scale.

        Parameters
        ----------
        arms : mapping of label to runs
        day : float, optional
            Test day, for pictures of one test; see the functions in `sim.plots.views`.
        measure : str
            Name of a measure; without it there is no picture of a measure.
        mine : int, optional
            Seed of the run that is ringed in a picture of a measure.
        together : bool
            Whether all arms share one picture, also where one for each reads better.
        **options
            What else ``draw`` takes.

        Returns
        -------
        dict
            By the label of the arm; a picture of all arms has the empty label. Nothing is drawn of
            points, which are no runs.
        """
        match self.takes:
            case "points":
                return {}
            case "result":
                drawn = {label: self.draw(runs[0], day, **options) for label, runs in arms.items()}
            case "measure":
                if not measure:
                    return {}
                drawn = {"": self.draw(arms, measure, day, mine=mine, **options)}
            case "arms" if self.per_arm and not together:
                drawn = {label: self.draw({label: arms[label]}, **options) for label in arms}
            case "arms":
                drawn = {"": self.draw(arms, **options)}
        return dict(zip(drawn, same_scale(list(drawn.values())), strict=True))


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
    Plot("sweep", "Sweep", sweep_view, takes="points", tab="sweep"),
    Plot("sweep_map", "Map of two settings", sweep_map, takes="points", tab="sweep"),
)
