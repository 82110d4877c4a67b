"""Routes against a published-parameter table and an integrated oracle; the draws of absorption."""

from __future__ import annotations

import math
from types import SimpleNamespace

import numpy as np
import pytest

from sim.measures.whole_run import block_peak, level_peak
from sim.model.absorption import (
    ROUTES,
    Administration,
    absorbed,
    administer,
    drawn,
    log_sd,
)
from sim.model.drug import MIN_PER_D, DrugParams, blocks, level_ng_per_ml
from tests.reference.oracle_slow import runge_kutta

CLEMENTS = DrugParams(
    v1_l_per_kg=1.7522, k10_per_min=0.0109, k12_per_min=0.0186, k21_per_min=0.0137
)
KG = 70.0
# data/pk_summary.csv and data/pk_reference.csv, every column of this model: dose in mg for 70 kg,
# F, ka per min, Tmax in min, Cmax in ng/mL, area to 24 h in ng h/mL; ng/mL at these minutes.
MINUTES = (5, 15, 30, 60, 120, 240, 480)
REFERENCE = {
    "IV 0.5 mg/kg over 40 min": (
        35,
        1.0,
        0.0,
        40.0,
        177.33,
        434.72,
        (33.207, 87.272, 146.904, 115.41, 58.831, 34.568, 13.907),
    ),
    "IM 0.5 mg/kg": (
        35,
        0.93,
        0.1416,
        15.0,
        177.93,
        404.31,
        (124.433, 177.927, 144.192, 85.288, 50.487, 30.576, 12.307),
    ),
    "IN esketamine-like 84 mg, F 0.48": (
        84,
        0.48,
        0.0467,
        30.0,
        155.9,
        500.76,
        (63.575, 131.87, 155.896, 123.861, 70.622, 40.186, 16.147),
    ),
    "IN racemic 50 mg, F 0.11-0.45 (0.30)": (
        50,
        0.3,
        0.128,
        16.0,
        79.95,
        186.32,
        (53.454, 79.944, 66.899, 39.834, 23.377, 14.132, 5.688),
    ),
    "SL 25 mg wafer, F 0.29": (
        25,
        0.29,
        0.0235,
        46.0,
        20.93,
        90.01,
        (6.102, 14.169, 19.654, 20.306, 14.471, 8.043, 3.18),
    ),
    "PO 25 mg, F 0.20": (
        25,
        0.2,
        0.0161,
        59.0,
        12.02,
        62.05,
        (2.941, 7.092, 10.419, 12.013, 10.032, 6.084, 2.407),
    ),
    "PO 100 mg, F 0.20": (
        100,
        0.2,
        0.0161,
        59.0,
        48.06,
        248.21,
        (11.762, 28.368, 41.676, 48.053, 40.126, 24.334, 9.626),
    ),
    "SL 100 mg, F 0.30": (
        100,
        0.3,
        0.0235,
        46.0,
        86.61,
        372.46,
        (25.248, 58.628, 81.327, 84.027, 59.881, 33.283, 13.16),
    ),
    "IV 0.1 mg/kg over 40 min": (
        7.0,
        1.0,
        0.0,
        40.0,
        35.47,
        86.94,
        (6.641, 17.454, 29.381, 23.082, 11.766, 6.914, 2.781),
    ),
    "IV 0.2 mg/kg over 40 min": (
        14.0,
        1.0,
        0.0,
        40.0,
        70.93,
        173.89,
        (13.283, 34.909, 58.762, 46.164, 23.532, 13.827, 5.563),
    ),
    "IV 1.0 mg/kg over 40 min": (
        70.0,
        1.0,
        0.0,
        40.0,
        354.67,
        869.43,
        (66.414, 174.543, 293.808, 230.821, 117.661, 69.135, 27.814),
    ),
    "IV 2.0 mg/kg over 40 min": (
        140.0,
        1.0,
        0.0,
        40.0,
        709.33,
        1738.87,
        (132.827, 349.087, 587.615, 461.641, 235.323, 138.27, 55.627),
    ),
}
# The rows whose bioavailability and rate are those of a route of ours.
ROUTE_OF = {
    "IV 0.5 mg/kg over 40 min": "iv",
    "IM 0.5 mg/kg": "im",
    "IN racemic 50 mg, F 0.11-0.45 (0.30)": "nasal",
    "SL 25 mg wafer, F 0.29": "sublingual",
    "PO 25 mg, F 0.20": "oral",
}
FAST, SLOW = (np.roots([1.0, -(0.0109 + 0.0186 + 0.0137), 0.0109 * 0.0137])).tolist()


