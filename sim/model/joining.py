r"""New cells that take a side: they join a pattern, or the cells that inhibit.

On one day every synapse between the new cells and those they join gets one strength::

    w = strength                          with a pattern, both ways, in base weights
    w = strength w_exc_to_inh             with inhibitory cells, from the new cells only

Granule cells that are born in adult mice excite their targets when they are four weeks old, and
recruit feedback inhibition later (Temprana 2015, row J08). That they join one pattern, and how
strongly, is assumed. Learning goes on from there: what was joined can be unlearned.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.model.network import INHIBITORY
from sim.model.world import World, writes

INHIBITION = "inhibition"


class Joining(NamedTuple):
    """From a day on, some cells belong to a pattern or drive inhibition."""

    at_d: float
    group: str  # of the new cells, one of `sim.model.network.GROUPS`
    first: float  # the new cells lie between these shares of the group
    last: float
    joins: str  # one of `sim.model.network.PATTERNS`, or `INHIBITION`
    strength: float


@writes("slow", World.strengthen_fixed)
def join(world: World, joining: Joining) -> None:
    """Give the synapses of ``joining`` their strength; a place without one stays empty."""
    new = _is_in(world, world.part_of(joining.group, joining.first, joining.last))
    if joining.joins == INHIBITION:
        network, wiring = world.scenario.network, world.graph.wiring
        inhibitory = _is_in(world, network.group_slices()[INHIBITORY])
        world.strengthen_fixed(new[wiring.sender] & inhibitory[wiring.target], joining.strength)
        return
    pattern = _is_in(world, world.part_of(joining.joins, 0.0, 1.0))
    pre, post = world.graph.pre, world.graph.post
    here = world.alive & (new[pre] & pattern[post] | pattern[pre] & new[post])
    world.slow = np.where(here, joining.strength - world.fast, world.slow)


def _is_in(world: World, cells: slice) -> np.ndarray:
    """Return which cells of the network lie in a slice of them, (N,) bool."""
    inside = np.zeros(world.dead.size, dtype=bool)
    inside[cells] = True
    return inside
