"""Kernels that only classic networks use; a run of a scenario never gets here.

Tests and benchmarks rebuild published networks and run them beside other simulators, see
`benchmarks/classic.py`. For them there are two more integration schemes (`EULER` and `EXACT`),
learning that is summed up between arrivals, an inhibitory rule, and scripted spikes. They also take
nearest-spike traces (``rule.nearest``) and single precision, which need no code of their own.

**Summing.** Additive potentiation at the receiver's spikes t_k, all since the sender's last
arrival, adds up to ``A x sum_k fade(t_k)`` with the stored x of the sender. The receiver keeps
the running sum, each synapse the sum it has ``seen``; the difference is owed. It is paid at the
sender's next arrival, before the sum starts anew, and when somebody reads the weights. This is
the same rule as potentiating at each spike, to rounding: in between a weight only grows, so one cut
at the bound equals a cut after each spike. It visits weights in memory order, and no synapse
needs to be looked up from its receiver, which is 3 times faster in networks larger than the cache
(Morrison et al. 2007 defer updates for the same reason).
"""

from __future__ import annotations

import numpy as np

from sim.kernels._jit import inner, kernel
from sim.kernels.stdp import losses
from sim.kernels.tuples import (
    AMPA,
    GABA,
    NMDA,
    POST,
    POST_INH,
    PRE,
    PRE_INH,
    SUM,
    SUM_INH,
    Opening,
    Payment,
    Row,
)

_PULSE_MV = 1e6  # potential of a scripted cell at the start of the step in which it is to fire


@inner
def euler(v_mv, g_ns, current_pa, cell, first, last):
    """Forward Euler of C dV/dt = -g_L (V - E_L) - g_AMPA (V - E_e) - g_GABA (V - E_i) + I."""
    for i in range(first, last):
        v = v_mv[i]
        current = cell.leak_pa - cell.g_leak_ns * v + current_pa[i]
        current += g_ns[AMPA, i] * (cell.e_exc_mv - v) + g_ns[GABA, i] * (cell.e_gaba_mv - v)
        v_mv[i] = v + cell.dt_over_c * current


@inner
def exact(v_mv, g_ns, current_pa, cell, first, last):
    """Solution of C dV/dt = -g_L (V - E_L) + I_AMPA - I_GABA + I after one step."""
    rest_mv = cell.leak_pa / cell.g_leak_ns
    for i in range(first, last):
        added = cell.mv_per_ampa * g_ns[AMPA, i] - cell.mv_per_gaba * g_ns[GABA, i]
        added += cell.mv_per_pa * current_pa[i]
        v_mv[i] = rest_mv + cell.keep_v * (v_mv[i] - rest_mv) + added


@inner
def summed_row(wiring, state, rule, j, opening):
    """Let a spike of the excitatory sender ``j`` reach the synapses whose learning is summed."""
    gain = rule.rate * rule.a2_plus * rule.w_max_ns * state.trace[PRE, j]
    per_y, alone = losses(state.trace, state.fade, rule, j)
    row = Row(AMPA, wiring.out_start[j], wiring.out_plastic_stop[j])
    payment = Payment(SUM, POST, gain, -per_y, -alone, rule.w_max_ns)
    pay_row(wiring, state, row, payment, opening)


@inner
def inhibitory_row(wiring, state, rule, j):
    """Let a spike of the inhibitory sender ``j`` reach its plastic synapses."""
    trace, fade, rate_ns = state.trace, state.fade, rule.inh_rate_ns
    row = Row(GABA, wiring.out_start[j], wiring.out_plastic_stop[j])
    payment = Payment(
        SUM_INH,
        POST_INH,
        rate_ns * trace[PRE_INH, j],
        rate_ns * fade[POST_INH],
        -rate_ns * rule.inh_target,
        rule.inh_max_ns,
    )
    pay_row(wiring, state, row, payment, Opening(1.0, 0.0))
    trace[PRE_INH, j] += 1.0 / fade[PRE_INH]


@inner
def pay_row(wiring, state, row, payment, opening):
    """Pay synapses what is owed, open their receptors, then change them for this spike."""
    target, weight_ns, seen = wiring.target, state.weight_ns, state.seen
    trace, g_ns, bound_ns = state.trace, state.g_ns, payment.bound_ns
    for e in range(row.begin, row.stop):
        i = target[e]
        total = trace[payment.sums, i]
        w = min(weight_ns[e] + payment.gain * (total - seen[e]), bound_ns)
        seen[e] = total
        g_ns[row.channel, i] += opening.share * w
        if opening.nmda > 0.0:
            g_ns[NMDA, i] += opening.nmda * w
        change = payment.per_y * trace[payment.post, i] + payment.alone
        weight_ns[e] = min(max(w + change, 0.0), bound_ns)


@kernel
def pay_all(wiring, state, cells, rule, anew):
    """Pay all synapses what they are owed; ``anew``: the sums are about to start at 0 again."""
    target, weight_ns, seen, trace = wiring.target, state.weight_ns, state.seen, state.trace
    n_cells = state.v_mv.size
    for j in range(wiring.out_plastic_stop.size):
        row, sums, rate, bound_ns = PRE_INH, SUM_INH, rule.inh_rate_ns, rule.inh_max_ns
        if j < cells.n_exc or n_cells <= j < n_cells + cells.n_exc_inputs:
            row, sums, bound_ns = PRE, SUM, rule.w_max_ns
            rate = rule.rate * rule.a2_plus * rule.w_max_ns if rule.summed else 0.0
        if rate == 0.0:
            continue
        gain = rate * trace[row, j]
        for e in range(wiring.out_start[j], wiring.out_plastic_stop[j]):
            total = trace[sums, target[e]]
            weight_ns[e] = min(weight_ns[e] + gain * (total - seen[e]), bound_ns)
            seen[e] = 0.0 if anew else total


def weights_now(wiring, state, cells, rule) -> np.ndarray:
    """Return the weights with all that is owed, (S,) nS, and leave the state as it is."""
    copy = state._replace(weight_ns=state.weight_ns.copy(), seen=state.seen.copy())
    pay_all(wiring, copy, cells, rule, False)
    return copy.weight_ns


@inner
def first_line(drive, step):
    """Return the first line of the script that is not before ``step``."""
    low, high = 0, drive.script_step.size
    while low < high:
        middle = (low + high) // 2
        if drive.script_step[middle] < step:
            low = middle + 1
        else:
            high = middle
    return low


@inner
def follow_script(state, drive, line, step, slot, n_waiting):
    """Do what the script says for one step, from its ``line`` on.

    Returns
    -------
    tuple of int
        Next line, and number of spikes in the slot now or -1 when there is no room.
    """
    v_mv, pending = state.v_mv, state.pending
    while line < drive.script_step.size and drive.script_step[line] == step:
        j = drive.script_cell[line]
        if j < v_mv.size:
            v_mv[j] = _PULSE_MV
        elif n_waiting == pending.shape[1]:
            return line, -1
        else:
            pending[slot, n_waiting] = j
            n_waiting += 1
        line += 1
    return line, n_waiting
