"""Formulas of one neuron and one synapse, as scalar functions.

They compute in the precision that they are given: a constant in double precision would make a
loop over single precision compute in double. So what needs constants is written twice, once for
each precision, and nothing else has any.
"""

from __future__ import annotations

import numpy as np

from sim.kernels._jit import by_precision, kernel

_LIMIT, _8TH, _ONE = np.float32(12.0), np.float32(1.0 / 8.0), np.float32(1.0)
_HALF, _6TH, _24TH = np.float32(1.0 / 2.0), np.float32(1.0 / 6.0), np.float32(1.0 / 24.0)
_12TH, _ROOT_OF_12 = np.float32(1.0 / 12.0), np.float32(12.0**0.5)


@kernel
def exp_double(x):
    r"""Return exp(x) with a relative error below 1e-12 for x within 15 of 0.

    Takes the Taylor polynomial of degree 7 of exp(x / 256) to the power 256. It uses only
    products and sums, so that the compiler turns a loop of them into vector instructions and
    every machine computes the same bits. Beyond 40 on either side, where exp is 0 or infinite for
    our purpose, it stays at 4e-18 and 2e17.
    """
    y = min(max(x, -40.0), 40.0) * 0.00390625
    # Pairs first (Estrin), so that the processor works on several terms at a time.
    y2 = y * y
    low = (1.0 + y) + y2 * (0.5 + y * (1.0 / 6.0))
    high = (1.0 / 24.0 + y * (1.0 / 120.0)) + y2 * (1.0 / 720.0 + y * (1.0 / 5040.0))
    e = low + (y2 * y2) * high
    e = e * e
    e = e * e
    e = e * e
    e = e * e
    e = e * e
    e = e * e
    e = e * e
    return e * e


@kernel
def exp_single(x):
    r"""Return exp(x) in single precision, good where potentials and conductances are.

    Takes the Taylor polynomial of degree 4 of exp(x / 8) to the power 8. The relative error is
    that of rounding, up to 1.5e-6, and about 8 (x / 8)^5 / 120: together below 3e-6 for x within 1
    of 0 and below 1e-4 within 2. Beyond 12 on either side the result stands still. So it is
    positive everywhere and never falls with x.
    """
    y = min(max(x, -_LIMIT), _LIMIT) * _8TH
    y2 = y * y
    e = (_ONE + y) + y2 * ((_HALF + y * _6TH) + y2 * _24TH)
    e = e * e
    e = e * e
    return e * e


exp = by_precision(exp_double, exp_single)


@kernel
def magnesium_gate(v_mv, slope_per_mv, shift, blocked_at_shift):
    """Share of NMDA receptors free of magnesium at ``v_mv`` (Jahr and Stevens 1990).

    ``blocked_at_shift`` is how many receptors are blocked for each free one at the potential where
    the exponent ``slope_per_mv * v_mv + shift`` is 0. This lies amid the potentials of cells, so
    that the exponent is small.
    """
    e = exp(slope_per_mv * v_mv + shift)
    return e / (e + blocked_at_shift)


@kernel
def mean_decay_double(x):
    """Return the mean of exp(-x t) over t from 0 to 1, (1 - exp(-x)) / x, for x above 0."""
    return (1.0 - exp_double(-x)) / x


@kernel
def mean_decay_single(x):
    r"""Return the mean of exp(-x t) over t from 0 to 1 in single precision, for x above 0.

    It is 1 / (1 + x / 2 + x^2 / 12), what Pade's approximation of exp of degrees 2 and 2 makes of
    it. 1 - x times this, which should be exp(-x), is too large by x^5 / 720 at most: 3e-7 for x
    below 0.18, the largest that the default network gets to, 1.1e-4 for 0.6, 6e-4 for 1. From the
    square root of 12 on it stays at 0.07: a potential comes nearer its goal and never passes it.
    """
    y = min(x, _ROOT_OF_12)
    return y / (x * (_ONE + y * (_HALF + y * _12TH)))


mean_decay = by_precision(mean_decay_double, mean_decay_single)


@kernel
def membrane_step(v_mv, g_total_ns, current_pa, dt_over_c):
    """Exponential Euler: exact while conductances stand still for one step.

    C dV/dt = current - g_total V, where ``current_pa`` holds every conductance times its
    reversal potential, and ``dt_over_c`` is the time step over C, in 1/nS.
    """
    slope = (current_pa - g_total_ns * v_mv) * dt_over_c
    return v_mv + slope * mean_decay(g_total_ns * dt_over_c)
