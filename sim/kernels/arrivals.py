"""What reaches a cell in a step: spikes of other cells, Poisson input, scripted spikes."""

from __future__ import annotations

import numpy as np

from sim.kernels._jit import kernel
from sim.kernels.noise import event_bits, poisson_count, source_key, two_below
from sim.kernels.stdp import depress, mark
from sim.kernels.tuples import (
    AMPA,
    BOUND,
    GABA,
    NMDA,
    POST,
    POST_INH,
    PRE,
    PRE_INH,
    PRE_SLOW,
    SUM,
    SUM_INH,
)


@kernel
def deliver(wiring, state, cells, rule, slot):
    """Let the spikes in ``slot`` of the delay line arrive."""
    n_cells = state.v_mv.size
    for k in range(state.pending_count[slot]):
        j = state.pending[slot, k]
        if j < cells.n_exc or n_cells <= j < n_cells + cells.n_exc_inputs:
            excite(wiring, state, cells, rule, j)
        else:
            inhibit(wiring, state, rule, j)
    state.pending_count[slot] = 0


@kernel
def excite(wiring, state, cells, rule, j):
    """Let a spike of the excitatory sender ``j`` arrive, and depress its plastic synapses."""
    trace, fade, weight_ns, target = state.trace, state.fade, state.weight_ns, wiring.target
    ampa = state.g_ns[AMPA]
    begin, middle, stop = wiring.out_start[j], wiring.out_plastic_stop[j], wiring.out_start[j + 1]
    loss_per_y = rule.a2_minus + rule.a3_minus * trace[PRE_SLOW, j] * fade[PRE_SLOW]
    loss_per_y *= rule.rate * rule.w_unit_ns * fade[POST]
    loss_alone = rule.rate * rule.w_unit_ns * rule.pre_only
    if cells.nmda_ratio > 0.0:
        bound = cells.nmda_jump * (1.0 - trace[BOUND, j] * fade[BOUND])
        trace[BOUND, j] += bound / fade[BOUND]
        bind(state.g_ns[NMDA], weight_ns[begin:stop], target[begin:stop], cells.nmda_ratio * bound)
    if rule.rate > 0.0:
        if rule.summed:
            gain = rule.rate * rule.a2_plus * rule.w_max_ns * trace[PRE, j]
            sums, y, seen = trace[SUM], trace[POST], state.seen
            for e in range(begin, middle):
                i = target[e]
                w = min(weight_ns[e] + gain * (sums[i] - seen[e]), rule.w_max_ns)
                seen[e] = sums[i]
                ampa[i] += cells.ampa_open * w
                weight_ns[e] = depress(w, loss_per_y * y[i] + loss_alone, rule)
        else:
            for e in range(begin, middle):
                ampa[target[e]] += cells.ampa_open * weight_ns[e]
            for e in range(begin, middle):
                loss = loss_per_y * trace[POST, target[e]] + loss_alone
                weight_ns[e] = depress(weight_ns[e], loss, rule)
        begin = middle
    for e in range(begin, stop):
        ampa[target[e]] += cells.ampa_open * weight_ns[e]
    mark(trace, fade, PRE, j, rule)
    mark(trace, fade, PRE_SLOW, j, rule)


@kernel
def bind(g_nmda_ns, weight_ns, target, share):
    """Open the NMDA receptors of one row of synapses."""
    for e in range(target.size):
        g_nmda_ns[target[e]] += share * weight_ns[e]


@kernel
def inhibit(wiring, state, rule, j):
    """Let a spike of the inhibitory sender ``j`` arrive, and change its plastic synapses."""
    trace, fade, weight_ns, target = state.trace, state.fade, state.weight_ns, wiring.target
    gaba = state.g_ns[GABA]
    begin, middle, stop = wiring.out_start[j], wiring.out_plastic_stop[j], wiring.out_start[j + 1]
    if rule.inh_rate_ns > 0.0:
        gain = rule.inh_rate_ns * trace[PRE_INH, j]
        sums, y, seen = trace[SUM_INH], trace[POST_INH], state.seen
        for e in range(begin, middle):
            i = target[e]
            w = min(weight_ns[e] + gain * (sums[i] - seen[e]), rule.inh_max_ns)
            seen[e] = sums[i]
            gaba[i] += w
            w += rule.inh_rate_ns * (y[i] * fade[POST_INH] - rule.inh_target)
            weight_ns[e] = min(max(w, 0.0), rule.inh_max_ns)
        begin = middle
        trace[PRE_INH, j] += 1.0 / fade[PRE_INH]
    for e in range(begin, stop):
        gaba[target[e]] += weight_ns[e]


@kernel
def add_poisson(state, drive, ampa_open, step, slot):
    """Add one step of Poisson input; return False when there is no room for input cells' spikes."""
    for q in range(drive.first.size):
        key = source_key(drive.key, drive.stream[q])
        first, n = drive.first[q], drive.last[q] - drive.first[q]
        count = poisson_count(event_bits(key, step, 0), drive.cumulative, q)
        if first >= state.v_mv.size:
            if state.pending_count[slot] + count > state.pending.shape[1]:
                return False
            for event in range(1, count + 1):
                one, _ = two_below(event_bits(key, step, event), n)
                send(state, slot, first + one)
            continue
        g_ampa_ns, weight_ns = state.g_ns[AMPA], ampa_open * drive.weight_ns[q]
        for pair in range(1, count // 2 + 1):
            one, other = two_below(event_bits(key, step, pair), n)
            g_ampa_ns[first + one] += weight_ns
            g_ampa_ns[first + other] += weight_ns
        if count % 2 == 1:
            one, _ = two_below(event_bits(key, step, count // 2 + 1), n)
            g_ampa_ns[first + one] += weight_ns
    return True


@kernel
def send(state, slot, j):
    """Put a spike of sender ``j`` on its way."""
    state.pending[slot, state.pending_count[slot]] = j
    state.pending_count[slot] += 1


@kernel
def follow_script(state, cells, drive, line, step, slot):
    """Do what the script says for this step; return its next line, or -1 when there is no room."""
    n_cells = state.v_mv.size
    while line < drive.script_step.size and drive.script_step[line] == step:
        j = drive.script_cell[line]
        if j >= n_cells:
            if state.pending_count[slot] == state.pending.shape[1]:
                return np.int64(-1)
            send(state, slot, j)
        else:
            threshold_mv = cells.exc.v_threshold_mv if j < cells.n_exc else cells.inh.v_threshold_mv
            state.v_mv[j] = max(state.v_mv[j], threshold_mv)
        line += 1
    return np.int64(line)
