"""Ageing: fewer births and a weaker signal, the same through the run."""

from __future__ import annotations

import pytest

from sim.engine import run
from sim.interventions import Ageing, Dose
from sim.model.conditions import Conditions
from tests.small import small_scenario


def test_it_does_not_change_with_time():
    ageing = Ageing(name="a", level=0.5, birth_loss=0.4, bdnf_loss=0.2)
    assert (
        ageing.conditions(0.0)
        == ageing.conditions(29.0)
        == Conditions(bdnf_block=0.1, spine_birth=0.8)
    )


def test_an_aged_network_bears_fewer_spines():
    gained = [
        run(small_scenario((Ageing(name="a", level=level),)), arm="all", seed=3).series[
            "spine_gained"
        ][-1]
        for level in (0.0, 0.5, 1.0)
    ]
    assert gained[0] > gained[1] > gained[2] > 0.0


def test_the_signal_of_a_dose_is_weaker_and_its_surge_the_same():
    dose = Dose(name="dose", at_d=(0.0,), dose_mg_per_kg=1.0)
    young, old = (
        run(small_scenario((dose, Ageing(name="a", level=level))), arm="all", seed=3).series
        for level in (0.0, 1.0)
    )
    assert old["surge"][:6].tolist() == young["surge"][:6].tolist()
    assert old["bdnf"][:12].max() == pytest.approx(0.5 * young["bdnf"][:12].max())