def level(doses, minutes):
    return level_ng_per_ml(CLEMENTS, doses, np.atleast_1d(minutes) / MIN_PER_D)


def depot(ka_per_min, dose_mg_per_kg=0.5, f=1.0, **more):
    return Administration(0.0, 0.0, dose_mg_per_kg, f, ka_per_min, **more)


@pytest.mark.parametrize("name", REFERENCE)
def test_every_column_of_the_reference_table_is_met(name):
    dose_mg, f, ka, tmax_min, cmax, area, at = REFERENCE[name]
    dose = Administration(0.0, 40.0 if ka == 0.0 else 0.0, dose_mg / KG, f, ka)
    rel = 1e-3 if ka == 0.0 else 4e-3  # ka is printed with so few digits
    np.testing.assert_allclose(level([dose], MINUTES), at, rtol=rel)
    minutes = np.arange(0.0, 1441.0)
    values = level([dose], minutes)
    assert minutes[values.argmax()] == tmax_min
    assert values.max() == pytest.approx(cmax, rel=rel)
    assert np.sum(values[1:] + values[:-1]) / 2.0 / 60.0 == pytest.approx(area, rel=2e-3)


@pytest.mark.parametrize("name, route", ROUTE_OF.items())
def test_the_routes_are_those_of_the_reference_table(name, route):
    assert REFERENCE[name][1:3] == (ROUTES[route].bioavailability, ROUTES[route].ka_per_min)
    assert set(ROUTE_OF.values()) == set(ROUTES)


@pytest.mark.parametrize(
    "ka", [0.003, SLOW, SLOW * (1 + 1e-13), 0.0161, FAST, FAST * (1 - 1e-9), 0.1416, 2.0]
)
def test_closed_form_equals_the_integrated_depot_also_where_rates_coincide(ka):
    k10, k12, k21 = CLEMENTS.k10_per_min, CLEMENTS.k12_per_min, CLEMENTS.k21_per_min

    def slope(_, a):
        return np.array(
            [-ka * a[0], ka * a[0] - (k10 + k12) * a[1] + k21 * a[2], k12 * a[1] - k21 * a[2]]
        )

    for minute in (3.0, 45.0, 300.0):
        amount = runge_kutta(slope, np.array([0.5 * 0.3, 0.0, 0.0]), minute, 4000)
        assert level([depot(ka, f=0.3)], minute)[0] == pytest.approx(
            1000.0 * amount[1] / CLEMENTS.v1_l_per_kg, rel=1e-8
        )


def test_equal_rates_give_the_limit_of_nearly_equal_ones():
    minutes = np.array([0.0, 7.0, 700.0])
    np.testing.assert_array_equal(
        absorbed(0.05, 0.05, minutes), 0.05 * minutes * np.exp(-0.05 * minutes)
    )
    np.testing.assert_allclose(
        absorbed(0.05, 0.05 * (1 + 1e-12), minutes), absorbed(0.05, 0.05, minutes), rtol=1e-9
    )


@pytest.mark.parametrize("ka", [1e-4, 0.05, 1e3])
def test_the_level_stays_finite_and_falls_to_nothing_within_a_year(ka):
    values = level([depot(ka)], np.linspace(0.0, 365.0 * MIN_PER_D, 2001))
    assert np.isfinite(values).all() and (values >= 0.0).all() and values[-1] < 1e-12


@pytest.mark.parametrize("route", ROUTES)
def test_what_reaches_the_blood_leaves_it(route):
    """Clearance times the area under the level is F times the dose."""
    minutes = np.linspace(0.0, 6000.0, 120_001)
    values = level([administer(route, 0.0, 0.5)], minutes)
    area = float(np.sum((values[1:] + values[:-1]) / 2.0) * 0.05)  # ng min/mL
    clearance_ml_per_min_kg = CLEMENTS.k10_per_min * CLEMENTS.v1_l_per_kg * 1000.0
    assert clearance_ml_per_min_kg * area / 1e6 == pytest.approx(
        0.5 * ROUTES[route].bioavailability, rel=1e-3
    )


def test_equal_doses_peak_in_the_order_vein_and_muscle_nasal_sublingual_oral():
    minutes = np.arange(0.0, 481.0)
    peak = {route: level([administer(route, 0.0, 0.5)], minutes).max() for route in ROUTES}
    assert min(peak["iv"], peak["im"]) > peak["nasal"] > peak["sublingual"] > peak["oral"]


def test_an_almost_immediate_depot_equals_a_very_short_infusion():
    minutes = np.array([10.0, 100.0, 1000.0])
    np.testing.assert_allclose(
        level([depot(1e3)], minutes), level([Administration(0.0, 2e-3, 0.5)], minutes), rtol=1e-4
    )


