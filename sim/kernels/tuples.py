"""What crosses the kernel border: named tuples of arrays and scalars, nothing else.

Sizes: N neurons (excitatory ones first), S synapses, P synapses that may change, D steps of the
delay line, Q Poisson sources, K largest count in a Poisson table. A group is the excitatory or the
inhibitory cells. Times are steps of ``dt_ms``; conductances nS, voltages mV, currents pA.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np


class Wiring(NamedTuple):
    """Who sends to whom, by sender; plastic synapses stand first in every row."""

    out_start: np.ndarray  # (N + 1,) int64, row of sender j is out_start[j]:out_start[j + 1]
    out_plastic_stop: np.ndarray  # (N,) int64, end of the plastic part of row j
    target: np.ndarray  # (S,) int32, receiving neuron
    sender: np.ndarray  # (S,) int32
    in_start: np.ndarray  # (N + 1,) int64, plastic synapses onto i are in_edge[in_start[i]:...]
    in_edge: np.ndarray  # (P,) int32, index into the S synapses
    alive: np.ndarray  # (S,) bool, False where a potential synapse does not exist now


AMPA, NMDA, GABA, ADAPT = 0, 1, 2, 3  # rows of `State.g_ns`
PRE, POST, SLOW = 0, 1, 2  # rows of `State.trace`


class State(NamedTuple):
    """Everything that a step changes."""

    v_mv: np.ndarray  # (N,) membrane potential
    g_ns: np.ndarray  # (4, N) conductances; the NMDA one before its magnesium block
    current_pa: np.ndarray  # (N,) constant injected current
    refractory: np.ndarray  # (N,) int32, steps left
    saturation: np.ndarray  # (N,) share of NMDA receptors that this sender holds
    trace: np.ndarray  # (3, N) plasticity traces: x of the sender, fast and slow y
    weight_ns: np.ndarray  # (S,) peak AMPA or GABA conductance of one spike
    pending: np.ndarray  # (D, N) int32, spikes on their way
    pending_count: np.ndarray  # (D,) int64


class Membrane(NamedTuple):
    """Constants of one group of cells, as the inner loop wants them."""

    g_leak_ns: float
    leak_pa: float  # g_leak E_leak
    minus_dt_over_c: float  # in 1/nS
    v_threshold_mv: float
    v_reset_mv: float
    refractory_steps: int
    adapt_step_ns: float
    e_exc_mv: float
    e_gaba_mv: float
    e_adapt_mv: float
    mean_ampa: float  # mean over a step of a conductance that is 1 at its start
    mean_nmda: float  # the same, times the share of receptors that no drug blocks
    mean_gaba: float
    mean_adapt: float
    mg_over_357: float  # magnesium in mM over 3.57 mM
    mg_slope_per_mv: float


class Cells(NamedTuple):
    """Constants of the network. Scalars only: arrays here would be counted at every call."""

    n_exc: int
    exc: Membrane
    inh: Membrane
    nmda_ratio: float  # peak NMDA over peak AMPA conductance
    nmda_jump: float  # share of free receptors that one spike binds
    ampa_open: float  # share of AMPA receptors that no drug blocks
    decay_ampa: float
    decay_nmda: float
    decay_gaba: float
    decay_adapt: float


class Learning(NamedTuple):
    """Constants of the triplet-type rule; ``rate`` 0 switches learning off."""

    rate: float
    a2_plus: float
    a3_plus: float
    a2_minus: float
    pre_only: float
    w_max_ns: float
    w_unit_ns: float
    decay_pre: float
    decay_post: float
    decay_slow: float


class Drive(NamedTuple):
    """Poisson input: source q sends spikes of one weight to neurons first[q]:last[q]."""

    key: np.uint64
    stream: np.ndarray  # (Q,) int64, which random stream of the key
    first: np.ndarray  # (Q,) int64
    last: np.ndarray  # (Q,) int64
    weight_ns: np.ndarray  # (Q,)
    cumulative: np.ndarray  # (Q, K) P(count <= k) of the whole source in one step


class SpikeBuffer(NamedTuple):
    """Spikes in order of time, in arrays that the caller owns."""

    step: np.ndarray  # (C,) int32
    neuron: np.ndarray  # (C,) int32
    count: np.ndarray  # (1,) int64
