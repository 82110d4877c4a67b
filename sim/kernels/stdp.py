"""Two learning rules, as formulas of one synapse.

**Excitatory**, after Pfister and Gerstner (2006), with weight dependence after Gutig et al.
(2003) and a small depression by the sender's spike alone, so that an outlet that is not used
fades::

    spike of the receiver:  w += rate x (A2+ + A3+ y_slow) w_max (1 - w / w_max)^mu+
    spike of the sender:    w -= rate w_unit (y (A2- + A3- x_slow) + pre_only) (w / w_max)^mu-

x and x_slow rise with the sender's spikes, y and y_slow with the receiver's, by 1 or, with
``nearest``, to 1; each is read before it rises. Weights stay within 0 and w_max.

**Inhibitory**, after Vogels et al. (2011); x and y have one time constant::

    spike of the receiver:  w += rate x
    spike of the sender:    w += rate (y - target)
"""

from __future__ import annotations

from sim.kernels._jit import inner
from sim.kernels.tuples import POST, POST_INH, PRE, PRE_INH, PRE_SLOW, SLOW, SUM, SUM_INH


@inner
def potentiate(w_ns, gain, rule):
    """Weight after a spike of the receiver; ``gain`` is rate x (A2+ + A3+ y_slow)."""
    if rule.mu_plus == 1.0:
        room_ns = max(rule.w_max_ns, w_ns) - w_ns
        return w_ns + min(gain * room_ns, room_ns)
    room = 1.0
    if rule.mu_plus > 0.0:
        room = max(1.0 - w_ns / rule.w_max_ns, 0.0) ** rule.mu_plus
    return min(w_ns + gain * rule.w_max_ns * room, rule.w_max_ns)


@inner
def depress(w_ns, loss_ns, rule):
    """Weight after a spike of the sender; ``loss_ns`` is the loss before weight dependence."""
    if rule.mu_minus > 0.0:
        loss_ns *= (w_ns / rule.w_max_ns) ** rule.mu_minus
    return w_ns - min(loss_ns, w_ns)


@inner
def losses(trace, fade, rule, j):
    """Return what a spike of ``j`` takes from its weights: for each unit of stored y, and alone."""
    per_y = rule.a2_minus
    if rule.a3_minus > 0.0:
        per_y += rule.a3_minus * trace[PRE_SLOW, j] * fade[PRE_SLOW]
        trace[PRE_SLOW, j] = raised(trace[PRE_SLOW, j], fade[PRE_SLOW], rule.nearest)
    unit_ns, kind = rule.rate * rule.w_unit_ns, trace.dtype.type
    return kind(per_y * unit_ns * fade[POST]), kind(unit_ns * rule.pre_only)


@inner
def learn(wiring, state, fired, rule):
    """Let the cells ``fired`` (k,), which fire now, teach their inputs and raise their traces."""
    trace, fade, kind = state.trace, state.fade, state.trace.dtype.type
    for k in range(fired.size):
        i = fired[k]
        if rule.rate > 0.0:
            if rule.summed:
                trace[SUM, i] += fade[PRE]
            else:
                slow = trace[SLOW, i] * fade[SLOW]
                gain = rule.rate * (rule.a2_plus + rule.a3_plus * slow) * fade[PRE]
                potentiate_inputs(wiring, state, i, kind(gain), rule)
        if rule.inh_rate_ns > 0.0:
            trace[SUM_INH, i] += fade[PRE_INH]
            trace[POST_INH, i] += 1.0 / fade[POST_INH]
        trace[POST, i] = raised(trace[POST, i], fade[POST], rule.nearest)
        trace[SLOW, i] = raised(trace[SLOW, i], fade[SLOW], rule.nearest)


@inner
def potentiate_inputs(wiring, state, i, gain, rule):
    """Let the spike of cell ``i`` teach the synapses that it has.

    The new weight is computed before it is asked whether the synapse exists. So there is no jump,
    which the processor would guess wrongly at every absent synapse.
    """
    in_edge, in_sender, in_alive = wiring.in_edge, wiring.in_sender, wiring.in_alive
    weight_ns, trace = state.weight_ns, state.trace
    for place in range(wiring.in_start[i], wiring.in_start[i + 1]):
        e = in_edge[place]
        before_ns = weight_ns[e]
        after_ns = potentiate(before_ns, gain * trace[PRE, in_sender[place]], rule)
        weight_ns[e] = after_ns if in_alive[place] else before_ns


@inner
def raised(x, fade, nearest):
    """Stored value of a trace after a spike."""
    return 1.0 / fade if nearest else x + 1.0 / fade
