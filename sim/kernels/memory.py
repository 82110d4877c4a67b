"""Traces that decay without being touched.

A trace is stored divided by ``fade``, a number per row that starts at 1 and shrinks by the decay
factor each step. So a step costs one product per row, not one per cell; a spike adds ``1 / fade``;
the true value is ``trace * fade``. When ``fade`` has become small the row is multiplied out and
``fade`` starts at 1 again, at steps that do not depend on how a run is cut.

What has faded below any meaning becomes 0. Otherwise it would go on to the smallest numbers there
are, single precision within 90 time constants, and with these a processor computes a hundred times
slower.
"""

from __future__ import annotations

import numpy as np

from sim.kernels._jit import inner
from sim.kernels.classic import pay_all
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
_FORGOTTEN = 1e-20  # of what a spike adds, or nS


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
    """Whether 64 steps leave every ``fade`` far above the smallest number of single precision."""
    quick = min(cells.decay_nmda, rule.decay_pre, rule.decay_pre_slow)
    return min(quick, rule.decay_post, rule.decay_slow, rule.decay_inh) > 0.6


@inner
def start_anew(wiring, state, cells, rule):
    """Where some ``fade`` has become small, pay what is owed and multiply all traces out."""
    trace, fade = state.trace, state.fade
    smallest = 1.0
    for row in range(fade.size):
        smallest = min(smallest, fade[row])
    if smallest < _SMALL:
        pay_all(wiring, state, cells, rule, True)
        trace[SUM, :] = 0.0
        trace[SUM_INH, :] = 0.0
        for row in range(fade.size):
            for j in range(trace.shape[1]):
                trace[row, j] = unless_forgotten(trace[row, j] * fade[row])
            fade[row] = 1.0


@inner
def forget_faint(g_ns):
    """Close conductances that have decayed to nothing."""
    for channel in range(g_ns.shape[0]):
        for i in range(np.uint64(g_ns.shape[1])):
            g_ns[channel, i] = unless_forgotten(g_ns[channel, i])


@inner
def unless_forgotten(x):
    """Return ``x``, or 0 if it is too small to matter."""
    return x if abs(x) > _FORGOTTEN else x - x
