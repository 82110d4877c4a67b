"""V3 and P10: networks of Vogels and Abbott (2005), spike for spike with Brian2."""

from __future__ import annotations

import math

import numpy as np

from tests.reference import classic as ours

from ..peers import brian_cases
from ..peers.drawn import random_network
from ..rows import Row, near, same_spikes

DT_MS = 0.1
WHY = "same synapses, start and scheme in float64: nothing is left to differ"


def small_cuba() -> list[Row]:
    """1000 cells with synaptic currents, solved exactly, for 1 s."""
    pre, post, v0_mv = random_network(1000, 0.02, 0, autapses=True)
    weight_mv = np.where(pre < 800, 6.48, -36.0)
    mine = our_cuba(pre, post, weight_mv, v0_mv, n_exc=800, n_steps=10_000, delay_steps=1)
    theirs = brian_cases.cuba(pre, post, weight_mv, v0_mv, n_exc=800, duration_ms=1000.0)
    return [
        same_spikes(
            "V3", "spikes of 1000 cells, synaptic currents, 1 s", "Brian2, exact", mine, theirs, WHY
        ),
        near(
            "V3",
            "the same, number alone",
            "Brian2 2.9.0, recorded",
            len(mine),
            11_837,
            0.0,
            "a count",
        ),
    ]


def large_cuba() -> list[Row]:
    """4000 cells with synaptic currents, solved exactly, for 0.5 s."""
    pre, post, v0_mv = random_network(4000, 0.02, 1)
    weight_mv = np.where(pre < 3200, 1.62, -9.0)
    mine = our_cuba(pre, post, weight_mv, v0_mv, n_exc=3200, n_steps=5000, delay_steps=9)
    theirs = brian_cases.cuba(
        pre, post, weight_mv, v0_mv, n_exc=3200, duration_ms=500.0, delay_steps=9
    )
    return [
        same_spikes(
            "P10",
            "spikes of 4000 cells, synaptic currents, 0.5 s",
            "Brian2, exact",
            mine,
            theirs,
            WHY,
        )
    ]


def our_cuba(pre, post, weight_mv, v0_mv, *, n_exc, n_steps, delay_steps):
    """Return our spikes; with a leak of 10 nS a weight of 1 mV is 10 pA."""
    net = ours.network(
        pre,
        post,
        10.0 * np.abs(weight_mv),
        v0_mv,
        n_exc=n_exc,
        dt_ms=DT_MS,
        delay_steps=delay_steps,
        held_steps=49,
        cell={"e_l_mv": -49.0},
        current_based=True,
    )
    return ours.run(net, 0, n_steps)


def large_coba() -> list[Row]:
    """4000 cells with synaptic conductances, forward Euler, for 0.5 s."""
    pre, post, v0_mv = random_network(4000, 0.02, 1)
    weight_ns = np.where(pre < 3200, 4.0, 51.0)
    rows = []
    # Brian2's Euler lets conductances decay by 1 - dt / tau, ours by exp(-dt / tau). Once each
    # side does as the other.
    for what, tau_of, decay_of in (
        (
            "exponential decay",
            lambda tau: DT_MS / -math.expm1(-DT_MS / tau),
            lambda tau: math.exp(-DT_MS / tau),
        ),
        ("decay by 1 - dt / tau", lambda tau: tau, lambda tau: 1.0 - DT_MS / tau),
    ):
        net = ours.network(
            pre,
            post,
            weight_ns,
            v0_mv,
            n_exc=3200,
            dt_ms=DT_MS,
            delay_steps=9,
            held_steps=49,
            current_pa=200.0,
        )
        net = net._replace(
            cells=net.cells._replace(decay_ampa=decay_of(5.0), decay_gaba=decay_of(10.0))
        )
        mine = ours.run(net, 0, 5000)
        theirs = brian_cases.coba(
            pre,
            post,
            weight_ns,
            v0_mv,
            n_exc=3200,
            duration_ms=500.0,
            constants={"tau_exc_ms": tau_of(5.0), "tau_inh_ms": tau_of(10.0)},
        )
        rows.append(
            same_spikes(
                "P10",
                f"spikes of 4000 cells, conductances, 0.5 s, {what}",
                "Brian2, Euler",
                mine,
                theirs,
                WHY,
            )
        )
    return [
        *rows,
        near(
            "P10",
            "the last, number alone",
            "Brian2 2.9.0, recorded",
            len(mine),
            36_098,
            0.0,
            "a count",
        ),
    ]
