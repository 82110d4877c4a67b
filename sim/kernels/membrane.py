"""The loops over cells: three schemes that advance potentials, refractory time, decay.

`EXPONENTIAL` (the product): exponential Euler with the mean conductances of the step; AMPA, NMDA
with magnesium block, GABA, adaptation. `EULER`: forward Euler with AMPA and GABA conductances.
`EXACT`: exponentially decaying AMPA and GABA *currents*, solved exactly. The two others have no
NMDA and no adaptation; they are there to meet other simulators on their own ground.

Each loop runs from 0 and writes one array only. Otherwise the compiler can not prove that arrays
do not overlap, or that no index counts from the end, and the vector unit stays idle.
"""

from __future__ import annotations

from sim.kernels._jit import kernel
from sim.kernels.neuron import magnesium_gate, membrane_step
from sim.kernels.tuples import ADAPT, AMPA, EULER, EXPONENTIAL, GABA, NMDA


@kernel
def group_rows(state, first, last):
    """Return the arrays that the loops want, cut to the cells ``first:last``."""
    g_ns = state.g_ns
    return (state.v_mv[first:last], g_ns[AMPA, first:last], g_ns[NMDA, first:last],
            g_ns[GABA, first:last], g_ns[ADAPT, first:last], state.current_pa[first:last])


@kernel
def integrate(rows, cell, scheme):
    """Advance the potentials of one group of cells, all of them alike."""
    if scheme == EXPONENTIAL:
        exponential(rows, cell)
    elif scheme == EULER:
        euler(rows, cell)
    else:
        exact(rows, cell)


@kernel
def exponential(rows, cell):
    """Exponential Euler, see `sim.kernels.neuron.membrane_step`."""
    v_mv, g_ampa_ns, g_nmda_ns, g_gaba_ns, g_adapt_ns, current_pa = rows
    for i in range(v_mv.size):
        free = magnesium_gate(v_mv[i], cell.mg_over_357, cell.mg_slope_per_mv)
        g_exc = cell.mean_ampa * g_ampa_ns[i] + cell.mean_nmda * free * g_nmda_ns[i]
        g_gaba = cell.mean_gaba * g_gaba_ns[i]
        g_adapt = cell.mean_adapt * g_adapt_ns[i]
        total = cell.g_leak_ns + g_exc + g_gaba + g_adapt
        current = cell.leak_pa + current_pa[i] + g_exc * cell.e_exc_mv
        current += g_gaba * cell.e_gaba_mv + g_adapt * cell.e_adapt_mv
        v_mv[i] = membrane_step(v_mv[i], total, current, -cell.dt_over_c)


@kernel
def euler(rows, cell):
    """Forward Euler of C dV/dt = -g_L (V - E_L) - g_AMPA (V - E_e) - g_GABA (V - E_i) + I."""
    v_mv, g_ampa_ns, _, g_gaba_ns, _, current_pa = rows
    for i in range(v_mv.size):
        v = v_mv[i]
        current = cell.leak_pa - cell.g_leak_ns * v + current_pa[i]
        current += g_ampa_ns[i] * (cell.e_exc_mv - v) + g_gaba_ns[i] * (cell.e_gaba_mv - v)
        v_mv[i] = v + cell.dt_over_c * current


@kernel
def exact(rows, cell):
    """Solution of C dV/dt = -g_L (V - E_L) + I_AMPA - I_GABA + I after one step."""
    v_mv, i_ampa_pa, _, i_gaba_pa, _, current_pa = rows
    rest_mv = cell.leak_pa / cell.g_leak_ns
    for i in range(v_mv.size):
        added = cell.mv_per_ampa * i_ampa_pa[i] - cell.mv_per_gaba * i_gaba_pa[i]
        added += cell.mv_per_pa * current_pa[i]
        v_mv[i] = rest_mv + cell.keep_v * (v_mv[i] - rest_mv) + added


@kernel
def hold_refractory(v_mv, refractory, cell):
    """Hold cells that have just fired at reset; return how many others reached threshold."""
    over = 0
    for i in range(v_mv.size):
        left = refractory[i]
        v = cell.v_reset_mv if left > 0 else v_mv[i]
        v_mv[i] = v
        refractory[i] = left - 1 if left > 0 else 0
        over += 1 if v >= cell.v_threshold_mv else 0
    return over


@kernel
def decay(g_ns, cells):
    """Let conductances decay by one step; those that no cell uses are 0 and left alone."""
    n_cells = g_ns.shape[1]
    for i in range(n_cells):
        g_ns[AMPA, i] *= cells.decay_ampa
    for i in range(n_cells):
        g_ns[GABA, i] *= cells.decay_gaba
    if cells.scheme == EXPONENTIAL:
        for i in range(n_cells):
            g_ns[NMDA, i] *= cells.decay_nmda
        for i in range(n_cells):
            g_ns[ADAPT, i] *= cells.decay_adapt
