"""Weights of single synapses among the sampled cells: before, after, and what changed."""

from __future__ import annotations

from typing import Literal

import numpy as np

from sim.errors import Problem, ScenarioError
from sim.measures import probe_on
from sim.model.network import GROUPS
from sim.plots import words
from sim.plots.panels.cells import Cells
from sim.plots.panels.picture import Picture
from sim.result import Result

SHOWN = ("before", "after", "change")
_A, _B = GROUPS.index("A"), GROUPS.index("B")
_CUE = GROUPS.index("cue")


def cell_weights(
    result: Result,
    day: float,
    show: Literal["before", "after", "change"] = "after",
    before_d: float | None = None,
) -> Picture:
    """Show the weight of every synapse among the sampled cells, sorted by group.

    Parameters
    ----------
    result : Result
    day : float
        The test day "after"; else `ScenarioError` names them.
    show : str
        ``before``, ``after`` or ``change``, which is the second less the first.
    before_d : float, optional
        The test day "before"; the first one if left out.

    Raises
    ------
    ScenarioError
        If there was no test on a day, or ``show`` is none of the three.
    """
    if show not in SHOWN:
        raise ScenarioError(
            [Problem("plot", "show", f"'{str(show)[:20]}'", f"one of: {', '.join(SHOWN)}")]
        )
    before_d = float(result.probe_d[0]) if before_d is None else before_d
    before, after = probe_on(result, before_d), probe_on(result, day)
    first, last = (_matrix(result, test) for test in (before, after))
    strength = result.probes["strength"]
    if show == "change":
        gone = np.isnan(first) & np.isnan(last)
        values = np.where(gone, np.nan, np.nan_to_num(last) - np.nan_to_num(first))
        means, when = strength[after] - strength[before], _between(before_d, day)
        title = (
            f"{when} the mean weight from A to A changes by {means[_A, _A]:+.1f}, from B to B "
            f"by {means[_B, _B]:+.1f} and from cue to B by {means[_CUE, _B]:+.1f}."
        )
    else:
        test, values = (before, first) if show == "before" else (after, last)
        means, when = strength[test], f"On {words.day(before_d if show == 'before' else day)}"
        title = (
            f"{when} the mean weight from A to A is {means[_A, _A]:.1f}, from B to B "
            f"{means[_B, _B]:.1f} and from cue to B {means[_CUE, _B]:.1f}."
        )
    seen = np.abs(values[np.isfinite(values)])
    counts = np.bincount(_groups(result), minlength=len(GROUPS))
    panel = Cells(
        names=GROUPS,
        bounds=np.concatenate([[0], np.cumsum(counts)]),
        values=values,
        means=means,
        show=show,
        top=max(float(seen.max(initial=0.0)), 1e-3),
        label=f"{'change of weight' if show == 'change' else 'weight'} (base weights)",
    )
    return Picture(
        id="cell_weights",
        title=title,
        what=f"One small square is one synapse, from the cell of a row to the cell of a column. "
        f"{_shades(show)} A number is the mean over all synapses that a block had at the start; "
        "lost ones count as 0.",
        leaves_out=f"Only {int(counts.sum())} cells of seed {result.seed} are drawn. "
        "Inhibitory cells do not learn and are left out.",
        panels=(panel,),
        alt=f"{title} Grid of {seen.size} synapses among {int(counts.sum())} cells.",
    )


def _groups(result: Result) -> np.ndarray:
    """Return the group of each sampled cell that can learn, in their order."""
    group = result.group_of_neuron[result.sample["cell"]]
    return group[group < len(GROUPS)]


def _matrix(result: Result, test: int) -> np.ndarray:
    """Return weights among the sampled cells at a test, (n, n); NaN without a synapse."""
    n = _groups(result).size  # inhibitory cells stand last in the sample
    sample = result.sample
    values = np.full((n, n), np.nan)
    values[sample["pre"], sample["post"]] = sample["weight"][test]
    return values


def _between(first_d: float, last_d: float) -> str:
    return f"From {words.day(first_d)} to {words.day(last_d)}"


def _shades(show: str) -> str:
    if show == "change":
        return (
            "Orange became stronger or was born, purple became weaker or was lost. "
            "Light grey: no change. Blank: no synapse on either day."
        )
    return "Brighter is stronger; plain grey means no synapse."
