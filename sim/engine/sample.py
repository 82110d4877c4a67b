"""A few cells and the synapses among them, recorded at every test so that a network can be drawn.

The first cells of each group: wiring is random, so they are as good as any others. Synapses to and
from inhibitory cells never change and are left out.
"""

from __future__ import annotations

import numpy as np

from sim.model.network import GROUPS, INHIBITORY, PATTERNS, NetworkParams
from sim.model.world import World

_SHOWN = {**dict.fromkeys(PATTERNS, 12), "cue": 10, "rest": 10}  # cells of each group, at most
_SHOWN_INHIBITORY = 12


class Sample:
    """The cells and synapses of a network that are recorded.

    Attributes
    ----------
    cell : (C,) int32 array
        Numbers of cells, by group; inhibitory ones last.
    place : (E,) int64 array
        Places among the plastic synapses with both ends in the sample, empty places included.
    pre, post : (E,) int16 arrays
        Their ends, as places in ``cell``.
    """

    def __init__(self, world: World) -> None:
        network: NetworkParams = world.scenario.network
        most = [_SHOWN[name] for name in GROUPS] + [_SHOWN_INHIBITORY]
        slices = network.group_slices()
        self.cell = np.concatenate(
            [
                np.arange(cells.start, min(cells.stop, cells.start + count), dtype=np.int32)
                for cells, count in zip(slices[: INHIBITORY + 1], most, strict=True)
            ]
        )
        place_of = np.full(network.n_cells, -1, dtype=np.int16)
        place_of[self.cell] = np.arange(self.cell.size)
        pre, post = place_of[world.graph.pre], place_of[world.graph.post]
        self.place = np.flatnonzero((pre >= 0) & (post >= 0))
        self.pre, self.post = pre[self.place], post[self.place]

    def weights(self, world: World) -> np.ndarray:
        """Return the weights now in base weights, NaN where no synapse exists, (E,) float32."""
        there = world.alive[self.place]
        return np.where(there, world.weights()[self.place], np.nan).astype(np.float32)
