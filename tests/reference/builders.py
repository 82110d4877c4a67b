"""Small networks for tests, every number that matters given here."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from sim.kernels import Cells, Drive, Learning, SpikeBuffer, State, Wiring, advance, steps
from sim.model.cells import Source, in_precision, kernel_cells, kernel_drive, resting_state
from sim.model.network import NetworkParams, draw
from sim.model.neuron import NeuronParams
from sim.model.stdp import StdpParams, kernel_rule
from sim.model.synapse import SynapseParams
from sim.model.wiring import wire as table

# The tables as these tests need them, whatever the defaults of the day are.
NEURON = {
    "capacitance_exc_pf": 200.0,
    "capacitance_inh_pf": 100.0,
    "g_leak_exc_ns": 10.0,
    "g_leak_inh_ns": 10.0,
    "e_leak_mv": -70.0,
    "v_threshold_mv": -50.0,
    "v_reset_mv": -58.0,
    "t_refractory_exc_ms": 3.0,
    "t_refractory_inh_ms": 1.5,
    "adapt_step_ns": 0.15,
    "tau_adapt_ms": 1000.0,
    "e_adapt_mv": -80.0,
}
SYNAPSE = {
    "tau_ampa_ms": 2.0,
    "tau_nmda_ms": 100.0,
    "tau_gaba_ms": 8.0,
    "e_exc_mv": 0.0,
    "e_gaba_mv": -75.0,
    "magnesium_mm": 1.0,
    "nmda_ratio": 3.0,
    "nmda_jump": 0.5,
    "ampa_block": 0.0,
    "delay_ms": 0.5,
    "w_base_ns": 0.12,
}
STDP = {
    "rate": 1.0,
    "a2_plus": 1e-4,
    "a3_plus": 8e-4,
    "a2_minus": 6.4e-3,
    "pre_only": 1.92e-3,
    "w_max": 10.0,
    "tau_pre_ms": 20.0,
    "tau_post_ms": 20.0,
    "tau_slow_ms": 100.0,
}


def neuron(**changes: Any) -> NeuronParams:
    """Return the neuron table of these tests with ``changes``."""
    return NeuronParams(**(NEURON | changes))


def synapse(**changes: Any) -> SynapseParams:
    """Return the synapse table of these tests with ``changes``."""
    return SynapseParams(**(SYNAPSE | changes))


def stdp(**changes: Any) -> StdpParams:
    """Return the learning table of these tests with ``changes``."""
    return StdpParams(**(STDP | changes))


class Net(NamedTuple):
    """All arguments of `advance` but span and control."""

    wiring: Wiring
    state: State
    cells: Cells
    rule: Learning
    drive: Drive
    spikes: SpikeBuffer

    def run(self, first: int, count: int, control: np.ndarray | None = None) -> int:
        """Advance by ``count`` steps from step ``first`` and return the status."""
        control = np.zeros(2, dtype=np.int64) if control is None else control
        return advance(*self, steps(first, count), control)

    def spike_list(self) -> list[tuple[int, int]]:
        """Return the recorded spikes as (step, neuron)."""
        n = int(self.spikes.count[0])
        return list(zip(self.spikes.step[:n].tolist(), self.spikes.neuron[:n].tolist()))


def buffer(size: int) -> SpikeBuffer:
    """Return an empty spike buffer."""
    return SpikeBuffer(np.zeros(size, np.int32), np.zeros(size, np.int32), np.zeros(1, np.int64))


def wire(n_cells: int, edges: list[tuple[int, int]], n_plastic: int = 0) -> Wiring:
    """Return the wiring of ``edges`` (sender, target), sorted by sender, plastic ones first.

    The first ``n_plastic`` edges of every sender are plastic.
    """
    sender = np.array([a for a, _ in edges], dtype=int)
    target = np.array([b for _, b in edges], dtype=int)
    place = np.arange(sender.size) - np.searchsorted(sender, sender)
    return table(sender, target, place < n_plastic, n_cells=n_cells)


def hand_net(
    n_cells: int,
    edges: list[tuple[int, int]],
    weight_ns: list[float],
    *,
    n_exc: int,
    dt_ms: float,
    n_plastic: int = 0,
    neurons: NeuronParams | None = None,
    synapses: SynapseParams | None = None,
    learning: StdpParams | None = None,
    factor: float = 0.0,
    sources: tuple[Source, ...] = (),
    key: int = 1,
    block_exc: float = 0.0,
    block_inh: float = 0.0,
    v_mv: np.ndarray | None = None,
    room: int = 100_000,
    precision: type[np.floating] = np.float64,
) -> Net:
    """Return a network wired by hand, at rest unless ``v_mv`` says otherwise."""
    neurons, synapses = neurons or neuron(), synapses or synapse()
    start_mv = np.full(n_cells, neurons.e_leak_mv) if v_mv is None else v_mv
    return _net(
        wire(n_cells, edges, n_plastic),
        np.array(weight_ns),
        start_mv,
        neurons,
        synapses,
        learning,
        blocks=(block_exc, block_inh),
        n_exc=n_exc,
        dt_ms=dt_ms,
        factor=factor,
        sources=sources,
        key=key,
        room=room,
        precision=precision,
    )


def _net(
    wiring: Wiring,
    weight_ns: np.ndarray,
    v_mv: np.ndarray,
    neurons: NeuronParams,
    synapses: SynapseParams,
    learning: StdpParams | None,
    *,
    blocks: tuple[float, float],
    n_exc: int,
    dt_ms: float,
    factor: float,
    sources: tuple[Source, ...],
    key: int,
    room: int,
    precision: type[np.floating],
) -> Net:
    """Return a network; ``blocks`` are those of excitatory and of inhibitory cells."""
    return Net(
        wiring,
        resting_state(
            weight_ns.astype(precision),
            delay_steps=max(1, round(synapses.delay_ms / dt_ms)),
            v_mv=v_mv,
        ),
        in_precision(
            kernel_cells(
                neurons,
                synapses,
                n_exc=n_exc,
                dt_ms=dt_ms,
                block_exc=blocks[0],
                block_inh=blocks[1],
            ),
            precision,
        ),
        in_precision(
            kernel_rule(
                learning or stdp(), w_base_ns=synapses.w_base_ns, dt_ms=dt_ms, factor=factor
            ),
            precision,
        ),
        kernel_drive(sources, np.uint64(key), dt_ms=dt_ms, precision=precision),
        buffer(room),
    )


def send(net: Net, step: int, cell: int) -> None:
    """Let a spike of ``cell`` arrive at the beginning of step ``step``, the next one to run."""
    slot = step % net.state.pending_count.size
    net.state.pending[slot, net.state.pending_count[slot]] = cell
    net.state.pending_count[slot] += 1


# About 60 and about 30 cells; group sizes of the drawn network.
SIXTY = NetworkParams(
    n_pattern=8,
    n_cue=8,
    n_rest=8,
    n_inhibitory=12,
    p_exc_exc=0.3,
    p_potential=0.1,
    p_inh=0.5,
    within=5.0,
    wear=1.0,
)
THIRTY = NetworkParams(
    n_pattern=5,
    n_cue=5,
    n_rest=0,
    n_inhibitory=5,
    p_exc_exc=0.4,
    p_potential=0.2,
    p_inh=0.6,
    within=5.0,
    wear=1.0,
)
KEY = 0x123456789ABCDEF


def drawn_sources(params: NetworkParams) -> tuple[Source, ...]:
    """Return background on all cells and input to the cue cells; strong enough for 10 to 30 Hz."""
    cells = params.group_slices()
    return (
        Source(0, slice(0, params.n_exc), 1500.0, 1.5),
        Source(1, cells[6], 1500.0, 1.0),
        Source(2, cells[4], 600.0, 1.5),
    )


def drawn_net(
    params: NetworkParams = SIXTY,
    *,
    factor: float = 1.0,
    dt_ms: float = 0.5,
    block_exc: float = 0.05,
    block_inh: float = 0.2,
    key: int = KEY,
    seed: int = 3,
    synapses: SynapseParams | None = None,
    learning: StdpParams | None = None,
    neurons: NeuronParams | None = None,
    sources: tuple[Source, ...] | None = None,
    precision: type[np.floating] = np.float64,
) -> Net:
    """Return a drawn network with learning (times ``factor``), noise and a cue."""
    synapses, neurons = synapses or synapse(delay_ms=1.5), neurons or neuron()
    graph = draw(params, seed)
    n_exc = params.n_exc
    from_exc, to_exc = graph.wiring.sender < n_exc, graph.wiring.target < n_exc
    weight_ns = np.where(from_exc, 0.5, np.where(to_exc, 2.0, 1.5))
    plastic_ns = graph.start_weight * synapses.w_base_ns
    weight_ns[graph.plastic_edge] = np.where(graph.wiring.in_alive, plastic_ns, 0.0)
    v_mv = np.random.default_rng(seed).uniform(-70.0, -50.0, params.n_cells)
    return _net(
        graph.wiring,
        weight_ns,
        v_mv,
        neurons,
        synapses,
        learning,
        blocks=(block_exc, block_inh),
        n_exc=n_exc,
        dt_ms=dt_ms,
        factor=factor,
        sources=drawn_sources(params) if sources is None else sources,
        key=key,
        room=200_000,
        precision=precision,
    )
