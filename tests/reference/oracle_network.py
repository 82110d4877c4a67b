"""Slow spiking network: one object per synapse, `math.exp`, one cell after the other.

Written from the equations in the docstrings of `sim.model.neuron`, `sim.model.synapse`,
`sim.kernels.stdp` and from the order of a step stated in `sim.kernels.time_loop`. Nothing is
shared with the kernels but the parameters.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from tests.reference.oracle_noise import input_spikes


@dataclass
class Synapse:
    """One synapse; ``plastic`` and ``alive`` as in the wiring of the network."""

    number: int
    sender: int
    target: int
    plastic: bool
    alive: bool


@dataclass
class Cell:
    """One cell with the constants of its kind; mV, nS, pF, pA, ms."""

    capacitance_pf: float
    g_leak_ns: float
    refractory_ms: float
    adapt_step_ns: float
    nmda_open: float  # share of its NMDA receptors that no drug blocks
    is_exc: bool
    v_mv: float
    current_pa: float = 0.0
    g_ampa_ns: float = 0.0
    g_nmda_ns: float = 0.0
    g_gaba_ns: float = 0.0
    g_adapt_ns: float = 0.0
    held_ms: float = 0.0  # refractory time left
    saturation: float = 0.0
    x: float = 0.0  # trace of the sender
    y: float = 0.0  # fast trace of the receiver
    y_slow: float = 0.0
    outgoing: list[Synapse] = field(default_factory=list)
    incoming: list[Synapse] = field(default_factory=list)


class SlowNetwork:
    """The network of ``wiring`` stepped in plain Python.

    Parameters
    ----------
    neuron, synapse, stdp
        Parameter tables of `sim.model`.
    wiring : sim.kernels.Wiring
    weight_ns : (S,) array
    v_mv : (N,) array
        Initial potentials.
    n_exc : int
    dt_ms : float
    learning : float
        Factor on ``stdp.rate``.
    block_exc, block_inh : float
        Shares of blocked NMDA receptors.
    """

    def __init__(
        self,
        neuron,
        synapse,
        stdp,
        wiring,
        weight_ns,
        v_mv,
        *,
        n_exc,
        dt_ms,
        learning=0.0,
        block_exc=0.0,
        block_inh=0.0,
    ):
        self.neuron, self.syn, self.stdp, self.dt_ms = neuron, synapse, stdp, dt_ms
        self.rate = stdp.rate * learning
        self.weight_ns = np.array(weight_ns, dtype=float)
        self.delay = round(synapse.delay_ms / dt_ms)
        self.spikes: list[tuple[int, int]] = []
        self.cells = []
        for i, v in enumerate(v_mv):
            is_exc = i < n_exc
            kind = "exc" if is_exc else "inh"
            self.cells.append(
                Cell(
                    getattr(neuron, f"capacitance_{kind}_pf"),
                    getattr(neuron, f"g_leak_{kind}_ns"),
                    getattr(neuron, f"t_refractory_{kind}_ms"),
                    neuron.adapt_step_ns if is_exc else 0.0,
                    1.0 - (block_exc if is_exc else block_inh),
                    is_exc,
                    float(v),
                )
            )
        plastic = {int(e) for e in wiring.in_edge}
        sender, alive = wiring.sender, wiring.alive
        for e in range(wiring.target.size):
            synapse_e = Synapse(
                e, int(sender[e]), int(wiring.target[e]), e in plastic, bool(alive[e])
            )
            self.cells[synapse_e.sender].outgoing.append(synapse_e)
            self.cells[synapse_e.target].incoming.append(synapse_e)

    def step(self, number, inputs):
        """Advance by step ``number``; ``inputs`` are (key, stream, first, last, Hz, nS) sources."""
        for when, sender in self.spikes:
            if when == number - self.delay:
                self.arrive(self.cells[sender])
        for key, stream, first, last, rate_hz, peak_ns in inputs:
            mean = rate_hz * (last - first) * self.dt_ms / 1000.0
            for i in input_spikes(key, stream, number, mean, range(first, last)):
                self.cells[i].g_ampa_ns += (1.0 - self.syn.ampa_block) * peak_ns
        for cell in self.cells:
            self.move(cell)
        firing = [i for i, cell in enumerate(self.cells) if cell.v_mv >= self.neuron.v_threshold_mv]
        for i in firing:
            self.fire(i, number)

    def arrive(self, sender):
        """Let one spike of ``sender`` reach its targets."""
        bound = self.syn.nmda_jump * (1.0 - sender.saturation)
        for synapse in sender.outgoing:
            target, w = self.cells[synapse.target], self.weight_ns[synapse.number]
            if sender.is_exc:
                target.g_ampa_ns += (1.0 - self.syn.ampa_block) * w
                target.g_nmda_ns += self.syn.nmda_ratio * bound * w
            else:
                target.g_gaba_ns += w
            if synapse.plastic and synapse.alive:
                loss = self.stdp.a2_minus * target.y + self.stdp.pre_only
                self.weight_ns[synapse.number] = max(0.0, w - self.rate * self.syn.w_base_ns * loss)
        if sender.is_exc:
            sender.saturation += bound
            sender.x += 1.0

    def move(self, cell):
        """Let the membrane, conductances and traces of one cell pass through one step."""
        dt, n, s = self.dt_ms, self.neuron, self.syn

        def mean(g_ns, tau_ms):  # of a decaying conductance over the step
            return g_ns * tau_ms * (1.0 - math.exp(-dt / tau_ms)) / dt

        free = 1.0 / (1.0 + s.magnesium_mm / 3.57 * math.exp(-0.062 * cell.v_mv))
        parts = [
            (cell.g_leak_ns, n.e_leak_mv),
            (mean(cell.g_ampa_ns, s.tau_ampa_ms), s.e_exc_mv),
            (cell.nmda_open * free * mean(cell.g_nmda_ns, s.tau_nmda_ms), s.e_exc_mv),
            (mean(cell.g_gaba_ns, s.tau_gaba_ms), s.e_gaba_mv),
            (mean(cell.g_adapt_ns, n.tau_adapt_ms), n.e_adapt_mv),
        ]
        total = sum(g for g, _ in parts)
        goal = (sum(g * e for g, e in parts) + cell.current_pa) / total
        cell.v_mv = goal + (cell.v_mv - goal) * math.exp(-dt * total / cell.capacitance_pf)
        if cell.held_ms > 1e-9:
            cell.v_mv = n.v_reset_mv
            cell.held_ms -= dt
        cell.g_ampa_ns *= math.exp(-dt / s.tau_ampa_ms)
        cell.g_nmda_ns *= math.exp(-dt / s.tau_nmda_ms)
        cell.g_gaba_ns *= math.exp(-dt / s.tau_gaba_ms)
        cell.g_adapt_ns *= math.exp(-dt / n.tau_adapt_ms)
        cell.saturation *= math.exp(-dt / s.tau_nmda_ms)
        cell.x *= math.exp(-dt / self.stdp.tau_pre_ms)
        cell.y *= math.exp(-dt / self.stdp.tau_post_ms)
        cell.y_slow *= math.exp(-dt / self.stdp.tau_slow_ms)

    def fire(self, i, number):
        """Let cell ``i`` fire in step ``number``."""
        cell = self.cells[i]
        self.spikes.append((number, i))
        cell.v_mv = self.neuron.v_reset_mv
        cell.held_ms = cell.refractory_ms
        cell.g_adapt_ns += cell.adapt_step_ns
        if not cell.is_exc:
            return
        w_max_ns = self.stdp.w_max * self.syn.w_base_ns
        for synapse in cell.incoming:
            if synapse.plastic and synapse.alive:
                w = self.weight_ns[synapse.number]
                gain = self.stdp.a2_plus + self.stdp.a3_plus * cell.y_slow
                gain *= self.rate * self.cells[synapse.sender].x
                self.weight_ns[synapse.number] = w + gain * max(0.0, w_max_ns - w)
        cell.y += 1.0
        cell.y_slow += 1.0
