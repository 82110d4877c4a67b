"""The loops over cells: three schemes that advance potentials, refractory time, decay.

Scenarios use `EXPONENTIAL`: exponential Euler with the mean conductances of the step; AMPA, NMDA
with magnesium block, GABA, adaptation. `EULER` (forward Euler with AMPA and GABA conductances) and
`EXACT` (exponentially decaying AMPA and GABA *currents*, solved exactly) have no NMDA and no
adaptation; they are for classic networks, see `sim.kernels.classic`.

Each loop has unsigned bounds and writes one array only. Otherwise the compiler cannot prove that
no index counts from the end, or that arrays do not overlap, and the vector unit stays idle. A loop
has one exponential at most: a chain of products is long, and the processor works on several cells
at a time only if what one cell needs is short.
"""

from __future__ import annotations

from sim.kernels._jit import inner
from sim.kernels.classic import euler, exact
from sim.kernels.neuron import magnesium_gate, membrane_step
from sim.kernels.tuples import ADAPT, AMPA, EULER, EXPONENTIAL, GABA, NMDA


@inner
def integrate(state, cell, cells, first, last):
    """Advance potentials and conductances of cells ``first:last`` (uint64), all of one group."""
    v_mv, g_ns, current_pa = state.v_mv, state.g_ns, state.current_pa
    if cells.scheme == EXPONENTIAL:
        unblock(state.unblocked, v_mv, cell, first, last)
        exponential(v_mv, g_ns, current_pa, state.unblocked, cell, first, last)
        decay(g_ns, NMDA, cells.decay_nmda, first, last)
        decay(g_ns, ADAPT, cells.decay_adapt, first, last)
    elif cells.scheme == EULER:
        euler(v_mv, g_ns, current_pa, cell, first, last)
    else:
        exact(v_mv, g_ns, current_pa, cell, first, last)
    decay(g_ns, AMPA, cells.decay_ampa, first, last)
    decay(g_ns, GABA, cells.decay_gaba, first, last)


@inner
def unblock(unblocked, v_mv, cell, first, last):
    """Let magnesium leave the share of NMDA receptors that it does at the potential of a cell."""
    for i in range(first, last):
        unblocked[i] = magnesium_gate(
            v_mv[i], cell.mg_slope_per_mv, cell.mg_shift, cell.mg_blocked_at_shift
        )


@inner
def exponential(v_mv, g_ns, current_pa, unblocked, cell, first, last):
    """Exponential Euler, see `sim.kernels.neuron.membrane_step`."""
    for i in range(first, last):
        g_exc = cell.mean_ampa * g_ns[AMPA, i] + cell.mean_nmda * unblocked[i] * g_ns[NMDA, i]
        g_exc += cell.tonic_nmda_ns * unblocked[i]
        g_gaba = cell.mean_gaba * g_ns[GABA, i]
        g_adapt = cell.mean_adapt * g_ns[ADAPT, i]
        total = cell.g_leak_ns + g_exc + g_gaba + g_adapt
        current = cell.leak_pa + current_pa[i] + g_exc * cell.e_exc_mv
        current += g_gaba * cell.e_gaba_mv + g_adapt * cell.e_adapt_mv
        v_mv[i] = membrane_step(v_mv[i], total, current, -cell.dt_over_c)


@inner
def hold_refractory(v_mv, refractory, cell, first, last):
    """Hold cells that have just fired at reset; return whether another one reached threshold."""
    any_over = False
    for i in range(first, last):
        left = refractory[i]
        v = cell.v_reset_mv if left > 0 else v_mv[i]
        v_mv[i] = v
        refractory[i] = left - 1 if left > 0 else 0
        any_over |= v >= cell.v_threshold_mv
    return any_over


@inner
def decay(g_ns, channel, factor, first, last):
    """Let one conductance decay by one step."""
    for i in range(first, last):
        g_ns[channel, i] *= factor
