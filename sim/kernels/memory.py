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

from sim.kernels._jit import kernel
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


@kernel
def fade_all(fade, cells, rule):
    """Let all traces decay by one step."""
    fade[BOUND] *= cells.decay_nmda
    fade[PRE] *= rule.decay_pre
    fade[PRE_SLOW] *= rule.decay_pre_slow
    fade[POST] *= rule.decay_post
    fade[SLOW] *= rule.decay_slow
    fade[PRE_INH] *= rule.decay_inh
    fade[POST_INH] *= rule.decay_inh


@kernel
def settle(wiring, state, first, last, account, anew):
    """Pay the synapses of senders ``first:last``; ``account`` is x row, sum row, rate, bound.

    With ``anew`` the receivers' sums are about to start at 0 again.
    """
    row, sums, rate, bound_ns = account
    trace, weight_ns, seen = state.trace, state.weight_ns, state.seen
    for j in range(first, last):
        gain = rate * trace[row, j]
        for e in range(wiring.out_start[j], wiring.out_plastic_stop[j]):
            total = trace[sums, wiring.target[e]]
            weight_ns[e] = min(weight_ns[e] + gain * (total - seen[e]), bound_ns)
            seen[e] = 0.0 if anew else total


@kernel
def settle_exc(wiring, state, cells, rule, anew):
    """Bring excitatory weights up to date, where learning is summed."""
    account = PRE, SUM, rule.rate * rule.a2_plus * rule.w_max_ns, rule.w_max_ns
    n_cells = state.v_mv.size
    settle(wiring, state, 0, cells.n_exc, account, anew)
    settle(wiring, state, n_cells, n_cells + cells.n_exc_inputs, account, anew)


@kernel
def settle_inh(wiring, state, cells, rule, anew):
    """Bring inhibitory weights up to date."""
    account = PRE_INH, SUM_INH, rule.inh_rate_ns, rule.inh_max_ns
    n_cells, n_senders = state.v_mv.size, wiring.out_plastic_stop.size
    settle(wiring, state, cells.n_exc, n_cells, account, anew)
    settle(wiring, state, n_cells + cells.n_exc_inputs, n_senders, account, anew)


@kernel
def is_faint(fade):
    """Whether some row of traces has to start anew."""
    for row in range(fade.size):
        if fade[row] < _SMALL:
            return True
    return False


@kernel
def start_anew(wiring, state, cells, rule):
    """Multiply out every row of traces whose ``fade`` has become small."""
    trace, fade = state.trace, state.fade
    for row in range(fade.size):
        if fade[row] >= _SMALL:
            continue
        if row == PRE and rule.summed and rule.rate > 0.0:
            settle_exc(wiring, state, cells, rule, True)
            trace[SUM, :] = 0.0
        if row == PRE_INH and rule.inh_rate_ns > 0.0:
            settle_inh(wiring, state, cells, rule, True)
            trace[SUM_INH, :] = 0.0
        for j in range(trace.shape[1]):
            trace[row, j] *= fade[row]
        fade[row] = 1.0


def weights_now(wiring, state, cells, rule) -> np.ndarray:
    """Return the weights with all that is owed, (S,) nS, and leave the state as it is."""
    copy = state._replace(weight_ns=state.weight_ns.copy(), seen=state.seen.copy())
    if rule.summed and rule.rate > 0.0:
        settle_exc(wiring, copy, cells, rule, False)
    if rule.inh_rate_ns > 0.0:
        settle_inh(wiring, copy, cells, rule, False)
    return copy.weight_ns
