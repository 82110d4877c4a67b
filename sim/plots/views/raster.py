"""Spikes of one test."""

from __future__ import annotations

import numpy as np

from sim.measures import probe_on
from sim.model.network import GROUPS
from sim.model.trials import trials
from sim.plots import words
from sim.plots.explanations import EXPLAIN
from sim.plots.panels.lines import Band
from sim.plots.panels.picture import Picture
from sim.plots.panels.raster import Raster
from sim.result import Result

_MOST_SPIKES = 50_000  # drawn in one raster
_CUES_SHOWN = 3


def raster(result: Result, day: float) -> Picture:
    """Show the spikes of one test: its rest, then its first cues.

    Shaded is what counts: in these cues, and at the same moments of the rest.

    Parameters
    ----------
    result : Result
    day : float
        A test day; else `ScenarioError` names them.
    """
    test, probe = probe_on(result, day), result.scenario.probe
    asked = trials(probe, result.scenario.time.dt_ms)[:_CUES_SHOWN]
    duration_ms = asked[-1].start_ms + asked[-1].length_ms
    spikes = result.spikes
    seen = (spikes["spike_probe"] == test) & (spikes["spike_ms"] < duration_ms)
    t_ms, neuron = spikes["spike_ms"][seen], spikes["spike_neuron"][seen]
    n_spikes = t_ms.size
    if n_spikes > _MOST_SPIKES:
        # evenly over the spikes as stored, nothing drawn at random: the same picture every time
        some = np.linspace(0, n_spikes - 1, _MOST_SPIKES).astype(np.int64)
        t_ms, neuron = t_ms[some], neuron[some]
    order = np.argsort(result.group_of_neuron, kind="stable")
    row_of = np.empty(order.size, dtype=np.int32)
    row_of[order] = np.arange(order.size)
    counts = np.bincount(result.group_of_neuron, minlength=len(GROUPS) + 1)
    label = f"{duration_ms / 1000.0:.1f} s of model {words.day(day)}"
    if n_spikes > _MOST_SPIKES:
        label += f"; {_MOST_SPIKES} of {n_spikes} spikes drawn"
    title = _of_trials(result, test)
    panel = Raster(
        t_ms=t_ms,
        row=row_of[neuron],
        group=result.group_of_neuron[neuron],
        group_names=(*GROUPS, "inhibitory"),
        row_bounds=np.concatenate([[0], np.cumsum(counts)]),
        duration_ms=duration_ms,
        n_rows=int(order.size),
        n_spikes=int(n_spikes),
        bands=tuple(
            Band(*trial.counted(with_cue), "counts", "cue")
            for with_cue in (False, True)
            for trial in asked
        ),
        cues_ms=tuple((trial.start_ms, trial.start_ms + trial.length_ms) for trial in asked),
        cuts_ms=tuple(trial.start_ms for trial in asked),
        label=label,
    )
    return Picture(
        id="raster",
        title=title,
        what=EXPLAIN["raster"].what,
        leaves_out=f"{EXPLAIN['raster'].leaves_out} Cues after the first {len(asked)} are not "
        "drawn.",
        panels=(panel,),
        alt=f"{title} Dots of {n_spikes} spikes of {order.size} cells in "
        f"{duration_ms / 1000.0:.1f} s.",
    )


def _of_trials(result: Result, test: int) -> str:
    """Return how many trials of a test A and B answered, with the cue and without."""
    n_trials = result.scenario.probe.trials
    (a, b), (a_alone, b_alone) = (
        [round(n_trials * float(share)) for share in result.probes[name][test, :2]]
        for name in ("answer", "uncued")
    )
    return (
        f"In the test on {words.day(float(result.probe_d[test]))} the cue leads to A in {a} "
        f"and to B in {b} of {n_trials} trials; at the same moments without a cue, A is "
        f"active in {a_alone} and B in {b_alone}."
    )
