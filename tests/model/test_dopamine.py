"""Reward as a third factor of learning."""

from __future__ import annotations

import pytest

from sim.model.dopamine import DopamineParams, reward_factor


@pytest.mark.parametrize("reward", [0.0, 0.5, 1.0])
def test_without_a_gate_reward_plays_no_part_to_the_last_bit(reward):
    assert reward_factor(DopamineParams(gate=0.0, gain=3.0), reward) == 1.0


def test_behind_a_closed_gate_nothing_is_learned_without_reward():
    assert reward_factor(DopamineParams(gate=1.0), 0.0) == 0.0


def test_a_full_reward_lets_through_the_gain():
    assert reward_factor(DopamineParams(gate=1.0, gain=3.0), 1.0) == 3.0
    assert reward_factor(DopamineParams(gate=0.5, gain=3.0), 1.0) == 2.0


def test_B14_with_the_receptors_blocked_reward_teaches_nothing():
    assert reward_factor(DopamineParams(gate=1.0, gain=0.0), 1.0) == 0.0


def test_more_reward_never_slows_learning():
    params = DopamineParams(gate=0.7, gain=2.0)
    factors = [reward_factor(params, k / 10.0) for k in range(11)]
    assert all(later > earlier for earlier, later in zip(factors, factors[1:]))
    assert factors[0] == pytest.approx(0.3)
