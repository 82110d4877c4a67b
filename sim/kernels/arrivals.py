"""Arrivals at cells in a step: spikes of other cells and Poisson input."""

from __future__ import annotations

from sim.kernels._jit import inner
from sim.kernels.classic import inhibitory_row, summed_row
from sim.kernels.noise import event_bits, poisson_count, two_below
from sim.kernels.stdp import depress, losses, raised
from sim.kernels.tuples import AMPA, BOUND, GABA, NMDA, POST, PRE, Opening, Row


@inner
def deliver(wiring, state, slot, count, cells, rule):
    """Let the first ``count`` spikes in a slot arrive, and change the senders' plastic synapses."""
    n_cells = state.v_mv.size
    for k in range(count):
        j = state.pending[slot, k]
        if j < cells.n_exc or n_cells <= j < n_cells + cells.n_exc_inputs:
            excite(wiring, state, cells, rule, j)
        else:
            inhibit(wiring, state, rule, j)


@inner
def excite(wiring, state, cells, rule, j):
    """Let a spike of the excitatory sender ``j`` arrive."""
    trace, fade, kind = state.trace, state.fade, state.weight_ns.dtype.type
    begin, middle, stop = wiring.out_start[j], wiring.out_plastic_stop[j], wiring.out_start[j + 1]
    opening = Opening(cells.ampa_open, kind(bind_nmda(trace, fade, cells, j)))
    if rule.rate > 0.0 and rule.summed:
        summed_row(wiring, state, rule, j, opening)
        begin = middle
    elif rule.rate > 0.0:
        depressed_row(
            wiring, state, rule, Row(AMPA, begin, middle), opening, losses(trace, fade, rule, j)
        )
        begin = middle
    open_row(wiring, state, Row(AMPA, begin, stop), opening)
    trace[PRE, j] = raised(trace[PRE, j], fade[PRE], rule.nearest)


@inner
def inhibit(wiring, state, rule, j):
    """Let a spike of the inhibitory sender ``j`` arrive."""
    begin, stop = wiring.out_start[j], wiring.out_start[j + 1]
    if rule.inh_rate_ns > 0.0:
        inhibitory_row(wiring, state, rule, j)
        begin = wiring.out_plastic_stop[j]
    kind = state.weight_ns.dtype.type
    open_row(wiring, state, Row(GABA, begin, stop), Opening(kind(1.0), kind(0.0)))


@inner
def bind_nmda(trace, fade, cells, j):
    """Let the transmitter of one spike bind, and return what a unit of weight opens."""
    if cells.nmda_ratio == 0.0:
        return 0.0
    bound = cells.nmda_jump * (1.0 - trace[BOUND, j] * fade[BOUND])
    trace[BOUND, j] += bound / fade[BOUND]
    return cells.nmda_ratio * bound


@inner
def open_row(wiring, state, row, opening):
    """Open the receptors of the synapses of a row, NMDA receptors too if there are any."""
    target, weight_ns, g_ns = wiring.target, state.weight_ns, state.g_ns
    if opening.nmda > 0.0:
        for e in range(row.begin, row.stop):
            i, w = target[e], weight_ns[e]
            g_ns[row.channel, i] += opening.share * w
            g_ns[NMDA, i] += opening.nmda * w
    else:
        for e in range(row.begin, row.stop):
            g_ns[row.channel, target[e]] += opening.share * weight_ns[e]


@inner
def depressed_row(wiring, state, rule, row, opening, loss):
    """Open the receptors of the synapses of a row, then depress these; ``loss`` as of `losses`."""
    target, weight_ns, g_ns, trace = wiring.target, state.weight_ns, state.g_ns, state.trace
    per_y, alone = loss
    for e in range(row.begin, row.stop):
        i, w = target[e], weight_ns[e]
        g_ns[row.channel, i] += opening.share * w
        g_ns[NMDA, i] += opening.nmda * w
        weight_ns[e] = depress(w, per_y * trace[POST, i] + alone, rule)


@inner
def add_poisson(state, drive, ampa_open, step, slot):
    """Add one step of Poisson input.

    Parameters
    ----------
    state : State
    drive : Drive
    ampa_open : float
        Share of open receptors.
    step, slot : int
        Step, and the slot of the delay line that it fills.

    Returns
    -------
    int
        Number of spikes of input cells in that slot, or -1 when there is no room.
    """
    g_ns, pending = state.g_ns, state.pending
    n_cells, n_waiting = g_ns.shape[1], 0
    for q in range(drive.first.size):
        key, begin, n = drive.source[q], drive.first[q], drive.last[q] - drive.first[q]
        count = poisson_count(event_bits(key, step, 0), drive.cumulative, q)
        if begin < n_cells:
            weight_ns = ampa_open * drive.weight_ns[q]
            for pair in range(1, count // 2 + 1):
                first, second = two_below(event_bits(key, step, pair), n)
                g_ns[AMPA, begin + first] += weight_ns
                g_ns[AMPA, begin + second] += weight_ns
            if count % 2 == 1:
                first, _ = two_below(event_bits(key, step, count // 2 + 1), n)
                g_ns[AMPA, begin + first] += weight_ns
        elif n_waiting + count > pending.shape[1]:
            return -1
        else:
            for event in range(1, count + 1):
                first, _ = two_below(event_bits(key, step, event), n)
                pending[slot, n_waiting] = begin + first
                n_waiting += 1
    return n_waiting
