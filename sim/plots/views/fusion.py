"""A and B fused into one group of cells: the sentence that goes with every answer to the cue."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.measures import value_at
from sim.phrases import listed, shortened
from sim.plots import words
from sim.plots.views.gather import FEW_ARMS, MOST_LABEL, Arms
from sim.result import Result


def fused_sentence(arms: Arms, day: float | None = None) -> str:
    """Return in how many runs A and B have fused, arm by arm; empty if they have in none.

    Parameters
    ----------
    arms : mapping of label to runs
    day : float, optional
        The test that is nearest to it counts; the last one of each arm if left out.
    """
    return fused_words(
        {
            label: (sum(is_fused(run, day) for run in results), len(results))
            for label, results in arms.items()
            if len(results)
        }
    )


def is_fused(result: Result, day: float | None = None) -> bool:
    """Return whether A and B have fused in the test nearest to a day, by default the last one."""
    test = -1 if day is None else int(np.argmin(np.abs(result.probe_d - day)))
    return value_at(result, "fused", float(result.probe_d[test])) > 0.0


def fused_words(counts: Mapping[str, tuple[int, int]]) -> str:
    """Return the sentence from counts.

    ``A and B have fused into one group of cells in 3 of 5 runs of “Practice only”.``

    Parameters
    ----------
    counts : mapping of label to (fused, all)
        Runs of each arm that are fused, and all of them.
    """
    affected = {label: count for label, count in counts.items() if count[0]}
    if not affected:
        return ""
    if len(counts) == 1:
        (where,) = (_of(*count) for count in affected.values())
    elif len(affected) <= FEW_ARMS:
        where = listed(
            [
                f"{_of(*count)} of “{shortened(label, MOST_LABEL)}”"
                for label, count in affected.items()
            ]
        )
    else:
        fused, n_runs = (sum(part) for part in zip(*affected.values()))
        where = f"{_of(fused, n_runs)} of {len(affected)} arms"
    return f"{words.FUSED} in {where}."


def _of(fused: int, n_runs: int) -> str:
    return "the one run" if n_runs == 1 else f"{fused} of {n_runs} runs"
