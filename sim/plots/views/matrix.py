"""Mean weights between groups of cells on one day."""

from __future__ import annotations

import numpy as np

from sim.measures import probe_on
from sim.model.network import GROUPS
from sim.plots import words
from sim.plots.explanations import EXPLAIN
from sim.plots.panels.matrix import Matrix
from sim.plots.panels.picture import Picture
from sim.plots.views.quantities import axis_of
from sim.result import Result


def strength_matrix(result: Result, day: float) -> Picture:
    """Show the mean weight from each group to each group on a test day."""
    values = result.probes["strength"][probe_on(result, day)]
    source, target = np.unravel_index(int(np.nanargmax(values)), values.shape)
    cue = values[GROUPS.index("cue")]
    title = (
        f"On {words.day(day)} synapses from the cue have a mean weight of {cue[0]:.1f} to A "
        f"and {cue[1]:.1f} to B."
    )
    return Picture(
        id="strength_matrix",
        title=title,
        what=EXPLAIN["strength_matrix"].what,
        leaves_out=EXPLAIN["strength_matrix"].leaves_out,
        panels=(Matrix(GROUPS, values, axis_of("strength")),),
        alt=f"{title} The strongest ones run from {GROUPS[source]} to {GROUPS[target]}: "
        f"{values[source, target]:.1f} base weights.",
    )
