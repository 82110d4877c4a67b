"""Doses and courses: days, routes, and nothing where there is nothing."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from sim.interventions.course import Course
from sim.interventions.dose import Dose
from sim.model.absorption import ROUTES, Administration
from sim.model.drug import MIN_PER_D


def test_the_usual_dose_is_the_trial_infusion():
    assert Dose(name="d").infusions() == (Administration(2.0, 40.0, 0.5),)


@pytest.mark.parametrize(
    "dose",
    [
        Dose(name="d", dose_mg_per_kg=0.0),
        Dose(name="d", at_d=()),
        Course(name="c", dose_mg_per_kg=0.0, maintenance=3),
        Course(name="c", doses=0, maintenance=3),
    ],
    ids=repr,
)
def test_no_milligrams_or_no_doses_is_nothing(dose):
    assert dose.infusions() == ()


def test_a_course_gives_its_series_and_then_its_maintenance():
    course = Course(
        name="c", start_d=1.0, doses=3, every_d=2.0, maintenance=2, maintenance_every_d=7.0
    )
    assert [dose.start_d for dose in course.infusions()] == [1.0, 3.0, 5.0, 12.0, 19.0]


def test_a_course_equals_doses_on_its_days():
    shared = {"dose_mg_per_kg": 0.7, "route": "nasal", "spread": 0.5}
    course = Course(name="c", start_d=1.0, doses=2, every_d=3.0, **shared)
    assert course.infusions() == Dose(name="d", at_d=(1.0, 4.0), **shared).infusions()


def test_last_day_is_the_end_of_the_last_infusion():
    assert Dose(name="d", at_d=(5.0, 2.0), infusion_min=72.0).last_d() == pytest.approx(5.05)
    course = Course(name="c", start_d=1.0, doses=2, every_d=3.0, infusion_min=72.0)
    assert course.last_d() == pytest.approx(4.05)
    longer = course.model_copy(update={"maintenance": 1, "maintenance_every_d": 10.0})
    assert longer.last_d() == pytest.approx(14.05)


def test_last_day_of_other_routes_is_that_of_the_dose_and_0_without_doses():
    assert Dose(name="d", at_d=(5.0,), route="oral", infusion_min=72.0).last_d() == 5.0
    assert Dose(name="d", at_d=()).last_d() == Course(name="c", doses=0).last_d() == 0.0


@pytest.mark.parametrize("route", ROUTES)
def test_a_route_brings_its_kinetics_and_only_the_vein_its_duration(route):
    (infusion,) = Dose(name="d", route=route, infusion_min=25.0).infusions()
    assert (infusion.bioavailability, infusion.ka_per_min) == ROUTES[route][:2]
    assert infusion.duration_min == (25.0 if route == "iv" else 0.0)
    assert infusion.log_sd_f == 0.0


@pytest.mark.parametrize("route", ROUTES)
def test_spread_scales_the_published_spread(route):
    (infusion,) = Dose(name="d", route=route, spread=0.5).infusions()
    assert infusion.log_sd_f == 0.5 * ROUTES[route].log_sd_f
    assert (ROUTES[route].log_sd_f == 0.0) == (route in ("iv", "im"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"route": "rectal"},
        {"infusion_min": 0.5},
        {"dose_mg_per_kg": 5.1},
        {"spread": 1.5},
        {"doses": 25},
        {"every_d": 0.0},
        {"maintenance": -1},
        {"maintenance_every_d": 0.0},
    ],
    ids=str,
)
def test_values_outside_their_range_are_refused(wrong):
    with pytest.raises(ValidationError):
        Course(name="c", **wrong)


def test_the_longest_infusion_ends_a_day_later():
    assert Dose(name="d", infusion_min=MIN_PER_D).last_d() == 3.0
