"""Nutrition: a sham that owns up to it."""

from __future__ import annotations

from sim.interventions import INTERVENTIONS, Nutrition


def test_the_slider_that_does_nothing_says_so_with_its_evidence():
    said = Nutrition(name="n").afterwards()
    assert "does nothing" in said and "H16" in said and "H17" in said


def test_no_other_intervention_has_something_to_own_up_to():
    assert [cls for cls in INTERVENTIONS if cls(name="x").afterwards()] == [Nutrition]
