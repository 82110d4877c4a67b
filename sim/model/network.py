"""The network: four patterns, a cue group, other cells and inhibition; who may connect to whom.

Every excitatory cell has the same number of inputs from each group (fixed in-degree: with
independent coin flips the depth of a pattern would vary by chance). Beside its synapses it has
*potential* ones, places where an axon passes close by and a spine can be born (Stepanyants and
Chklovskii 2005).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim import streams
from sim.kernels import Wiring
from sim.model.wiring import wire
from sim.params import Params, par

PATTERNS = ("A", "B", "C", "D")
GROUPS = (*PATTERNS, "cue", "rest")
PATTERN_WORDS = {name: f"pattern {name}" for name in PATTERNS}
GROUP_WORDS = PATTERN_WORDS | {"cue": "the cue", "rest": "the other cells"}
INHIBITORY = len(GROUPS)  # group number of inhibitory cells


class NetworkParams(Params):
    """Size, wiring, and how well-worn pattern A is."""

    n_pattern: int = par(
        70,
        ge=5,
        le=2000,
        step=5,
        label="Cells in each pattern",
        help="Excitatory cells in each of the four patterns.",
        source="chosen",
    )
    n_cue: int = par(
        40,
        ge=5,
        le=2000,
        step=5,
        label="Cells of the cue",
        help="Excitatory cells that stand for the cue.",
        source="chosen",
    )
    n_rest: int = par(
        80,
        ge=0,
        le=4000,
        step=5,
        label="Other excitatory cells",
        help="Other excitatory cells.",
        source="chosen",
    )
    n_inhibitory: int = par(
        100,
        ge=5,
        le=4000,
        step=5,
        label="Inhibitory cells",
        help="Inhibitory cells.",
        source="chosen",
    )
    p_exc_exc: float = par(
        0.2,
        gt=0,
        le=1,
        step=0.01,
        label="Chance of a synapse, two excitatory cells",
        help="Chance that one excitatory cell contacts another.",
        source="chosen",
    )
    p_potential: float = par(
        0.05,
        ge=0,
        le=1,
        step=0.01,
        label="Chance of a place for a new synapse",
        help="Chance of an empty place where a synapse could be born.",
        source="chosen",
    )
    p_inh: float = par(
        0.5,
        gt=0,
        le=1,
        step=0.05,
        label="Chance of a synapse with inhibitory cells",
        help="Chance of contact to and from inhibitory cells.",
        source="chosen",
    )
    within: float = par(
        7.5,
        unit="base weights",
        ge=0,
        le=20,
        step=0.1,
        label="Weight inside an everyday pattern",
        help="Weight inside an everyday pattern.",
        source="chosen",
    )
    wear: float = par(
        1.0,
        ge=0,
        le=1.5,
        step=0.1,
        up_to=1.2,
        label="Wear of pattern A",
        help="How well-worn pattern A is: 0 like the others, 1 rigid.",
        source="chosen",
    )
    wear_depth: float = par(
        1.0,
        unit="base weights",
        ge=0,
        le=10,
        step=0.1,
        label="What wear adds inside A",
        help="What wear adds to the weights inside A.",
        source="chosen",
    )
    wear_funnel: float = par(
        2.0,
        unit="base weights",
        ge=0,
        le=10,
        step=0.1,
        label="What wear adds from other patterns to A",
        help="What wear adds to the weights from B, C and D to A.",
        source="chosen",
    )
    wear_cue: float = par(
        6.0,
        unit="base weights",
        ge=0,
        le=20,
        step=0.1,
        label="What wear adds from the cue to A",
        help="What wear adds to the weights from the cue to A.",
        source="chosen",
    )

    @property
    def n_exc(self) -> int:
        """Number of excitatory cells."""
        return len(PATTERNS) * self.n_pattern + self.n_cue + self.n_rest

    @property
    def n_cells(self) -> int:
        """Number of all cells."""
        return self.n_exc + self.n_inhibitory

    def group_slices(self) -> tuple[slice, ...]:
        """Return the cells of each of `GROUPS`, then of the inhibitory ones, as slices."""
        sizes = [self.n_pattern] * len(PATTERNS) + [self.n_cue, self.n_rest, self.n_inhibitory]
        ends = np.cumsum(sizes)
        return tuple(slice(int(end - size), int(end)) for size, end in zip(sizes, ends))

    def group_of_neuron(self) -> np.ndarray:
        """Return the group number of each cell, (N,) int8."""
        group = np.empty(self.n_cells, dtype=np.int8)
        for number, cells in enumerate(self.group_slices()):
            group[cells] = number
        return group

    def group_weights(self) -> np.ndarray:
        """Return starting weights in base weights, (6, 6), row = from, column = to."""
        weight = np.ones((len(GROUPS), len(GROUPS)))
        n = len(PATTERNS)
        weight[np.arange(n), np.arange(n)] = self.within
        weight[0, 0] += self.wear * self.wear_depth
        weight[1:n, 0] += self.wear * self.wear_funnel
        weight[GROUPS.index("cue"), 0] += self.wear * self.wear_cue
        return weight


class Graph(NamedTuple):
    """A drawn network."""

    wiring: Wiring
    plastic_edge: np.ndarray  # (P,) intp, index into the S synapses, sorted by receiver
    pre: np.ndarray  # (P,) int32
    post: np.ndarray  # (P,) int32
    start_weight: np.ndarray  # (P,) in base weights; a potential synapse holds that of its groups


def draw(params: NetworkParams, seed: int) -> Graph:
    """Draw the network of one seed.

    Parameters
    ----------
    params : NetworkParams
    seed : int

    Returns
    -------
    Graph
        Depends on the sizes, the chances and the seed, not on any weight.
    """
    rng = streams.generator(seed, "wiring")
    n_exc, n_cells = params.n_exc, params.n_cells
    cells = params.group_slices()
    exc, inh = slice(0, n_exc), cells[INHIBITORY]

    pre, post, alive = [], [], []
    for source in cells[: len(GROUPS)]:
        n_source = source.stop - source.start
        k_now = round(params.p_exc_exc * n_source)
        k_all = round((params.p_exc_exc + params.p_potential) * n_source)
        senders = choose(rng, source, exc, k_all)
        pre.append(senders.ravel())
        post.append(np.repeat(np.arange(n_exc), senders.shape[1]))
        alive.append(np.broadcast_to(np.arange(senders.shape[1]) < k_now, senders.shape).ravel())
    n_plastic = sum(part.size for part in pre)
    to_inh = tuple((source, inh) for source in cells[: len(GROUPS)])  # the same from each group
    for source, target in (*to_inh, (inh, exc), (inh, inh)):
        count = round(params.p_inh * (source.stop - source.start))
        senders = choose(rng, source, target, count)
        pre.append(senders.ravel())
        post.append(np.repeat(np.arange(target.start, target.stop), senders.shape[1]))
        alive.append(np.ones(senders.size, dtype=bool))
    return assemble(
        np.concatenate(pre),
        np.concatenate(post),
        np.concatenate(alive),
        n_plastic=n_plastic,
        n_cells=n_cells,
        params=params,
    )


def choose(rng: np.random.Generator, source: slice, target: slice, count: int) -> np.ndarray:
    """Choose ``count`` different senders for each target cell, never the cell itself.

    Returns
    -------
    (n_target, count) int array
        In random order; ``count`` is cut to the number of possible senders.
    """
    n_source, n_target = source.stop - source.start, target.stop - target.start
    draws = rng.random((n_target, n_source))
    both = np.arange(max(source.start, target.start), min(source.stop, target.stop))
    draws[both - target.start, both - source.start] = 2.0  # the cell itself comes last
    count = min(count, n_source - (1 if both.size else 0))
    return np.argsort(draws, axis=1)[:, :count] + source.start


def assemble(
    pre: np.ndarray,
    post: np.ndarray,
    alive: np.ndarray,
    *,
    n_plastic: int,
    n_cells: int,
    params: NetworkParams,
) -> Graph:
    """Sort synapses by sender, the ``n_plastic`` first ones of the lists leading each row."""
    fixed = np.arange(pre.size) >= n_plastic
    order = np.lexsort((post, fixed, pre))
    pre, post, fixed = pre[order], post[order], fixed[order]
    wiring = wire(pre, post, ~fixed, n_cells=n_cells, alive=alive[order])
    by_post = wiring.in_edge.astype(np.intp)  # with any other type NumPy would copy it at each use
    group = params.group_of_neuron()
    pre_p, post_p = pre[by_post].astype(np.int32), post[by_post].astype(np.int32)
    start = params.group_weights()[group[pre_p], group[post_p]]
    return Graph(wiring, by_post, pre_p, post_p, start)
