"""From parameters to the constants of the kernel: the one place that casts and converts units."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from sim.kernels import EXPONENTIAL, N_TRACES, Cells, Drive, Membrane, State
from sim.model.neuron import NeuronParams
from sim.model.synapse import SynapseParams

MG_SLOPE_PER_MV = 0.062  # Jahr and Stevens 1990
_AMID_MV = -60.0  # between rest and threshold


def magnesium_blocked(synapse: SynapseParams, v_mv: float | np.ndarray) -> float | np.ndarray:
    """Return how many NMDA receptors magnesium blocks at ``v_mv`` for each that it leaves free."""
    return synapse.magnesium_mm / 3.57 * np.exp(-MG_SLOPE_PER_MV * v_mv)


def kernel_cells(
    neuron: NeuronParams,
    synapse: SynapseParams,
    *,
    n_exc: int,
    dt_ms: float,
    block_exc: float = 0.0,
    block_inh: float = 0.0,
) -> Cells:
    """Return membrane and synapse constants for the kernel.

    Parameters
    ----------
    neuron, synapse
        Parameter tables.
    n_exc : int
        Number of excitatory cells.
    dt_ms : float
        Time step in ms.
    block_exc, block_inh : float
        Share of NMDA receptors blocked on excitatory and on inhibitory cells, 0 to 1.
    """
    taus = {
        "ampa": synapse.tau_ampa_ms,
        "nmda": synapse.tau_nmda_ms,
        "gaba": synapse.tau_gaba_ms,
        "adapt": neuron.tau_adapt_ms,
    }
    mean = {name: tau / dt_ms * -math.expm1(-dt_ms / tau) for name, tau in taus.items()}

    def membrane(
        capacitance_pf: float,
        g_leak_ns: float,
        t_refractory_ms: float,
        adapt_step_ns: float,
        block: float,
    ) -> Membrane:
        return Membrane(
            g_leak_ns=float(g_leak_ns),
            leak_pa=float(g_leak_ns * neuron.e_leak_mv),
            dt_over_c=float(dt_ms / capacitance_pf),
            v_threshold_mv=float(neuron.v_threshold_mv),
            v_reset_mv=float(neuron.v_reset_mv),
            refractory_steps=round(t_refractory_ms / dt_ms),
            adapt_step_ns=float(adapt_step_ns),
            e_exc_mv=float(synapse.e_exc_mv),
            e_gaba_mv=float(synapse.e_gaba_mv),
            e_adapt_mv=float(neuron.e_adapt_mv),
            mean_ampa=mean["ampa"],
            mean_nmda=mean["nmda"] * (1.0 - block),
            tonic_nmda_ns=float(synapse.nmda_tonic_ns * (1.0 - block)),
            mean_gaba=mean["gaba"],
            mean_adapt=mean["adapt"],
            keep_v=0.0,
            mv_per_ampa=0.0,
            mv_per_gaba=0.0,
            mv_per_pa=0.0,
        )

    return Cells(
        scheme=EXPONENTIAL,
        n_exc=int(n_exc),
        n_exc_inputs=0,
        exc=membrane(
            neuron.capacitance_exc_pf,
            neuron.g_leak_exc_ns,
            neuron.t_refractory_exc_ms,
            neuron.adapt_step_ns,
            block_exc,
        ),
        inh=membrane(
            neuron.capacitance_inh_pf,
            neuron.g_leak_inh_ns,
            neuron.t_refractory_inh_ms,
            0.0,
            block_inh,
        ),
        nmda_ratio=float(synapse.nmda_ratio),
        nmda_jump=float(synapse.nmda_jump),
        ampa_open=float(1.0 - synapse.ampa_block),
        mg_slope_per_mv=MG_SLOPE_PER_MV,
        mg_shift=-MG_SLOPE_PER_MV * _AMID_MV,
        mg_blocked_at_shift=float(magnesium_blocked(synapse, _AMID_MV)),
        decay_ampa=decay_factor(dt_ms, synapse.tau_ampa_ms),
        decay_nmda=decay_factor(dt_ms, synapse.tau_nmda_ms),
        decay_gaba=decay_factor(dt_ms, synapse.tau_gaba_ms),
        decay_adapt=decay_factor(dt_ms, neuron.tau_adapt_ms),
    )


def decay_factor(dt_ms: float, tau_ms: float) -> float:
    """Return what a step leaves of a trace or conductance: exp(-dt / tau), never quite 0.

    Traces are divided by products of such factors, see `sim.kernels.memory`, which has to stay
    within the range of single precision.
    """
    return math.exp(-min(dt_ms / tau_ms, 50.0))


@lru_cache(maxsize=256)
def in_precision(constants: tuple, precision: type[np.floating]) -> tuple:
    """Return a named tuple with the floats in it, and in the tuples in it, in ``precision``."""

    def cast(value: object) -> object:
        if isinstance(value, tuple):
            return value._make(map(cast, value))
        return precision(value) if isinstance(value, float) else value

    return cast(constants)


def resting_state(
    weight_ns: np.ndarray,
    *,
    delay_steps: int,
    v_mv: np.ndarray,
    n_inputs: int = 0,
    summed: bool = False,
) -> State:
    """Return a silent state.

    Parameters
    ----------
    weight_ns : (S,) array
        Weights; shared, not copied. What cells and synapses hold takes their precision.
    delay_steps : int
        Length of the delay line.
    v_mv : (N,) array
        Potentials.
    n_inputs : int
        Number of input cells.
    summed : bool
        Whether some learning is summed, which needs a number more for each synapse.
    """
    n, precision = v_mv.size, weight_ns.dtype
    return State(
        v_mv=v_mv.astype(precision),
        g_ns=np.zeros((4, n), precision),
        unblocked=np.zeros(n, precision),
        current_pa=np.zeros(n, precision),
        refractory=np.zeros(n, dtype=np.int32),
        trace=np.zeros((N_TRACES, n + n_inputs), precision),
        fade=np.ones(N_TRACES),
        weight_ns=weight_ns,
        seen=np.zeros(weight_ns.size if summed else 0),
        pending=np.zeros((delay_steps, n + n_inputs), dtype=np.int32),
        pending_count=np.zeros(delay_steps, dtype=np.int64),
    )


def copied(state: State) -> State:
    """Return a copy to be advanced by itself; it shares the weights, so it must not learn."""
    return State(
        **{
            name: array if name == "weight_ns" else array.copy()
            for name, array in state._asdict().items()
        }
    )


def silence(state: State, v_mv: np.ndarray) -> None:
    """Put all cells at potentials ``v_mv`` (N,) and empty everything else but the weights.

    What summed learning owes is forgotten: bring the weights up to date before.
    """
    state.v_mv[:] = v_mv
    for array in (state.g_ns, state.refractory, state.trace, state.seen, state.pending_count):
        array[:] = 0
    state.fade[:] = 1.0


class Source(NamedTuple):
    """Independent Poisson spike trains of one rate and weight onto neighbouring cells."""

    stream: int  # number of its random stream: the same one gives the same spikes
    cells: slice
    rate_hz: float  # per cell
    weight_ns: float


def kernel_drive(
    sources: Sequence[Source],
    key: np.uint64,
    *,
    dt_ms: float,
    script: Sequence[tuple[int, int]] | np.ndarray = (),
    precision: type[np.floating] = np.float64,
) -> Drive:
    """Return input for the kernel.

    Parameters
    ----------
    sources : sequence of Source
        Poisson input.
    key : numpy.uint64
        Random key of the episode.
    dt_ms : float
        Time step in ms.
    script : (L, 2) array
        Scripted spikes as step and cell, in order of steps.
    precision : type
        Of the weights.
    """
    means = [s.rate_hz * (s.cells.stop - s.cells.start) * dt_ms / 1000.0 for s in sources]
    tables = [poisson_cumulative(mean) for mean in means]
    cumulative = np.ones((len(sources), max((table.size for table in tables), default=1)))
    for row, table in zip(cumulative, tables):
        row[: table.size] = table
    return Drive(
        key=np.uint64(key),
        stream=np.array([s.stream for s in sources], dtype=np.int64),
        source=np.zeros(len(sources), dtype=np.uint64),
        first=np.array([s.cells.start for s in sources], dtype=np.uint64),
        last=np.array([s.cells.stop for s in sources], dtype=np.uint64),
        weight_ns=np.array([s.weight_ns for s in sources], dtype=precision),
        cumulative=cumulative,
        script_step=np.array([step for step, _ in script], dtype=np.int64),
        script_cell=np.array([cell for _, cell in script], dtype=np.int32),
    )


@lru_cache(maxsize=256)
def poisson_cumulative(mean: float) -> np.ndarray:
    """Return P(count <= k) for k = 0 ... of a Poisson number, ending where it rounds to 1."""
    k = np.arange(int(mean + 10.0 * math.sqrt(mean) + 12.0))
    log_factorial = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, k.size)))])
    p = np.exp(k * math.log(mean) - mean - log_factorial) if mean > 0.0 else (k == 0) * 1.0
    cumulative = np.minimum(np.cumsum(p), 1.0)
    cumulative[-1] = 1.0
    cumulative.flags.writeable = False
    return cumulative
