"""Rubbing out spines: a laboratory switch, after the light-activated PaRac1 of Moda-Sava (2019)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim import streams
from sim.model.world import World


class Erasure(NamedTuple):
    """At a time, spines born since an earlier time are lost."""

    at_d: float
    born_after_d: float
    share: float = 1.0


def erase(world: World, erasure: Erasure, step: int) -> None:
    """Remove a share of the synapses that were born after a time and are still there."""
    luck = streams.generator(world.seed, "erasure", step).random(world.alive.size)
    lost = world.alive & (world.born_d >= erasure.born_after_d) & (luck < erasure.share)
    world.set_alive(np.zeros_like(lost), lost)
