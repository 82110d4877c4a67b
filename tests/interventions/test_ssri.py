"""The SSRI-like drug: slow from the first day on, and slow to fade."""

from __future__ import annotations

import numpy as np
import pytest

from sim.engine import run
from sim.interventions import Ssri
from tests.small import small_scenario


def opened(ssri, t_d):
    return ssri.conditions(t_d).window


def test_V18_a_quarter_to_two_fifths_of_the_effect_of_week_6_is_there_after_week_1():
    ssri = Ssri(name="s", from_d=5.0, to_d=60.0)
    share = opened(ssri, 5.0 + 7.0) / opened(ssri, 5.0 + 42.0)
    assert 0.25 <= share <= 0.40


def test_it_rises_at_once_and_bends():
    ssri = Ssri(name="s", from_d=0.0, to_d=100.0)
    steps = np.diff([opened(ssri, day) for day in range(60)])
    assert (steps > 0.0).all() and (np.diff(steps) < 0.0).all()


def test_it_stays_below_its_strength_and_reaches_it_with_time():
    ssri = Ssri(name="s", from_d=0.0, to_d=365.0, strength=0.4, tau_d=10.0)
    assert opened(ssri, 20.0) == pytest.approx(0.4 * (1.0 - np.exp(-2.0)))
    assert opened(ssri, 300.0) == pytest.approx(0.4)


def test_after_the_end_it_fades_without_a_jump():
    ssri = Ssri(name="s", from_d=0.0, to_d=20.0, tau_d=10.0)
    assert opened(ssri, 20.0 + 1e-9) == pytest.approx(opened(ssri, 20.0))
    assert opened(ssri, 30.0) == pytest.approx(opened(ssri, 20.0) / np.e)


def test_it_opens_the_window_without_a_surge_and_learning_follows():
    series = run(
        small_scenario((Ssri(name="s", to_d=3.0, strength=1.0, tau_d=2.0),)), arm="all", seed=3
    ).series
    assert (series["surge"] == 0.0).all() and (series["bdnf"] == 0.0).all()
    assert series["window"][-1] == pytest.approx(1.0 - np.exp(-1.5))
    np.testing.assert_allclose(series["learning_factor"], 1.0 + 3.0 * series["window"])
