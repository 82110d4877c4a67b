"""Triplet-type STDP of one synapse, as two scalar functions.

After Pfister and Gerstner (2006), with a soft bound on the whole weight and a small depression
by the sender's spike alone, so that an outlet that is not used fades::

    spike of the receiver:  w += rate x (A2+ + A3+ y_slow) (w_max - w)
    spike of the sender:    w -= rate w_unit (A2- y + pre_only), never below 0

A single spike takes a weight to w_max at most. x, y and y_slow rise by 1 at each spike and are
read before they rise.
"""

from __future__ import annotations

from sim.kernels._jit import kernel


@kernel
def potentiate(w_ns, trace_pre, trace_slow, rule):
    """Weight after a spike of the receiver; ``rule`` is a `Learning` tuple."""
    gain = min(rule.rate * trace_pre * (rule.a2_plus + rule.a3_plus * trace_slow), 1.0)
    return w_ns + gain * max(rule.w_max_ns - w_ns, 0.0)


@kernel
def depress(w_ns, trace_post, rule):
    """Weight after a spike of the sender; ``rule`` is a `Learning` tuple."""
    loss = rule.rate * rule.w_unit_ns * (rule.a2_minus * trace_post + rule.pre_only)
    return max(w_ns - loss, 0.0)
