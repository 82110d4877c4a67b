"""Traces that decay without being touched, and learning that is summed up until it is needed.

**Fading.** A trace is stored divided by ``fade``, a number per row that starts at 1 and shrinks by
the decay factor each step. So a step costs one product per row, not one per cell; a spike adds
``1 / fade``; the true value is ``trace * fade``. When ``fade`` has become small the row is
multiplied out and ``fade`` starts at 1 again, at steps that do not depend on how a run is cut.

**Summing.** Additive potentiation at the receiver's spikes t_k, all since the sender's last
arrival, adds up to ``A x sum_k fade(t_k)`` with the stored x of the sender. The receiver keeps
the running sum, each synapse the sum it has ``seen``; the difference is owed. It is paid at the
sender's next arrival, before the sum starts anew, and when somebody reads the weights. This is
the same rule as potentiating at each spike, to rounding: in between a weight only grows, so one cut
at the bound equals a cut after each spike. It visits weights in memory order, and no synapse
needs to be found from its receiver, which is 3 times faster in networks larger than the cache
(Morrison et al. 2007 defer updates for the same reason).
"""

from __future__ import annotations

import numpy as np

from sim.kernels._jit import inner, kernel
from sim.kernels.tuples import (
    BOUND,
    POST,
    POST_INH,
    PRE,
    PRE_INH,
    PRE_SLOW,
    SLOW,
    SUM,
    SUM_INH,
)

_SMALL = 1e-7  # 16 time constants; what is added to a sum just then keeps 9 digits


@inner
def fade_all(fade, cells, rule):
    """Let all traces decay by one step."""
    fade[BOUND] *= cells.decay_nmda
    fade[PRE] *= rule.decay_pre
    fade[PRE_SLOW] *= rule.decay_pre_slow
    fade[POST] *= rule.decay_post
    fade[SLOW] *= rule.decay_slow
    fade[PRE_INH] *= rule.decay_inh
    fade[POST_INH] *= rule.decay_inh


@inner
def fades_slowly(cells, rule):
    """Whether 64 steps leave every ``fade`` far above the smallest number there is."""
    quick = min(cells.decay_nmda, rule.decay_pre, rule.decay_pre_slow)
    return min(quick, rule.decay_post, rule.decay_slow, rule.decay_inh) > 0.03


@kernel
def settle(wiring, state, cells, rule, anew):
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


@inner
def start_anew(wiring, state, cells, rule):
    """Where some ``fade`` has become small, pay what is owed and multiply all traces out."""
    trace, fade = state.trace, state.fade
    smallest = 1.0
    for row in range(fade.size):
        smallest = min(smallest, fade[row])
    if smallest < _SMALL:
        settle(wiring, state, cells, rule, True)
        trace[SUM, :] = 0.0
        trace[SUM_INH, :] = 0.0
        for row in range(fade.size):
            for j in range(trace.shape[1]):
                trace[row, j] *= fade[row]
            fade[row] = 1.0


def weights_now(wiring, state, cells, rule) -> np.ndarray:
    """Return the weights with all that is owed, (S,) nS, and leave the state as it is."""
    copy = state._replace(weight_ns=state.weight_ns.copy(), seen=state.seen.copy())
    settle(wiring, copy, cells, rule, False)
    return copy.weight_ns
