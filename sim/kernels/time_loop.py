"""The only loop over time steps.

Order inside one step: (1) spikes that were found ``delay`` steps ago arrive, and depress plastic
synapses; they were found at the end of their step, so they have travelled for ``delay - 1``;
(2) Poisson input arrives; (3) membranes, conductances and traces advance; (4) cells over
threshold fire, are reset, recorded and sent, and potentiate their plastic inputs.
"""

from __future__ import annotations

import numpy as np

from sim.kernels._jit import kernel
from sim.kernels.neuron import magnesium_gate, membrane_step
from sim.kernels.noise import event_bits, poisson_count, source_key, two_below
from sim.kernels.stdp import depress, potentiate
from sim.kernels.tuples import ADAPT, AMPA, GABA, NMDA, POST, PRE, SLOW

DONE, BUFFER_FULL, STOPPED = 0, 1, 2
_STEPS_PER_LOOK = 64  # how often the stop word is read


@kernel
def deliver(wiring, state, cells, rule, slot):
    """Let the spikes in ``slot`` of the delay line arrive."""
    g_ns, trace, weight_ns = state.g_ns, state.trace, state.weight_ns
    target = wiring.target
    for k in range(state.pending_count[slot]):
        j = state.pending[slot, k]
        begin, stop = wiring.out_start[j], wiring.out_start[j + 1]
        if j >= cells.n_exc:
            for e in range(begin, stop):
                g_ns[GABA, target[e]] += weight_ns[e]
            continue
        bound = cells.nmda_jump * (1.0 - state.saturation[j])
        state.saturation[j] += bound
        nmda = cells.nmda_ratio * bound
        for e in range(begin, stop):
            g_ns[AMPA, target[e]] += cells.ampa_open * weight_ns[e]
            g_ns[NMDA, target[e]] += nmda * weight_ns[e]
        if rule.rate > 0.0:
            for e in range(begin, wiring.out_plastic_stop[j]):
                weight_ns[e] = depress(weight_ns[e], trace[POST, target[e]], rule)
        trace[PRE, j] += 1.0
    state.pending_count[slot] = 0


