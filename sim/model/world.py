"""The world of one run: the only thing that changes, owned by the engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol, TypeVar

import numpy as np

from sim import streams
from sim.model.calendar import EverydayParams, ProbeParams, TimeParams
from sim.model.conditions import NEUTRAL, Conditions
from sim.model.consolidation import ConsolidationParams
from sim.model.dopamine import DopamineParams
from sim.model.drug import DrugParams
from sim.model.homeostasis import HomeostasisParams
from sim.model.network import GROUPS, NetworkParams, draw
from sim.model.neuron import NeuronParams
from sim.model.rapid_scaling import RapidScalingParams
from sim.model.settling import AS_WRITTEN, Settled, SettlingParams
from sim.model.spines import Places, SpineParams, balanced_birth_per_d, young_at_balance
from sim.model.stdp import StdpParams
from sim.model.subjects import SubjectParams
from sim.model.synapse import SynapseParams
from sim.model.window import WindowParams, WindowState

Part = TypeVar("Part", bound=Callable)


def writes(*fields: str | Callable) -> Callable[[Part], Part]:
    """Declare which fields of a `World` a function changes; for a function, those that it declares.

    Nothing is checked in a run: `tests/contracts/test_world.py` compares each part of a step with
    what it declares.
    """
    names: set[str] = set()
    for field in fields:
        names |= {field} if isinstance(field, str) else field.writes

    def declare(part: Part) -> Part:
        part.writes = frozenset(names)
        return part

    return declare


class Tables(Protocol):
    """The parameter tables of a scenario, as the model sees them."""

    time: TimeParams
    network: NetworkParams
    neuron: NeuronParams
    synapse: SynapseParams
    stdp: StdpParams
    consolidation: ConsolidationParams
    spines: SpineParams
    homeostasis: HomeostasisParams
    settling: SettlingParams
    drug: DrugParams
    window: WindowParams
    rapid_scaling: RapidScalingParams
    dopamine: DopamineParams
    subjects: SubjectParams
    everyday: EverydayParams
    probe: ProbeParams


class World:
    """Network, weights and slow variables of one run.

    A weight is ``scale (1 + rapid) (1 + waking) (fast + slow)`` in base weights where a synapse
    exists; see `sim.model.consolidation`, `sim.model.rapid_scaling` and `sim.model.sleep`.

    Each part of a calendar step declares with `writes` which of the attributes it changes.

    Parameters
    ----------
    scenario : Tables
    seed : int
    control : (2,) int64 array
        Stop word and step report of the kernel.

    Attributes
    ----------
    graph : Graph
        Synapses, existing and potential ones: N cells, P places for plastic synapses, S in all.
    fast, slow : (P,) arrays, base weights
    protein, scale, rate_hz, target_hz : (N_exc,) arrays
        Proteins, slow scaling, running mean of the rate and its homeostatic target.
    chain : WindowState
        From the surge to the window and the drive of spines.
    surge, learning, rapid : float
        Rise of excitatory output last measured, factor on the learning rate, rapid scaling.
    waking : (P,) array or 0
        Growth by waking, see `sim.model.sleep`.
    acting : Conditions
        What interventions make of it now.
    dead : (N,) bool array
    alive, young, from_start, was_lost, blocked_place : (P,) bool arrays
        Where a synapse is; is born lately; is there since the start; was lost; cannot be born.
    born_d, lost_strength, start : (P,) arrays
        When it was born (-inf: at the start); strength above the base weight that was lost there;
        weights of the start.
    n_start, n_gained, n_lost : int
        Synapses of the start, births and losses since.
    birth_hazard : float
        Of an empty place, 1/day.
    settled, w_base_ns, fixed_ns : Settled, float, (S,) array
        What settling made of strengths and excitability: the base weight, and what does not learn.
    """

    def __init__(self, scenario: Tables, seed: int, control: np.ndarray) -> None:
        self.scenario = scenario
        self.seed = seed
        self.control = control
        network = scenario.network
        self.graph = draw(network, seed)
        edge = self.graph.plastic_edge
        self._n_inputs = np.diff(self.graph.wiring.in_start)[: network.n_exc].astype(np.intp)
        self.fast = np.ones(edge.size)
        self.slow = self.graph.start_weight - 1.0
        self.protein = np.zeros(network.n_exc)
        self.scale = np.ones(network.n_exc)
        self.rate_hz = np.zeros(network.n_exc)
        self.target_hz = np.zeros(network.n_exc)
        self.chain = WindowState()
        self.surge = self.rapid = 0.0
        self.learning = 1.0
        self.waking: np.ndarray | float = 0.0
        self.acting: Conditions = NEUTRAL
        self.dead = np.zeros(network.n_cells, dtype=bool)
        self.blocked_place = np.zeros(edge.size, dtype=bool)
        self.alive = self.graph.wiring.in_alive  # the kernel reads the same array
        self.n_start = int(np.count_nonzero(self.alive))
        self.from_start = self.alive.copy()
        draws = streams.generator(seed, "young_spines").random(edge.size)
        young = young_at_balance(scenario.spines, self.graph.start_weight, draws)
        self.young = self.alive & young
        self.born_d = np.full(edge.size, -np.inf)
        self.lost_strength = np.zeros(edge.size)
        self.was_lost = np.zeros(edge.size, dtype=bool)
        self.n_gained = self.n_lost = 0
        self.birth_hazard = balanced_birth_per_d(
            scenario.spines, self.graph.start_weight, self.places
        )
        self.start = np.where(self.alive, self.graph.start_weight, 0.0)
        # A potential synapse that is born later starts as an ordinary one.
        self.slow[~self.alive] = 0.0
        self.settle_to(AS_WRITTEN)
        group = network.group_of_neuron().astype(np.int64)
        self._pair = group[self.graph.pre] * len(GROUPS) + group[self.graph.post]
        count = np.bincount(self._pair[self.alive], minlength=len(GROUPS) ** 2)
        self._pair_count = np.maximum(count, 1)

    @writes("settled", "w_base_ns", "fixed_ns")
    def settle_to(self, settled: Settled) -> None:
        """Take over what settling before day 0 has made of strengths and excitability."""
        self.settled = settled
        self.w_base_ns = self.scenario.synapse.w_base_ns * settled.exc_exc
        self.fixed_ns = self._fixed_weights(settled)

    def _fixed_weights(self, settled: Settled) -> np.ndarray:
        synapse, wiring = self.scenario.synapse, self.graph.wiring
        n_exc = self.scenario.network.n_exc
        from_exc, to_exc = wiring.sender < n_exc, wiring.target < n_exc
        return np.select(
            [from_exc & ~to_exc, ~from_exc & to_exc, ~from_exc & ~to_exc],
            [
                synapse.w_exc_to_inh_ns * settled.exc_inh,
                synapse.w_inh_to_exc_ns * settled.inh_exc,
                synapse.w_inh_to_inh_ns * settled.inh_inh,
            ],
            0.0,
        )

    @writes("fixed_ns")
    def strengthen_fixed(self, which: np.ndarray, factor: float) -> None:
        """Multiply the weights of some synapses that do not learn; ``which`` is (S,) bool."""
        self.fixed_ns = np.where(which, factor * self.fixed_ns, self.fixed_ns)

    @property
    def n_kept(self) -> int:
        """Number of synapses that have been there since the start."""
        return int(np.count_nonzero(self.from_start))

    @property
    def places(self) -> Places:
        """Where synapses are."""
        return Places(self.alive, self.young, ~self.alive & self.was_lost)

    @property
    def window(self) -> float:
        """How open the window is, whatever opened it."""
        return 1.0 - (1.0 - self.chain.window) * (1.0 - self.acting.window)

    def input_factor(self) -> np.ndarray:
        """Return what scaling, slow and rapid, makes of the inputs of each cell, (N_exc,)."""
        return self.scale * (1.0 + self.rapid)

    def synapse_factor(self) -> np.ndarray:
        """Return what multiplies fast and slow weight of each synapse, (P,)."""
        by_cell = np.repeat(self.input_factor(), self._n_inputs)  # they are sorted by receiver
        return by_cell * (1.0 + self.waking)

    def weights(self) -> np.ndarray:
        """Return the plastic weights in base weights, 0 where no synapse exists, (P,)."""
        return self.alive * (self.synapse_factor() * (self.fast + self.slow))

    def rested_weights(self, at: np.ndarray) -> np.ndarray:
        """Return the weights at some places, as indices, without the growth by waking."""
        grown = 1.0 + (self.waking[at] if np.ndim(self.waking) else self.waking)
        factor = self.input_factor()[self.graph.post[at]] * grown
        return self.alive[at] * (factor * (self.fast[at] + self.slow[at])) / grown

    def kernel_weights(self) -> np.ndarray:
        """Return all weights in nS, (S,), a new array."""
        weight_ns = self.fixed_ns.copy()
        weight_ns[self.graph.plastic_edge] = self.weights() * self.w_base_ns
        return weight_ns

    @writes("fast")
    def take_weights(self, before_ns: np.ndarray, after_ns: np.ndarray) -> None:
        """Take over what learning made of `kernel_weights`: it goes into the fast weights.

        Parameters
        ----------
        before_ns, after_ns : (S,) arrays
            In any precision: what is taken over is the change. What did not change is left alone
            to the last bit, and rounding takes no weight below nothing.
        """
        edge = self.graph.plastic_edge
        change_ns = after_ns[edge].astype(float) - before_ns[edge]
        learnt = self.fast + change_ns / self.w_base_ns / self.synapse_factor()
        self.fast = np.maximum(learnt, np.minimum(self.fast, -self.slow))

    @writes(
        "graph",
        "alive",
        "young",
        "from_start",
        "was_lost",
        "lost_strength",
        "fast",
        "slow",
        "n_lost",
    )
    def lose_synapses(self, lost: np.ndarray) -> None:
        """Let synapses be lost; (P,) bool array."""
        gone = np.flatnonzero(lost)
        self.was_lost[gone] = True
        self.lost_strength[gone] = self.fast[gone] + self.slow[gone] - 1.0
        self.from_start[gone] = False
        self.slow[gone] = 0.0
        self._set_existence(gone, False)
        self.n_lost += gone.size

    @writes("graph", "alive", "young", "born_d", "fast", "slow", "n_gained")
    def bear_synapses(self, born: np.ndarray, at_d: float = 0.0) -> None:
        """Let synapses be born on a day where none is blocked; (P,) bool array.

        A newborn has the base weight, and its share of what was lost at its place.
        """
        new = np.flatnonzero(born & ~self.blocked_place)
        self.born_d[new] = at_d
        self.slow[new] = self.scenario.spines.memory * self.lost_strength[new]
        self._set_existence(new, True)
        self.n_gained += new.size

    def _set_existence(self, changed: np.ndarray, exists: bool) -> None:
        self.alive[changed] = self.young[changed] = exists
        self.fast[changed] = 1.0

    def part_of(self, group: str, first: float, last: float) -> slice:
        """Return the cells of a group between two shares of it."""
        cells = self.scenario.network.group_slices()[GROUPS.index(group)]
        n = cells.stop - cells.start
        return slice(cells.start + round(first * n), cells.start + round(last * n))

    def block_totals(self) -> np.ndarray:
        """Return the sum of the weights between groups, (6, 6): row = from, column = to."""
        total = np.bincount(self._pair, self.weights(), minlength=self._pair_count.size)
        return total.reshape(len(GROUPS), len(GROUPS))

    def block_strengths(self) -> np.ndarray:
        """Return the weight between groups, (6, 6): all of it, over the synapses of the start.

        A mean over the synapses that exist now would fall when weak ones are born.
        """
        return self.block_totals() / self._pair_count.reshape(len(GROUPS), len(GROUPS))


@contextmanager
def learning_undone(world: World) -> Iterator[None]:
    """Let the network learn, and put its weights back afterwards."""
    fast = world.fast
    try:
        yield
    finally:
        world.fast = fast  # learning makes a new array and leaves this one alone
