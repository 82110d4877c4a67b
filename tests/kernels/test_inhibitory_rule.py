"""Inhibitory plasticity of Vogels et al. (2011): closed forms for a few spikes."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.classic import with_inhibitory_rule
from sim.model.stdp import LEARNING_OFF
from tests.reference.classic import network, run, weights

DT_MS, TAU_MS, ETA_NS, TARGET_HZ, MAX_NS = 0.1, 20.0, 0.01, 5.0, 15.0
ALPHA = 2.0 * TARGET_HZ * TAU_MS / 1000.0


def weight_after(arrivals: list[int], spikes: list[int], start_ns: float = 5.0) -> float:
    """Return the weight after arrivals at the start of steps and receiver's spikes at their end."""
    rule = with_inhibitory_rule(
        LEARNING_OFF,
        dt_ms=DT_MS,
        eta_ns=ETA_NS,
        target_hz=TARGET_HZ,
        w_max_ns=MAX_NS,
        tau_ms=TAU_MS,
    )
    script = sorted([(step - 1, 1) for step in arrivals] + [(step, 0) for step in spikes])
    net = network(
        np.array([1]),
        np.array([0]),
        np.array([start_ns]),
        np.array([-60.0]),
        n_exc=1,
        dt_ms=DT_MS,
        delay_steps=1,
        held_steps=0,
        rule=rule,
        learns=np.array([True]),
        n_inputs=1,
        script=script,
    )
    found = run(net, 0, max([*arrivals, *spikes]) + 1, room=1000)
    assert found[:, 0].tolist() == sorted(spikes)
    return float(weights(net)[0])


@pytest.mark.parametrize("lag", [0, 1, 10, 200, 1000])
def test_a_spike_of_the_receiver_after_an_arrival_adds_the_trace_of_the_sender(lag):
    # The receiver fires at the end of its step, by when the trace has decayed lag + 1 times.
    gain = math.exp(-(lag + 1) * DT_MS / TAU_MS)
    change_ns = weight_after([100], [100 + lag]) - 5.0
    assert change_ns == pytest.approx(ETA_NS * (gain - ALPHA), rel=1e-9)


@pytest.mark.parametrize("lag", [1, 2, 10, 200, 1000])
def test_an_arrival_after_a_spike_of_the_receiver_adds_its_trace_less_the_target(lag):
    y = math.exp(-(lag - 1) * DT_MS / TAU_MS)
    assert weight_after([100 + lag], [100]) - 5.0 == pytest.approx(ETA_NS * (y - ALPHA), rel=1e-9)


def test_an_arrival_alone_takes_the_target_and_a_receiver_alone_changes_nothing():
    assert weight_after([100], []) == pytest.approx(5.0 - ETA_NS * ALPHA, rel=1e-12)
    assert weight_after([], [100, 200]) == 5.0


def test_the_weight_stays_between_0_and_its_bound():
    assert weight_after(list(range(100, 400, 3)), [], start_ns=0.001) == 0.0
    many = list(range(100, 400, 2))
    assert weight_after(many, many, start_ns=MAX_NS - 0.001) == MAX_NS


@settings(max_examples=40, deadline=None)
@given(
    st.sets(st.integers(1, 3000), max_size=25),
    st.sets(st.integers(0, 3000), min_size=1, max_size=25),
)
def test_any_spikes_change_the_weight_as_the_sum_over_all_pairs(arrivals, spikes):
    expected = 5.0 - ETA_NS * ALPHA * len(arrivals)
    for a in arrivals:
        for s in spikes:
            steps = s + 1 - a if s >= a else a - s - 1
            expected += ETA_NS * math.exp(-steps * DT_MS / TAU_MS)
    assert weight_after(sorted(arrivals), sorted(spikes)) == pytest.approx(expected, rel=1e-10)