@kernel
def add_poisson(g_ns, drive, ampa_open, step):
    """Add one step of external input to the AMPA conductance."""
    for q in range(drive.first.size):
        key = source_key(drive.key, drive.stream[q])
        first, n = drive.first[q], drive.last[q] - drive.first[q]
        weight_ns = ampa_open * drive.weight_ns[q]
        count = poisson_count(event_bits(key, step, 0), drive.cumulative, q)
        for pair in range(1, count // 2 + 1):
            one, other = two_below(event_bits(key, step, pair), n)
            g_ns[AMPA, first + one] += weight_ns
            g_ns[AMPA, first + other] += weight_ns
        if count % 2 == 1:
            one, _ = two_below(event_bits(key, step, count // 2 + 1), n)
            g_ns[AMPA, first + one] += weight_ns


@kernel
def group_rows(state, first, last):
    """Return the arrays that `integrate` and `hold_refractory` want, cut to ``first:last``."""
    g_ns = state.g_ns
    return (state.v_mv[first:last], g_ns[AMPA, first:last], g_ns[NMDA, first:last],
            g_ns[GABA, first:last], g_ns[ADAPT, first:last], state.current_pa[first:last],
            state.refractory[first:last])


@kernel
def integrate(rows, cell):
    """Advance the potentials of one group of cells, all of them alike.

    The loop runs from 0 and writes one array only. Otherwise the compiler can not prove that
    arrays do not overlap, or that no index counts from the end, and the vector unit stays idle.
    """
    v_mv, g_ampa_ns, g_nmda_ns, g_gaba_ns, g_adapt_ns, current_pa, _ = rows
    for i in range(v_mv.size):
        free = magnesium_gate(v_mv[i], cell.mg_over_357, cell.mg_slope_per_mv)
        g_exc = cell.mean_ampa * g_ampa_ns[i] + cell.mean_nmda * free * g_nmda_ns[i]
        g_gaba = cell.mean_gaba * g_gaba_ns[i]
        g_adapt = cell.mean_adapt * g_adapt_ns[i]
        total = cell.g_leak_ns + g_exc + g_gaba + g_adapt
        current = cell.leak_pa + current_pa[i] + g_exc * cell.e_exc_mv
        current += g_gaba * cell.e_gaba_mv + g_adapt * cell.e_adapt_mv
        v_mv[i] = membrane_step(v_mv[i], total, current, cell.minus_dt_over_c)


@kernel
def hold_refractory(rows, cell):
    """Hold cells that have just fired at reset; return how many others reached threshold."""
    v_mv, refractory = rows[0], rows[6]
    over = 0
    for i in range(v_mv.size):
        left = refractory[i]
        v = cell.v_reset_mv if left > 0 else v_mv[i]
        v_mv[i] = v
        refractory[i] = left - 1 if left > 0 else 0
        over += 1 if v >= cell.v_threshold_mv else 0
    return over


@kernel
def decay(g_ns, saturation, trace, cells, rule):
    """Let conductances, receptor saturation and plasticity traces decay by one step."""
    for i in range(saturation.size):
        g_ns[AMPA, i] *= cells.decay_ampa
    for i in range(saturation.size):
        g_ns[NMDA, i] *= cells.decay_nmda
    for i in range(saturation.size):
        g_ns[GABA, i] *= cells.decay_gaba
    for i in range(saturation.size):
        g_ns[ADAPT, i] *= cells.decay_adapt
    for i in range(cells.n_exc):
        saturation[i] *= cells.decay_nmda
    for i in range(cells.n_exc):
        trace[PRE, i] *= rule.decay_pre
    for i in range(cells.n_exc):
        trace[POST, i] *= rule.decay_post
    for i in range(cells.n_exc):
        trace[SLOW, i] *= rule.decay_slow


@kernel
def learn_at_spike(wiring, trace, weight_ns, rule, i):
    """Potentiate the plastic inputs of cell ``i``, which fires now, and raise its traces."""
    if rule.rate > 0.0:
        for k in range(wiring.in_start[i], wiring.in_start[i + 1]):
            e = wiring.in_edge[k]
            if wiring.alive[e]:
                x = trace[PRE, wiring.sender[e]]
                weight_ns[e] = potentiate(weight_ns[e], x, trace[SLOW, i], rule)
    trace[POST, i] += 1.0
    trace[SLOW, i] += 1.0


@kernel
def fire(wiring, state, cell, rule, spikes, when, first, last):
    """Reset, record and send the cells of ``first:last`` over threshold.

    ``when`` holds step, slot of the delay line, and 1 if these cells may learn.

    Returns
    -------
    bool
        False when the spike buffer is full.
    """
    step, slot, may_learn = when
    v_mv = state.v_mv
    for i in range(first, last):
        if v_mv[i] < cell.v_threshold_mv:
            continue
        v_mv[i] = cell.v_reset_mv
        state.refractory[i] = cell.refractory_steps
        state.g_ns[ADAPT, i] += cell.adapt_step_ns
        state.pending[slot, state.pending_count[slot]] = i
        state.pending_count[slot] += 1
        if may_learn == 1:
            learn_at_spike(wiring, state.trace, state.weight_ns, rule, i)
        n = spikes.count[0]
        if n == spikes.step.size:
            return False
        spikes.step[n] = step
        spikes.neuron[n] = i
        spikes.count[0] = n + 1
    return True


@kernel
def advance(wiring, state, cells, rule, drive, spikes, span, control):
    """Advance the network in place.

    Parameters
    ----------
    wiring, state, cells, rule, drive, spikes
        See `sim.kernels.tuples`.
    span : (2,) int64 array
        First step and number of steps.
    control : (2,) int64 array
        ``control[0]`` different from 0, set by another thread, stops the loop;
        ``control[1]`` reports the step reached.

    Returns
    -------
    int
        `DONE`, `BUFFER_FULL` (the state is not usable any more) or `STOPPED`.
    """
    g_ns, delay = state.g_ns, state.pending_count.size
    n_exc, n_cells = cells.n_exc, state.v_mv.size
    exc, inh = group_rows(state, 0, n_exc), group_rows(state, n_exc, n_cells)
    for step in range(span[0], span[0] + span[1]):
        if step % _STEPS_PER_LOOK == 0:
            control[1] = step
            if control[0] != 0:
                return STOPPED
        slot = step % delay
        if state.pending_count[slot] > 0:
            deliver(wiring, state, cells, rule, slot)
        add_poisson(g_ns, drive, cells.ampa_open, step)
        integrate(exc, cells.exc)
        integrate(inh, cells.inh)
        exc_over = hold_refractory(exc, cells.exc)
        inh_over = hold_refractory(inh, cells.inh)
        decay(g_ns, state.saturation, state.trace, cells, rule)
        room = True
        if exc_over > 0:
            room = fire(wiring, state, cells.exc, rule, spikes, (step, slot, 1), 0, n_exc)
        if inh_over > 0 and room:
            room = fire(wiring, state, cells.inh, rule, spikes, (step, slot, 0), n_exc, n_cells)
        if not room:
            return BUFFER_FULL
    return DONE


def steps(first: int, count: int) -> np.ndarray:
    """Return the ``span`` argument of `advance`."""
    return np.array([first, count], dtype=np.int64)
