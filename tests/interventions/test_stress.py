"""Stress: fewer spines where cells are little used, less signal, and A rehearsed."""

from __future__ import annotations

import numpy as np
import pytest

from sim.engine import run
from sim.interventions import Dose, Stress
from sim.model.conditions import NEUTRAL, Conditions
from tests.small import small_scenario


def spines(*acts, **changes):
    """Return the number of synapses against the start, at every calendar step of six days."""
    changes = {"time__length_d": 6.0, **changes}
    return run(small_scenario(acts, **changes), arm="all", seed=4).series["spine_count"]


def test_what_it_does_grows_with_its_level():
    half = Stress(name="s", level=0.5, loss_per_d=0.02, birth_loss=0.5, bdnf_loss=0.4)
    assert half.conditions(1.0) == Conditions(
        bdnf_block=0.2, spine_birth=0.75, unused_loss_per_d=0.01
    )


@pytest.mark.parametrize("level", [0.0, 0.1, 0.25, 0.5, 0.75, 1.0])
def test_A_is_rehearsed_as_often_as_the_level_asks_for_and_not_in_steps(level):
    sessions = Stress(name="s", level=level, rehearsals=2, from_d=0.0, to_d=20.0).sessions()
    assert sum(session.repeats for session in sessions) == round(40 * level)
    a_day = [
        sum(session.repeats for session in sessions if session.start_d == day) for day in range(20)
    ]
    assert max(a_day) - min(a_day) <= 1


def test_when_it_ends_nothing_of_it_acts_any_more():
    assert Stress(name="s", to_d=3.0).conditions(3.0) == NEUTRAL


def test_A_is_rehearsed_once_a_day_while_it_lasts_and_not_as_practice():
    sessions = Stress(name="s", from_d=1.0, to_d=4.0).sessions()
    assert [session.start_d for session in sessions] == [1.0, 2.0, 3.0]
    assert {(session.pattern, session.is_practice, session.reward) for session in sessions} == {
        ("A", False, 0.0)
    }


def test_stress_lowers_the_number_of_spines_and_more_stress_lowers_it_more():
    none, some, full = (
        spines(Stress(name="s", level=level, to_d=6.0, rehearsals=0))[-1]
        for level in (0.0, 0.5, 1.0)
    )
    assert full < some - 0.01 < none - 0.02


def test_spines_do_not_fall_further_once_the_stress_is_over():
    count = spines(Stress(name="s", to_d=3.0, rehearsals=0, loss_per_d=0.3))
    assert count[3 * 48] < 0.9
    assert count[-1] > count[3 * 48] - 0.01


def test_stress_prunes_the_spines_of_silent_cells_rather_than_those_of_active_ones():
    scenario = small_scenario(
        (Stress(name="s", to_d=3.0, loss_per_d=0.3, rehearsals=0),), spines__spared_hz=5.0
    )
    result = run(scenario, arm="all", seed=4)
    strength, rate = result.probes["strength"], result.probes["group_rate_hz"][0]
    kept = strength[-1] / strength[0]
    assert rate[0] > 2.0 * rate[5]  # cells of A fire more than the rest
    assert kept[0, 0] > kept[0, 5] + 0.1


@pytest.mark.parametrize("bdnf_loss", [0.4, 0.9])
def test_the_signal_of_a_dose_is_weaker_under_stress(bdnf_loss):
    dose = Dose(name="dose", at_d=(0.5,), dose_mg_per_kg=1.0)
    calm = Stress(name="s", to_d=3.0, loss_per_d=0.0, birth_loss=0.0, rehearsals=0, bdnf_loss=0.0)
    tense = calm.model_copy(update={"bdnf_loss": bdnf_loss})
    peak = [
        run(small_scenario((dose, stress)), arm="all", seed=4).series["bdnf"].max()
        for stress in (calm, tense)
    ]
    np.testing.assert_allclose(peak[1], (1.0 - bdnf_loss) * peak[0], rtol=1e-9)
