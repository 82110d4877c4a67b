"""The world of one run: the only thing that changes, owned by the engine."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from sim.model.calendar import EverydayParams, ProbeParams, TimeParams
from sim.model.consolidation import ConsolidationParams
from sim.model.drug import DrugParams
from sim.model.homeostasis import HomeostasisParams
from sim.model.network import GROUPS, NetworkParams, draw
from sim.model.neuron import NeuronParams
from sim.model.spines import SpineParams, birth_per_d
from sim.model.stdp import StdpParams
from sim.model.synapse import SynapseParams
from sim.model.window import WindowParams, WindowState


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
    drug: DrugParams
    window: WindowParams
    everyday: EverydayParams
    probe: ProbeParams


class World:
    """Network, weights and slow variables of one run.

    A weight is ``scale (fast + slow)`` in base weights where a synapse exists; see
    `sim.model.consolidation`.

    Parameters
    ----------
    scenario : Tables
    seed : int
    control : (2,) int64 array
        Stop word and step report of the kernel.
    """

    def __init__(self, scenario: Tables, seed: int, control: np.ndarray) -> None:
        self.scenario = scenario
        self.seed = seed
        self.control = control
        network = scenario.network
        self.graph = draw(network, seed)
        edge = self.graph.plastic_edge
        self.fast = np.ones(edge.size)
        self.slow = self.graph.start_weight - 1.0
        self.protein = np.zeros(network.n_exc)
        self.scale = np.ones(network.n_exc)
        self.rate_hz = np.zeros(network.n_exc)
        self.target_hz = np.zeros(network.n_exc)
        self.chain = WindowState()
        self.alive = self.graph.wiring.alive[edge]
        self.n_start = int(np.count_nonzero(self.alive))
        self.kept = self.alive.copy()  # synapses of the start that were never lost
        self.birth_hazard = birth_per_d(scenario.spines, self.graph.start_weight, self.alive)
        # A potential synapse that is born later starts as an ordinary one.
        self.slow[~self.alive] = 0.0
        self._fixed_ns = self._fixed_weights()
        group = network.group_of_neuron().astype(np.int64)
        self._pair = group[self.graph.pre] * len(GROUPS) + group[self.graph.post]
        count = np.bincount(self._pair[self.alive], minlength=len(GROUPS) ** 2)
        self._pair_count = np.maximum(count, 1)

    def _fixed_weights(self) -> np.ndarray:
        synapse, wiring = self.scenario.synapse, self.graph.wiring
        n_exc = self.scenario.network.n_exc
        from_exc, to_exc = wiring.sender < n_exc, wiring.target < n_exc
        return np.select(
            [from_exc & ~to_exc, ~from_exc & to_exc, ~from_exc & ~to_exc],
            [synapse.w_exc_to_inh_ns, synapse.w_inh_to_exc_ns, synapse.w_inh_to_inh_ns], 0.0)

    @property
    def n_kept(self) -> int:
        """Number of synapses that are there since the start."""
        return int(np.count_nonzero(self.kept))

    def weights(self) -> np.ndarray:
        """Return the plastic weights in base weights, 0 where no synapse exists, (P,)."""
        return np.where(self.alive, self.scale[self.graph.post] * (self.fast + self.slow), 0.0)

    def kernel_weights(self) -> np.ndarray:
        """Return all weights in nS, (S,), a new array."""
        weight_ns = self._fixed_ns.copy()
        weight_ns[self.graph.plastic_edge] = self.weights() * self.scenario.synapse.w_base_ns
        return weight_ns

    def take_weights(self, before_ns: np.ndarray, after_ns: np.ndarray) -> None:
        """Take over what learning made of `kernel_weights`: it goes into the fast weights.

        Parameters
        ----------
        before_ns, after_ns : (S,) arrays
            What did not change is left alone to the last bit.
        """
        edge = self.graph.plastic_edge
        weight = after_ns[edge] / self.scenario.synapse.w_base_ns
        learnt = weight / self.scale[self.graph.post] - self.slow
        self.fast = np.where(after_ns[edge] != before_ns[edge], learnt, self.fast)

    def set_alive(self, born: np.ndarray, lost: np.ndarray) -> None:
        """Let synapses be born, with the base weight, and be lost; (P,) bool arrays."""
        self.alive = (self.alive | born) & ~lost
        self.kept &= ~lost
        self.fast[born | lost] = 1.0
        self.slow[born | lost] = 0.0
        self.graph.wiring.alive[self.graph.plastic_edge] = self.alive

    def block_strengths(self) -> np.ndarray:
        """Return the weight between groups, (6, 6): all of it, over the synapses of the start.

        A mean over the synapses that exist now would fall when weak ones are born.
        """
        total = np.bincount(self._pair, self.weights(), minlength=self._pair_count.size)
        return (total / self._pair_count).reshape(len(GROUPS), len(GROUPS))
