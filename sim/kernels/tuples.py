"""The tuples that cross the kernel border: arrays and scalars, nothing else.

Sizes: N cells (excitatory ones first), M input cells that only send, J = N + M senders (cells,
then excitatory inputs, then inhibitory ones), S synapses, P synapses that learn at once, D steps of
the delay line, Q Poisson sources, K largest count in a Poisson table, L scripted spikes. A group is
the excitatory or the inhibitory cells. Times are steps of ``dt_ms``; conductances nS, voltages mV,
currents pA. With the `EXACT` scheme a synapse adds a current, and "conductance" below is pA.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np


class Wiring(NamedTuple):
    """Who sends to whom, by sender; plastic synapses stand first in every row.

    ``in_edge``, ``in_sender`` and ``in_alive`` serve the rule that learns at once; where learning
    is summed or absent they may be empty. Indices are unsigned, so that compiled code need not ask
    whether one counts from the end: that halves the cost of a synapse.
    """

    out_start: np.ndarray  # (J + 1,) uint64, row of sender j is out_start[j]:out_start[j + 1]
    out_plastic_stop: np.ndarray  # (J,) uint64, end of the plastic part of row j
    target: np.ndarray  # (S,) uint32, receiving cell
    in_start: np.ndarray  # (N + 1,) uint64, plastic synapses onto i are in_edge[in_start[i]:...]
    in_edge: np.ndarray  # (P,) uint32, index into the S synapses
    in_sender: np.ndarray  # (P,) uint32
    in_alive: np.ndarray  # (P,) bool, False where a potential synapse does not exist now

    @property
    def sender(self) -> np.ndarray:
        """Sender of each synapse, (S,) int."""
        return np.repeat(np.arange(self.out_plastic_stop.size), np.diff(self.out_start).astype(int))

    @property
    def alive(self) -> np.ndarray:
        """Which synapses exist now, (S,) bool."""
        alive = np.ones(self.target.size, dtype=bool)
        alive[self.in_edge] = self.in_alive
        return alive


AMPA, NMDA, GABA, ADAPT = 0, 1, 2, 3  # rows of `State.g_ns`
# Rows of `State.trace`: receptors bound by a sender; fast and slow x of a sender; fast and slow y
# of a receiver; then what summed learning and inhibitory plasticity remember.
BOUND, PRE, PRE_SLOW, POST, SLOW, SUM, PRE_INH, POST_INH, SUM_INH = range(9)
N_TRACES = 9


class State(NamedTuple):
    """Everything that a step changes."""

    v_mv: np.ndarray  # (N,) membrane potential
    g_ns: np.ndarray  # (4, N) conductances; the NMDA one before its magnesium block
    unblocked: np.ndarray  # (N,) share of NMDA receptors that magnesium leaves free in this step
    current_pa: np.ndarray  # (N,) constant injected current
    refractory: np.ndarray  # (N,) int32, steps left
    trace: np.ndarray  # (9, J) memories of spikes; true value = trace[row] * fade[row]
    fade: np.ndarray  # (9,) see `sim.kernels.memory`
    weight_ns: np.ndarray  # (S,) peak AMPA or GABA conductance of one spike
    seen: np.ndarray  # (S,) or empty: SUM of the receiver when the sender's last spike arrived
    pending: np.ndarray  # (D, J) int32, spikes on their way
    pending_count: np.ndarray  # (D,) int64

    def memory(self, row: int) -> np.ndarray:
        """Return the true values of one row of ``trace``, (J,)."""
        return self.trace[row] * self.fade[row]


EXPONENTIAL, EULER, EXACT = 0, 1, 2  # integration schemes, see `sim.kernels.membrane`


class Membrane(NamedTuple):
    """Constants of one group of cells, as the inner loop wants them."""

    g_leak_ns: float
    leak_pa: float  # g_leak E_leak
    dt_over_c: float  # in 1/nS
    v_threshold_mv: float
    v_reset_mv: float
    refractory_steps: int
    adapt_step_ns: float
    e_exc_mv: float
    e_gaba_mv: float
    e_adapt_mv: float
    mean_ampa: float  # mean over a step of a conductance that is 1 at its start
    mean_nmda: float  # the same, times the share of receptors that no drug blocks
    tonic_nmda_ns: float  # NMDA conductance that is always there, magnesium left out
    mean_gaba: float
    mean_adapt: float
    keep_v: float  # EXACT: what a step leaves of the distance to rest
    mv_per_ampa: float  # EXACT: mV that 1 pA of each current, present at the start, adds in a step
    mv_per_gaba: float
    mv_per_pa: float


class Cells(NamedTuple):
    """Constants of the network. Scalars only: arrays here would be counted at every call."""

    scheme: int
    n_exc: int
    n_exc_inputs: int
    exc: Membrane
    inh: Membrane
    nmda_ratio: float  # NMDA over AMPA conductance if a spike bound all receptors
    nmda_jump: float  # share of free receptors that one spike binds
    ampa_open: float  # share of AMPA receptors that no drug blocks
    mg_slope_per_mv: float
    mg_shift: float  # see `sim.kernels.neuron.magnesium_gate`
    mg_blocked_at_shift: float
    decay_ampa: float
    decay_nmda: float
    decay_gaba: float
    decay_adapt: float


class Learning(NamedTuple):
    """Constants of both learning rules, see `sim.kernels.stdp`; a rate of 0 switches one off.

    A rule that is ``summed`` has no triplets and no weight dependence: only ``a2_plus``,
    ``a2_minus`` and ``pre_only`` count. Bring weights up to date before its rate is changed.
    """

    rate: float
    summed: bool  # excitatory learning is summed up between arrivals instead of done at once
    nearest: bool  # a spike sets its traces to 1 instead of raising them by 1
    a2_plus: float
    a3_plus: float
    a2_minus: float
    a3_minus: float
    pre_only: float
    mu_plus: float
    mu_minus: float
    w_max_ns: float
    w_unit_ns: float
    decay_pre: float
    decay_pre_slow: float
    decay_post: float
    decay_slow: float
    inh_rate_ns: float
    inh_target: float  # trace of the receiver at which inhibition stays as it is
    inh_max_ns: float
    decay_inh: float


class Drive(NamedTuple):
    """Input from outside.

    Poisson source q sends spikes to cells first[q]:last[q]. Where these are input cells, each of
    its spikes is one of the input cell instead. A scripted spike makes a cell fire in that step,
    unless it is refractory, or an input cell send.
    """

    key: np.uint64
    stream: np.ndarray  # (Q,) int64, which random stream of the key
    source: np.ndarray  # (Q,) uint64, room for the key of each source
    first: np.ndarray  # (Q,) uint64
    last: np.ndarray  # (Q,) uint64
    weight_ns: np.ndarray  # (Q,)
    cumulative: np.ndarray  # (Q, K) P(count <= k) of the whole source in one step
    script_step: np.ndarray  # (L,) int64, ascending
    script_cell: np.ndarray  # (L,) int32


class Row(NamedTuple):
    """Synapses of one sender that open one channel at their targets."""

    channel: int  # `AMPA` or `GABA`
    begin: int
    stop: int


class Opening(NamedTuple):
    """Conductance that one unit of weight opens."""

    share: float  # of the channel of the row
    nmda: float  # beside it


class Payment(NamedTuple):
    """Change of a weight by summed learning at an arrival, see `sim.kernels.classic`."""

    sums: int  # row of `State.trace` with the sums
    post: int  # row of `State.trace` with y
    gain: float  # what one unit of a sum is worth
    per_y: float  # change by this spike for each unit of y
    alone: float  # change by this spike whatever y is
    bound_ns: float


class SpikeBuffer(NamedTuple):
    """Spikes of cells in order of time, in arrays that the caller owns."""

    step: np.ndarray  # (C,) int32
    neuron: np.ndarray  # (C,) int32
    count: np.ndarray  # (1,) int64
