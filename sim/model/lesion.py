"""Loss of cells, at once or little by little.

A lost cell never fires again; its plastic synapses go with it and none is born there. Which cells
of a group are lost is drawn once for each run: a larger lesion takes those of a smaller one too.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim import streams
from sim.model.world import World, writes


class Lesion(NamedTuple):
    """From a day on, a share of the cells of a group is gone."""

    at_d: float
    group: str  # one of `sim.model.network.GROUPS`, or "all" for every excitatory cell
    share: float  # of the cells that were there at the start


@writes("dead", "blocked_place", World.lose_synapses)
def lose_cells(world: World, lesion: Lesion) -> None:
    """Let the cells of ``lesion`` die, with their plastic synapses."""
    n_cells = world.dead.size
    draws = streams.generator(world.seed, "lesion").random(n_cells)
    if lesion.group == "all":
        cells = slice(0, world.scenario.network.n_exc)
    else:
        cells = world.part_of(lesion.group, 0.0, 1.0)
    first_to_go = np.argsort(draws[cells])[: round(lesion.share * (cells.stop - cells.start))]
    world.dead[cells.start + first_to_go] = True
    cut = world.dead[world.graph.pre] | world.dead[world.graph.post]
    world.blocked_place |= cut
    world.lose_synapses(world.alive & cut)
