"""A quiet mind: A is held back at rest and answers the cue as before."""

from __future__ import annotations

import numpy as np
import pytest

from sim.engine import run
from sim.interventions import QuietMind
from sim.model.conditions import Current
from tests.small import small_scenario


def rest_rate_of_A(pa):
    acts = (QuietMind(name="q", from_d=0.0, to_d=3.0, current_pa=pa),)
    changes = {"time__test_days": [0.0, 1.0, 2.0], "probe__rest_s": 3.0}
    return run(small_scenario(acts, **changes), arm="all", seed=3).probes["group_rate_hz"][:, 0]


def test_the_current_is_taken_away_never_given():
    assert QuietMind(name="q", current_pa=15.0).conditions(4.0).currents == (
        Current("A", 0.0, 1.0, -15.0, True),
    )
    with pytest.raises(ValueError, match="current_pa"):
        QuietMind(name="q", current_pa=-15.0)


def test_A_is_less_active_at_rest():
    free, held, shut = (rest_rate_of_A(pa).mean() for pa in (0.0, 40.0, 150.0))
    assert held < 0.8 * free and shut < 0.05 * free


def test_while_a_cue_is_shown_the_current_is_off_unless_asked_for():
    answers = []
    for quiet_only in (True, False):
        quiet = QuietMind(name="q", from_d=0.0, to_d=3.0, current_pa=200.0, quiet_only=quiet_only)
        result = run(small_scenario((quiet,), time__test_days=[0.0]), arm="all", seed=3)
        spikes, cue_ms = result.spikes, 500.0 + 300.0  # rest, then a gap before the first cue
        shown = (spikes["spike_ms"] > cue_ms + 50.0) & (spikes["spike_ms"] < cue_ms + 400.0)
        answers.append(np.count_nonzero(spikes["spike_neuron"][shown] < 20))
    assert answers[0] > 20 and answers[1] == 0
