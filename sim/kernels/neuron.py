"""Formulas of one neuron and one synapse, as scalar functions."""

from __future__ import annotations

from sim.kernels._jit import kernel


@kernel
def exp_negative(x):
    r"""Return exp(x) for x below 15, with a relative error below 1e-12 above -15.

    Takes the Taylor polynomial of degree 7 of exp(x / 256) to the power 256. It uses only
    products and sums, so that the compiler turns a loop of them into vector instructions and
    every machine computes the same bits. Below -40, where exp is 0 for our purpose, it stays at
    4e-18.
    """
    y = max(x, -40.0) * 0.00390625
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
def magnesium_gate(v_mv, mg_over_357, slope_per_mv):
    """Share of NMDA receptors free of magnesium at ``v_mv`` (Jahr and Stevens 1990)."""
    return 1.0 / (1.0 + mg_over_357 * exp_negative(-slope_per_mv * v_mv))


@kernel
def membrane_step(v_mv, g_total_ns, current_pa, rate):
    """Exponential Euler: exact while conductances stand still for one step.

    C dV/dt = current - g_total V, where ``current_pa`` holds every conductance times its
    reversal potential, and ``rate`` is minus the time step over C, in 1/nS.
    """
    v_infinity = current_pa / g_total_ns
    return v_infinity + (v_mv - v_infinity) * exp_negative(rate * g_total_ns)
