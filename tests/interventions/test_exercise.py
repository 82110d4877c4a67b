"""Exercise: an hour a day, small against a dose."""

from __future__ import annotations

import numpy as np

from sim.engine import run
from sim.interventions import Dose, Exercise
from tests.small import small_scenario

STEPS_D = np.arange(6 * 48) / 48.0


def test_it_acts_for_its_hours_each_day_at_the_time_of_day_at_which_it_begins():
    exercise = Exercise(name="e", from_d=1.25, to_d=4.0, increment=0.02, session_h=1.0)
    acting = [day for day in STEPS_D if exercise.conditions(day).bdnf > 0.0]
    starts = np.array([1.25, 2.25, 3.25])
    np.testing.assert_allclose(acting, np.sort([*starts, *(starts + 0.5 / 24.0)]))


def test_longer_sessions_act_longer():
    steps = [
        sum(
            Exercise(name="e", from_d=1.0, to_d=3.0, session_h=hours).conditions(day).bdnf > 0.0
            for day in STEPS_D
        )
        for hours in (0.5, 1.0, 3.0)
    ]
    assert steps == [2, 4, 12]


def test_the_signal_of_a_session_is_far_below_that_of_a_dose():
    acts = Exercise(name="e", from_d=0.5, to_d=3.0), Dose(name="d", at_d=(0.5,))
    session, dose = (
        run(small_scenario((act,)), arm="all", seed=3).series["bdnf"].max() for act in acts
    )
    assert 0.0 < session < 0.05 * dose


def test_it_opens_the_window_a_little_and_never_far():
    window = run(
        small_scenario((Exercise(name="e", from_d=0.0, to_d=3.0),)), arm="all", seed=3
    ).series["window"]
    assert 0.01 < window.max() < 0.1
