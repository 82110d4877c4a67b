"""Classic integrate-and-fire networks as constants of the kernel.

The published networks that the kernel is measured against (Vogels and Abbott 2005; Song, Miller
and Abbott 2000; Vogels et al. 2011) have one kind of cell, two synaptic time constants, and
Euler or exact integration. Scenarios use `sim.model.cells` instead.
"""

from __future__ import annotations

import math

import numpy as np

from benchmarks.networks import Cell
from sim.kernels import EULER, EXACT, Cells, Learning, State
from sim.model.cells import decay_factor, in_precision, kernel_cells
from sim.model.neuron import NeuronParams
from sim.model.stdp import LEARNING_OFF
from sim.model.synapse import SynapseParams


def classic_cells(cell: Cell, *, n_exc: int, dt_ms: float, n_exc_inputs: int = 0) -> Cells:
    """Return the constants of a network of equal cells with two kinds of synapse.

    Parameters
    ----------
    cell : Cell
        Reversal potentials count only for conductances. Where it is ``current_based`` a synapse
        adds a current, solved exactly, instead of a conductance, solved by forward Euler; weights
        are then pA, and those of inhibitory cells are positive too.
    n_exc : int
        Number of excitatory cells; they come first.
    dt_ms : float
        Time step in ms.
    n_exc_inputs : int
        How many of the senders after the cells are excitatory inputs.
    """
    # Not through validation: classic cells may lie outside the ranges of the app's sliders.
    neuron = NeuronParams.model_construct(
        **(
            NeuronParams().model_dump()
            | {
                "capacitance_exc_pf": cell.c_m_pf,
                "capacitance_inh_pf": cell.c_m_pf,
                "g_leak_exc_ns": cell.g_l_ns,
                "g_leak_inh_ns": cell.g_l_ns,
                "e_leak_mv": cell.e_l_mv,
                "v_threshold_mv": cell.v_th_mv,
                "v_reset_mv": cell.v_reset_mv,
                "t_refractory_exc_ms": cell.t_ref_ms,
                "t_refractory_inh_ms": cell.t_ref_ms,
                "adapt_step_ns": 0.0,
            }
        )
    )
    synapse = SynapseParams.model_construct(
        **(
            SynapseParams().model_dump()
            | {
                "tau_ampa_ms": cell.tau_exc_ms,
                "tau_gaba_ms": cell.tau_inh_ms,
                "e_exc_mv": cell.e_exc_mv,
                "e_gaba_mv": cell.e_inh_mv,
                "nmda_ratio": 0.0,
                "ampa_block": 0.0,
            }
        )
    )
    cells = kernel_cells(neuron, synapse, n_exc=n_exc, dt_ms=dt_ms)
    tau_m_ms = cell.c_m_pf / cell.g_l_ns
    membrane = cells.exc._replace(
        keep_v=math.exp(-dt_ms / tau_m_ms),
        mv_per_ampa=mv_per_pa(cell.tau_exc_ms, tau_m_ms, cell.c_m_pf, dt_ms),
        mv_per_gaba=mv_per_pa(cell.tau_inh_ms, tau_m_ms, cell.c_m_pf, dt_ms),
        mv_per_pa=-math.expm1(-dt_ms / tau_m_ms) / cell.g_l_ns,
    )
    return cells._replace(
        scheme=EXACT if cell.current_based else EULER,
        exc=membrane,
        inh=membrane,
        n_exc_inputs=n_exc_inputs,
    )


def in_single_precision(cells: Cells, state: State) -> tuple[Cells, State]:
    """Return the same network with potentials, conductances and weights in single precision.

    Constants go with them, so that the loops over cells compute in single precision; traces and
    sums stay double. For `EULER` and `EXACT` networks, whose loops hold no double constants.
    """
    cells = in_precision(cells, np.float32)
    names = ("v_mv", "g_ns", "current_pa", "weight_ns")
    single = {name: getattr(state, name).astype(np.float32) for name in names}
    return cells, state._replace(**single)


def mv_per_pa(tau_syn_ms: float, tau_m_ms: float, c_m_pf: float, dt_ms: float) -> float:
    """Return what a current of 1 pA that decays from the start of a step adds to V, in mV.

    The solution of two linear equations; see Rotter and Diesmann (1999).
    """
    if math.isclose(tau_syn_ms, tau_m_ms):
        return dt_ms / c_m_pf * math.exp(-dt_ms / tau_m_ms)
    difference = math.exp(-dt_ms / tau_syn_ms) - math.exp(-dt_ms / tau_m_ms)
    return tau_syn_ms * tau_m_ms / (tau_syn_ms - tau_m_ms) / c_m_pf * difference


def pair_rule(
    *,
    dt_ms: float,
    w_max_ns: float,
    a_plus: float,
    a_minus: float,
    tau_plus_ms: float = 20.0,
    tau_minus_ms: float = 20.0,
    mu_plus: float = 0.0,
    mu_minus: float = 0.0,
    summed: bool = False,
) -> Learning:
    """Return pair STDP.

    Parameters
    ----------
    dt_ms : float
        Time step in ms.
    w_max_ns : float
        Hard upper bound.
    a_plus, a_minus : float
        Change by one pair at no distance, in units of ``w_max_ns``.
    tau_plus_ms, tau_minus_ms : float
        Time constants of the two sides of the window.
    mu_plus, mu_minus : float
        0: additive (Song et al. 2000); 1: multiplicative; between: Gutig et al. (2003).
    summed : bool
        Whether to sum potentiation up between arrivals; additive rules only. The same to
        rounding, faster in large networks.

    Raises
    ------
    ValueError
        If a rule that is not additive should be summed.
    """
    if summed and (mu_plus or mu_minus):
        raise ValueError("only an additive rule (mu_plus = mu_minus = 0) can be summed up")
    return LEARNING_OFF._replace(
        rate=1.0,
        summed=summed,
        a2_plus=float(a_plus),
        a2_minus=float(a_minus),
        mu_plus=float(mu_plus),
        mu_minus=float(mu_minus),
        w_max_ns=float(w_max_ns),
        w_unit_ns=float(w_max_ns),
        decay_pre=decay_factor(dt_ms, tau_plus_ms),
        decay_post=decay_factor(dt_ms, tau_minus_ms),
    )


def with_inhibitory_rule(
    rule: Learning,
    *,
    dt_ms: float,
    eta_ns: float,
    target_hz: float,
    w_max_ns: float,
    tau_ms: float = 20.0,
) -> Learning:
    """Return ``rule`` with the rule of Vogels et al. (2011) on inhibitory synapses added.

    Parameters
    ----------
    rule : Learning
        What excitatory synapses do.
    dt_ms : float
        Time step in ms.
    eta_ns : float
        Learning rate.
    target_hz : float
        Rate of the receiver at which an inhibitory synapse stays as it is.
    w_max_ns : float
        Hard upper bound.
    tau_ms : float
        Time constant of both traces.
    """
    return rule._replace(
        inh_rate_ns=float(eta_ns),
        inh_target=2.0 * target_hz * tau_ms / 1000.0,
        inh_max_ns=float(w_max_ns),
        decay_inh=decay_factor(dt_ms, tau_ms),
    )
