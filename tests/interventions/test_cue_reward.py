"""Cue and reward: a habit, and what reward adds when dopamine gates learning."""

from __future__ import annotations

import pytest

from sim.engine import run
from sim.interventions import CueReward, Practice
from tests.reference.comparing import differences
from tests.small import small_scenario

GATED = {"dopamine__gate": 1.0, "homeostasis__enabled": False, "spines__enabled": False}


def strength(act, **changes):
    """Return the weight from the cue to C right after the last session."""
    changes |= {"time__test_days": [0.0, 2.1], "time__length_d": 2.5}
    return run(small_scenario((act,), **changes), arm="all", seed=3).probes["strength"][-1, 4, 2]


def pairing(**changes):
    return CueReward(name="act", pattern="C", start_d=1.0, days=2, repeats=5, **changes)


def test_pairings_come_once_a_day_and_carry_their_reward():
    sessions = pairing(reward=0.7).sessions()
    assert [(session.start_d, session.reward, session.is_practice) for session in sessions] == [
        (1.0, 0.7, False),
        (2.0, 0.7, False),
    ]


def test_without_a_gate_reward_plays_no_part():
    scenarios = [small_scenario((pairing(reward=reward),)) for reward in (0.0, 1.0)]
    assert differences(*(run(scenario, arm="all", seed=3) for scenario in scenarios)) == []


def test_with_a_gate_reward_decides_how_much_is_learned():
    none, little, full = (strength(pairing(reward=reward), **GATED) for reward in (0.0, 0.3, 1.0))
    assert none == pytest.approx(1.0)
    assert none + 0.1 < little < full - 0.1


def test_practice_can_be_rewarded_too():
    plain, rewarded = (
        strength(Practice(name="p", pattern="C", start_d=1.0, days=2, reward=reward), **GATED)
        for reward in (0.0, 1.0)
    )
    assert rewarded > plain + 0.3
