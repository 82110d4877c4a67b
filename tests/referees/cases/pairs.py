"""V7: one synapse under pairs of spikes, against NEST."""

from __future__ import annotations

import math

import numpy as np

from sim.kernels import Learning
from sim.model.stdp import LEARNING_OFF
from tests.reference import classic as ours

from ..peers import nest_cases
from ..rows import Row, near

NO_BOUND_NS = 1e6  # a hard bound that no weight comes near


def triplet_rule(
    dt_ms: float,
    a2_plus: float,
    a3_plus: float,
    a2_minus: float,
    a3_minus: float,
    taus_ms: tuple[float, float, float, float],
    *,
    nearest: bool = False,
) -> Learning:
    """Return the additive rule of Pfister and Gerstner (2006); changes in nS.

    ``taus_ms`` are those of x, y, slow x and slow y: tau+, tau-, tau_x and tau_y of the paper.
    """
    x, y, x_slow, y_slow = (math.exp(-dt_ms / tau) for tau in taus_ms)
    return LEARNING_OFF._replace(
        rate=1.0,
        nearest=nearest,
        a2_plus=a2_plus / NO_BOUND_NS,
        a3_plus=a3_plus / NO_BOUND_NS,
        a2_minus=a2_minus,
        a3_minus=a3_minus,
        w_max_ns=NO_BOUND_NS,
        w_unit_ns=1.0,
        decay_pre=x,
        decay_post=y,
        decay_pre_slow=x_slow,
        decay_slow=y_slow,
    )


def weight_change(
    pre_ms: np.ndarray, post_ms: np.ndarray, rule: Learning, *, dt_ms: float
) -> float:
    """Return the weight change by arrivals at ``pre_ms`` and receiver's spikes at ``post_ms``.

    An arrival of step m comes at m dt, a receiver's spike of step m at (m + 1) dt. Where both fall
    on one instant, the arrival sees the receiver's spike.
    """
    pre = np.rint(np.asarray(pre_ms) / dt_ms).astype(int) - 1  # an input sends a step before
    post = np.rint(np.asarray(post_ms) / dt_ms).astype(int) - 1
    script = np.concatenate(
        [np.column_stack([pre, np.ones_like(pre)]), np.column_stack([post, np.zeros_like(post)])]
    )
    script = script[np.argsort(script[:, 0], kind="stable")]
    # The receiver can hear next to nothing, so that only the script makes it fire.
    net = ours.network(
        np.array([1]),
        np.array([0]),
        np.array([100.0]),
        np.array([-60.0]),
        n_exc=1,
        dt_ms=dt_ms,
        delay_steps=1,
        held_steps=0,
        rule=rule,
        learns=np.array([True]),
        n_inputs=1,
        n_exc_inputs=1,
        script=script,
        cell={"c_m_pf": 1e9, "g_l_ns": 1e-3},
    )
    spikes = ours.run(net, 0, int(script[-1, 0]) + 2)
    assert len(spikes) == post.size
    return float(ours.weights(net)[0]) - 100.0


LAGS_MS = np.array([-40.0, -20.0, -10.0, -5.0, 5.0, 10.0, 20.0, 40.0])
WINDOW = (
    -0.00142814,
    -0.00388210,
    -0.00640050,
    -0.00821840,
    0.00774916,
    0.00603505,
    0.00366043,
    0.00134657,
)


def our_window() -> list[float]:
    """Return our changes by one pair at `LAGS_MS`; NEST hears the receiver 0.1 ms late."""
    rule = triplet_rule(0.1, 0.01, 0.0, 0.0105, 0.0, (20.0, 20.0, 1.0, 1.0))
    return [weight_change([100.0], [100.1 + lag], rule, dt_ms=0.1) for lag in LAGS_MS]


def window() -> list[Row]:
    """Compare the pair window with golden numbers of NEST."""
    return [
        near(
            "V7",
            f"change by a pair, post - pre {lag:g} ms",
            "NEST 3.10.0, recorded",
            mine,
            golden,
            5e-8,
            "NEST is read at a later spike of the sender, which takes a little",
        )
        for lag, mine, golden in zip(LAGS_MS, our_window(), WINDOW)
    ]


def window_of_nest() -> list[Row]:
    """Compare the pair window with NEST."""
    theirs = nest_cases.pair_window(LAGS_MS)
    return [
        near(
            "V7",
            f"change by a pair, post - pre {lag:g} ms",
            "NEST, stdp_synapse",
            mine,
            their,
            1e-12,
            "closed forms in float64",
        )
        for lag, mine, their in zip(LAGS_MS, our_window(), theirs)
    ]
