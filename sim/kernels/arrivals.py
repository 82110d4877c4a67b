"""What reaches a cell in a step: spikes of other cells, Poisson input, scripted spikes."""

from __future__ import annotations

from sim.kernels._jit import inner
from sim.kernels.noise import event_bits, poisson_count, two_below
from sim.kernels.stdp import depress, raised
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


@inner
def deliver(
    out_start,
    out_plastic_stop,
    target,
    weight_ns,
    seen,
    g_ns,
    trace,
    fade,
    pending,
    slot,
    count,
    cells,
    rule,
):
    """Let the first ``count`` spikes in a slot arrive, and change the senders' plastic synapses."""
    n_cells = g_ns.shape[1]
    for k in range(count):
        j = pending[slot, k]
        begin, middle, stop = out_start[j], out_plastic_stop[j], out_start[j + 1]
        if j < cells.n_exc or n_cells <= j < n_cells + cells.n_exc_inputs:
            nmda = bind_nmda(trace, fade, cells, j) if cells.nmda_ratio > 0.0 else 0.0
            if rule.rate > 0.0 and rule.summed:
                gain = rule.rate * rule.a2_plus * rule.w_max_ns * trace[PRE, j]
                per_y, alone = losses(trace, fade, rule, j)
                pay_row(
                    g_ns,
                    AMPA,
                    target,
                    weight_ns,
                    seen,
                    trace,
                    SUM,
                    POST,
                    begin,
                    middle,
                    gain,
                    rule.w_max_ns,
                    -per_y,
                    -alone,
                    cells.ampa_open,
                    nmda,
                )
                begin = middle
            open_row(g_ns, AMPA, target, weight_ns, begin, stop, cells.ampa_open, nmda)
            if rule.rate > 0.0 and not rule.summed:
                per_y, alone = losses(trace, fade, rule, j)
                for e in range(begin, middle):
                    loss_ns = per_y * trace[POST, target[e]] + alone
                    weight_ns[e] = depress(weight_ns[e], loss_ns, rule)
            trace[PRE, j] = raised(trace[PRE, j], fade[PRE], rule.nearest)
        else:
            if rule.inh_rate_ns > 0.0:
                rate = rule.inh_rate_ns
                pay_row(
                    g_ns,
                    GABA,
                    target,
                    weight_ns,
                    seen,
                    trace,
                    SUM_INH,
                    POST_INH,
                    begin,
                    middle,
                    rate * trace[PRE_INH, j],
                    rule.inh_max_ns,
                    rate * fade[POST_INH],
                    -rate * rule.inh_target,
                    1.0,
                    0.0,
                )
                begin = middle
                trace[PRE_INH, j] += 1.0 / fade[PRE_INH]
            open_row(g_ns, GABA, target, weight_ns, begin, stop, 1.0, 0.0)


@inner
def bind_nmda(trace, fade, cells, j):
    """Let the transmitter of one spike bind, and return what a unit of weight opens."""
    bound = cells.nmda_jump * (1.0 - trace[BOUND, j] * fade[BOUND])
    trace[BOUND, j] += bound / fade[BOUND]
    return cells.nmda_ratio * bound


@inner
def losses(trace, fade, rule, j):
    """Return what a spike of ``j`` takes from its weights: for each unit of stored y, and alone."""
    per_y = rule.a2_minus
    if rule.a3_minus > 0.0:
        per_y += rule.a3_minus * trace[PRE_SLOW, j] * fade[PRE_SLOW]
        trace[PRE_SLOW, j] = raised(trace[PRE_SLOW, j], fade[PRE_SLOW], rule.nearest)
    unit_ns = rule.rate * rule.w_unit_ns
    return per_y * unit_ns * fade[POST], unit_ns * rule.pre_only


@inner
def open_row(g_ns, channel, target, weight_ns, begin, stop, share, nmda):
    """Open the receptors of the synapses ``begin:stop``, NMDA receptors too if there are any."""
    if nmda > 0.0:
        for e in range(begin, stop):
            i, w = target[e], weight_ns[e]
            g_ns[channel, i] += share * w
            g_ns[NMDA, i] += nmda * w
    else:
        for e in range(begin, stop):
            g_ns[channel, target[e]] += share * weight_ns[e]


@inner
def pay_row(
    g_ns,
    channel,
    target,
    weight_ns,
    seen,
    trace,
    sums,
    post,
    begin,
    stop,
    gain,
    bound_ns,
    per_y,
    alone,
    share,
    nmda,
):
    """Pay synapses what is owed, open their receptors, then change them for this spike.

    ``sums`` and ``post`` are rows of traces; ``gain`` is what one unit of a sum is worth. The
    change is ``per_y y + alone``; ``share`` and ``nmda`` are as in `open_row`.
    """
    for e in range(begin, stop):
        i = target[e]
        total = trace[sums, i]
        w = min(weight_ns[e] + gain * (total - seen[e]), bound_ns)
        seen[e] = total
        g_ns[channel, i] += share * w
        if nmda > 0.0:
            g_ns[NMDA, i] += nmda * w
        weight_ns[e] = min(max(w + (per_y * trace[post, i] + alone), 0.0), bound_ns)


@inner
def add_poisson(g_ns, pending, source, first, last, weight_ns, cumulative, ampa_open, step, slot):
    """Add one step of Poisson input.

    Parameters
    ----------
    g_ns, pending : arrays
        As in `State`.
    source, first, last, weight_ns, cumulative : arrays
        As in `Drive`.
    ampa_open : float
        Share of open receptors.
    step, slot : int
        Step, and the slot of the delay line that it fills.

    Returns
    -------
    int
        Number of spikes of input cells in that slot, or -1 when there is no room.
    """
    n_cells, n_waiting = g_ns.shape[1], 0
    for q in range(first.size):
        key, begin, n = source[q], first[q], last[q] - first[q]
        count = poisson_count(event_bits(key, step, 0), cumulative, q)
        if begin < n_cells:
            weight = ampa_open * weight_ns[q]
            for pair in range(1, count // 2 + 1):
                one, other = two_below(event_bits(key, step, pair), n)
                g_ns[AMPA, begin + one] += weight
                g_ns[AMPA, begin + other] += weight
            if count % 2 == 1:
                one, _ = two_below(event_bits(key, step, count // 2 + 1), n)
                g_ns[AMPA, begin + one] += weight
        elif n_waiting + count > pending.shape[1]:
            return -1
        else:
            for event in range(1, count + 1):
                one, _ = two_below(event_bits(key, step, event), n)
                pending[slot, n_waiting] = begin + one
                n_waiting += 1
    return n_waiting