def test_a_lag_shifts_the_level_and_nothing_is_there_before_it():
    minutes = np.linspace(-10.0, 400.0, 411)
    late = level([depot(0.05, lag_min=20.0)], minutes)
    assert (late[minutes <= 20.0] == 0.0).all() and late[minutes == 21.0] > 0.0
    np.testing.assert_allclose(late, level([depot(0.05)], minutes - 20.0), rtol=1e-9, atol=1e-12)


def test_only_an_infusion_reads_the_duration():
    assert administer("iv", 1.0, 0.5, infusion_min=12.0) == Administration(1.0, 12.0, 0.5)
    for route in set(ROUTES) - {"iv"}:
        assert administer(route, 1.0, 0.5, infusion_min=12.0) == administer(route, 1.0, 0.5)


def nasal(spread=1.0, days=(1.0, 2.0, 3.0)):
    return [administer("nasal", day, 0.5, spread=spread) for day in days]


def test_without_spread_the_doses_come_back_as_they_are():
    doses = nasal(spread=0.0)
    assert all(after is before for after, before in zip(drawn(doses, 7), doses))
    vein = [administer("iv", 1.0, 0.5, spread=1.0)]
    assert drawn(vein, 7)[0] is vein[0]


def test_the_draw_is_that_of_the_seed_and_of_the_place_of_the_dose():
    first = drawn(nasal(), 7)
    assert drawn(reversed(nasal()), 7) == first
    shares = [dose.bioavailability for seed in range(5) for dose in drawn(nasal(), seed)]
    assert len(set(shares)) == len(shares)


def test_later_doses_and_other_spreads_leave_the_draw_of_a_dose_alone():
    full = drawn(nasal(), 7)
    assert drawn(nasal(days=(1.0,)), 7) == full[:1]
    mixed = [*nasal(0.0, (1.0,)), *nasal(1.0, (2.0, 3.0))]
    assert drawn(mixed, 7)[1:] == full[1:]
    median = ROUTES["nasal"].bioavailability
    half = drawn(nasal(0.5), 7)[0].bioavailability
    assert math.log(half / median) == pytest.approx(
        math.log(full[0].bioavailability / median) / 2.0
    )


def test_a_dose_is_drawn_once():
    once = drawn(nasal(), 7)
    assert drawn(once, 8) == once


@pytest.mark.parametrize("route", ["nasal", "sublingual", "oral"])
def test_the_median_is_the_published_share_the_spread_is_the_published_one(route):
    doses = [administer(route, float(day), 0.5, spread=1.0) for day in range(2000)]
    shares = np.array([dose.bioavailability for dose in drawn(doses, 3)])
    assert (shares > 0.0).all() and (shares <= 1.0).all()
    assert np.median(shares) == pytest.approx(ROUTES[route].bioavailability, rel=0.06)
    quartiles = np.log(np.quantile(shares, [0.25, 0.75]))  # below the limit of 1
    assert np.diff(quartiles)[0] / 1.349 == pytest.approx(ROUTES[route].log_sd_f, rel=0.08)


def test_the_share_that_reaches_the_blood_is_at_most_the_dose():
    doses = [administer("nasal", float(day), 0.5, spread=1.0) for day in range(500)]
    assert max(dose.bioavailability for dose in drawn(doses, 3)) == 1.0


def test_the_spread_of_a_lognormal_has_the_published_ratio_of_sd_to_mean():
    values = np.exp(log_sd(0.56) * np.random.default_rng(1).standard_normal(200_000))
    assert values.std() / values.mean() == pytest.approx(0.56, rel=0.02)


@pytest.mark.parametrize("route", ROUTES)
def test_peaks_of_a_run_are_found_between_calendar_steps(route):
    doses = tuple(administer(route, day, 0.5, spread=1.0) for day in (1.005, 1.02, 4.0))
    act = SimpleNamespace(infusions=lambda: doses)
    scenario = SimpleNamespace(
        intervention=(act,),
        drug=CLEMENTS,
        synapse=SimpleNamespace(has_nmda=True),
        subjects=SimpleNamespace(spread=0.0),
    )
    run = SimpleNamespace(scenario=scenario, seed=4, t_d=np.arange(0.0, 6.0, 0.25))
    fine = level_ng_per_ml(CLEMENTS, drawn(doses, 4), np.linspace(0.9, 4.5, 360_001)).max()
    assert level_peak(run, 0) == pytest.approx(fine, rel=2e-4)
    assert block_peak(run, 0, cell=1) == pytest.approx(blocks(CLEMENTS, fine)[1], rel=2e-4)
