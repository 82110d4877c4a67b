r"""Dopamine as a third factor: how far learning waits for a reward.

::

    learning *= 1 - gate + gate gain reward

With ``gate`` 0 reward plays no part. After three-factor rules (Fremaux and Gerstner 2016); that new
spines after ketamine need D1 receptors is row B14.
"""

from __future__ import annotations

from sim.params import Params, par


class DopamineParams(Params):
    """How far, and how strongly, reward gates learning."""

    gate: float = par(
        0.0,
        ge=0,
        le=1,
        step=0.1,
        label="Share of learning that waits for reward",
        help="Share of learning that waits for reward; 0: reward plays no part.",
        source="chosen",
    )
    gain: float = par(
        3.0,
        ge=0,
        le=20,
        step=0.5,
        label="Faster learning with a full reward",
        help="Learning with a full reward, against learning without a gate; 0 blocks the "
        "receptors.",
        source="chosen after B14",
    )


def reward_factor(params: DopamineParams, reward: float) -> float:
    """Return what a ``reward`` of 0 to 1 makes of the learning rate."""
    return 1.0 - params.gate + params.gate * params.gain * reward
