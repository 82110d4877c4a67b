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

import numpy as np

from sim.kernels._jit import inner
from sim.kernels.classic import euler, exact
from sim.kernels.neuron import magnesium_gate, membrane_step
from sim.kernels.tuples import ADAPT, AMPA, EULER, EXPONENTIAL, GABA, NMDA


@inner
def integrate(state, cells):
    """Advance potentials and conductances of all cells."""
    v_mv, g_ns, current_pa = state.v_mv, state.g_ns, state.current_pa
    n_exc, n_cells = np.uint64(cells.n_exc), np.uint64(v_mv.size)
    if cells.scheme == EXPONENTIAL:
        unblock(state.unblocked, v_mv, cells, n_cells)
        exponential(v_mv, g_ns, current_pa, state.unblocked, cells.exc, np.uint64(0), n_exc)
        exponential(v_mv, g_ns, current_pa, state.unblocked, cells.inh, n_exc, n_cells)
        decay(g_ns, NMDA, cells.decay_nmda, n_cells)
        decay(g_ns, ADAPT, cells.decay_adapt, n_cells)
    elif cells.scheme == EULER:
        euler(v_mv, g_ns, current_pa, cells.exc, np.uint64(0), n_exc)
        euler(v_mv, g_ns, current_pa, cells.inh, n_exc, n_cells)
    else:
        exact(v_mv, g_ns, current_pa, cells.exc, np.uint64(0), n_exc)
        exact(v_mv, g_ns, current_pa, cells.inh, n_exc, n_cells)
    decay(g_ns, AMPA, cells.decay_ampa, n_cells)
    decay(g_ns, GABA, cells.decay_gaba, n_cells)


@inner
def unblock(unblocked, v_mv, cells, n_cells):
    """Let magnesium leave the share of NMDA receptors that it does at the potential of a cell."""
    for i in range(n_cells):
        unblocked[i] = magnesium_gate(
            v_mv[i], cells.mg_slope_per_mv, cells.mg_shift, cells.mg_blocked_at_shift
        )


@inner
def exponential(v_mv, g_ns, current_pa, unblocked, cell, first, last):
    """Exponential Euler, see `sim.kernels.neuron.membrane_step`."""
    for i in range(first, last):
        g_nmda = (cell.mean_nmda * g_ns[NMDA, i] + cell.tonic_nmda_ns) * unblocked[i]
        g_exc = cell.mean_ampa * g_ns[AMPA, i] + g_nmda
        g_gaba = cell.mean_gaba * g_ns[GABA, i]
        g_adapt = cell.mean_adapt * g_ns[ADAPT, i]
        total = cell.g_leak_ns + g_exc + g_gaba + g_adapt
        current = cell.leak_pa + current_pa[i] + g_exc * cell.e_exc_mv
        current += g_gaba * cell.e_gaba_mv + g_adapt * cell.e_adapt_mv
        v_mv[i] = membrane_step(v_mv[i], total, current, cell.dt_over_c)


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
def decay(g_ns, channel, factor, n_cells):
    """Let one conductance decay by one step."""
    for i in range(n_cells):
        g_ns[channel, i] *= factor
