"""Rubbing out spines: a laboratory switch, after the light-activated PaRac1 of Moda-Sava (2019)."""

from __future__ import annotations

from typing import NamedTuple

from sim import streams
from sim.model.world import World, writes


class Erasure(NamedTuple):
    """At a time, spines born since an earlier time are lost."""

    at_d: float
    born_after_d: float
    share: float = 1.0


@writes(World.lose_synapses)
def erase(world: World, erasure: Erasure, step: int) -> None:
    """Remove a share of the synapses that were born after a time and are still there."""
    draws = streams.generator(world.seed, "erasure", step).random(world.alive.size)
    lost = world.alive & (world.born_d >= erasure.born_after_d) & (draws < erasure.share)
    world.lose_synapses(lost)
