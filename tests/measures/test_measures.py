"""Measures: what they are called, that they read what they say, and how they refuse."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest

from sim.assays import OUTPUTS
from sim.errors import ScenarioError
from sim.measures import GROUPS as MEASURE_GROUPS
from sim.measures import MEASURES, by_name, days_of_tests, value_at
from sim.model.network import GROUPS

PER_TEST = [measure for measure in MEASURES if measure.per_test]
WHOLE_RUN = [measure for measure in MEASURES if not measure.per_test]


def changed(result, **probes):
    """Return a result with other arrays of its tests."""
    return dataclasses.replace(result, probes={**result.probes, **probes})


def test_the_registry_has_the_agreed_names():
    names = {measure.name for measure in MEASURES}
    assert {f"answer.{state}" for state in ("a", "b", "c", "d", "none")} <= names
    assert {f"occupancy.{state}" for state in ("a", "b", "c", "d", "none")} <= names
    assert {f"dwell.{pattern}_ms" for pattern in "abcd"} <= names
    groups = [group.lower() for group in GROUPS]
    assert {f"strength.{a}_to_{b}" for a in groups for b in groups} <= names
    assert {
        "transition_entropy_bits",
        "occupancy_entropy_bits",
        "rate_exc_hz",
        "rate_inh_hz",
        "spine_count",
        "spine_born",
        "spine_kept",
        "window_peak",
        "surge_peak",
        "surge_first_hour",
        "block_inh_peak",
        "block_exc_peak",
        "level_peak_ng_per_ml",
        "practice_share",
    } <= names
    assert {
        "flexible_rest",
        "escape_rate_hz",
        "autocorr_total",
        "autocorr_slow",
        "fast_change",
        "modularity",
        "turnover_per_d",
        "window",
        "learning_factor",
        "rapid",
        "scale",
        "spine_gained",
        "spine_lost",
    } <= names
    assert {output.name for output in OUTPUTS} <= names
    assert len(names) == len(MEASURES)


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
def test_every_measure_says_what_it_is_about(measure):
    assert measure.group in MEASURE_GROUPS


def test_rigid_activity_and_rigid_weights_are_reported_apart():
    about = {measure.name: measure.group for measure in MEASURES}
    assert {
        about[name]
        for name in (
            "kick_size",
            "basin_a",
            "occupancy.a",
            "escape_rate_hz",
            "transition_entropy_bits",
        )
    } == {"activity"}
    assert {
        about[name]
        for name in ("autocorr_total", "modularity", "turnover_per_d", "strength.cue_to_a")
    } == {"weights"}
    assert about["trials_to_reverse"] == about["ltp"] == about["window"] == "learning"


@pytest.mark.parametrize("output", OUTPUTS, ids=lambda output: output.name)
def test_a_measure_of_an_assay_is_missing_while_it_is_off(output, tiny_result):
    assert math.isnan(value_at(tiny_result, output.name, 0.0))
    asked = changed(tiny_result, **{output.name: np.array([1.0, 2.0, 3.0])})
    assert value_at(asked, output.name, 1.51) == 2.0


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
def test_every_measure_has_words_and_a_value_at_every_test(measure, tiny_result):
    assert measure.label and measure.help.endswith(".")
    for test in range(tiny_result.probe_d.size):
        value = measure.of(tiny_result, test)
        assert type(value) is float
        assert not math.isinf(value)


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
def test_a_unit_in_the_name_is_the_unit_of_the_measure(measure):
    for suffix, unit in (("_ms", "ms"), ("_hz", "Hz"), ("_bits", "bits"), ("_ng_per_ml", "ng/mL")):
        assert measure.name.endswith(suffix) == (measure.unit == unit)


def test_answers_and_occupancies_are_read_from_their_own_column(tiny_result):
    answer = np.arange(15.0).reshape(3, 5)
    result = changed(tiny_result, answer=answer, occupancy=answer + 100.0)
    assert [value_at(result, f"answer.{state}", 2.0) for state in ("a", "b", "c", "d", "none")] == [
        10.0,
        11.0,
        12.0,
        13.0,
        14.0,
    ]
    assert value_at(result, "occupancy.c", 0.0) == 102.0


def test_strength_is_from_row_to_column(tiny_result):
    strength = np.arange(3 * 36.0).reshape(3, 6, 6)
    result = changed(tiny_result, strength=strength)
    assert value_at(result, "strength.cue_to_b", 0.0) == strength[0, 4, 1]
    assert value_at(result, "strength.b_to_cue", 0.0) == strength[0, 1, 4]
    assert value_at(result, "strength.rest_to_rest", 2.0) == strength[2, 5, 5]


def test_occupancy_entropy_is_zero_for_one_pattern_and_two_bits_for_four(tiny_result):
    shares = np.array([[0.5, 0, 0, 0, 0.5], [0.1, 0.1, 0.1, 0.1, 0.6], [0, 0, 0, 0, 1.0]])
    result = changed(tiny_result, occupancy=shares)
    assert value_at(result, "occupancy_entropy_bits", 0.0) == 0.0
    assert value_at(result, "occupancy_entropy_bits", 1.51) == pytest.approx(2.0)
    assert math.isnan(value_at(result, "occupancy_entropy_bits", 2.0))


def test_spines_are_those_of_the_calendar_step_of_the_test(tiny_result):
    step = int(np.argmin(np.abs(tiny_result.t_d - 1.51)))
    series = tiny_result.series["spine_kept"].copy()
    series[step] = 0.125
    result = dataclasses.replace(tiny_result, series={**tiny_result.series, "spine_kept": series})
    assert value_at(result, "spine_kept", 1.51) == 0.125


def test_rest_outside_a_is_the_sum_of_the_other_patterns(tiny_result):
    shares = np.array([[0.4, 0.1, 0.2, 0.05, 0.25]] * 3)
    result = changed(tiny_result, occupancy=shares)
    assert value_at(result, "flexible_rest", 0.0) == pytest.approx(0.35)


def test_the_escape_rate_is_one_over_the_length_of_a_visit_to_a(tiny_result):
    result = changed(
        tiny_result, dwell_ms=np.array([[250.0, 1, 1, 1], [np.nan, 1, 1, 1], [50.0, 1, 1, 1]])
    )
    assert value_at(result, "escape_rate_hz", 0.0) == 4.0
    assert math.isnan(value_at(result, "escape_rate_hz", 1.51))


def test_turnover_is_births_and_losses_over_both_numbers_a_day(tiny_result):
    days = tiny_result.t_d
    series = {
        **tiny_result.series,
        "spine_gained": 0.02 * days,
        "spine_lost": 0.04 * days,
        "spine_count": 1.0 - 0.02 * days,
    }
    result = dataclasses.replace(tiny_result, series=series)
    between_d = result.probe_d[2] - result.probe_d[1]
    numbers = (1.0 - 0.02 * result.probe_d[2]) + (1.0 - 0.02 * result.probe_d[1])
    assert math.isnan(value_at(result, "turnover_per_d", 0.0))
    assert value_at(result, "turnover_per_d", 2.0) == pytest.approx(0.06 / numbers)
    assert between_d != 1.0  # a day's turnover, not that between two tests


def test_peaks_are_the_highest_values_of_their_series_whatever_the_day(tiny_result):
    for name, series in (("window_peak", "window"), ("surge_peak", "surge")):
        highest = tiny_result.series[series].max()
        assert highest > 0.0
        assert value_at(tiny_result, name, 0.0) == value_at(tiny_result, name, 99.0) == highest


def test_the_surge_of_the_first_hour_is_that_after_the_dose_and_no_later_one(tiny_result):
    (dose,) = [act for act in tiny_result.scenario.intervention if act.kind == "dose"]
    since_h = 24.0 * (tiny_result.t_d - dose.at_d[0])
    first = (since_h > -1e-6) & (since_h < 1.0 - 1e-6)
    assert 0 < first.sum() < first.size
    surge = np.where(first, np.arange(first.size), 99.0)  # before the dose as much as later
    result = dataclasses.replace(tiny_result, series={**tiny_result.series, "surge": surge})
    assert value_at(result, "surge_first_hour", 0.0) == surge[first].mean()
    assert value_at(result, "surge_peak", 0.0) == 99.0


def test_without_a_dose_no_surge_follows_one(tiny_results):
    nothing = next(result for result in tiny_results if result.arm == "nothing")
    assert value_at(nothing, "surge_first_hour", 0.0) == 0.0


def test_practice_share_is_the_mean_of_the_sessions_and_missing_without_any(tiny_results):
    treated = next(result for result in tiny_results if result.arm == "treated")
    nothing = next(result for result in tiny_results if result.arm == "nothing")
    assert value_at(treated, "practice_share", 0.0) == treated.session_share.mean()
    assert math.isnan(value_at(nothing, "practice_share", 0.0))


def test_a_test_between_two_calendar_steps_keeps_its_day(tiny_result):
    assert tiny_result.probe_d[1] != 1.51
    assert days_of_tests(tiny_result) == (0.0, 1.51, 2.0)
    assert value_at(tiny_result, "answer.a", 1.51) == tiny_result.probes["answer"][1, 0]


def test_a_day_without_a_test_is_refused_with_the_test_days(tiny_result):
    with pytest.raises(ScenarioError, match=r"day 1: .*0, 1\.51, 2.*did you mean 1\.51"):
        value_at(tiny_result, "answer.a", 1.0)
    with pytest.raises(ScenarioError, match="test day"):
        value_at(tiny_result, "answer.a", float("nan"))


def test_an_unknown_measure_is_refused_with_the_nearest():
    with pytest.raises(ScenarioError, match=r"did you mean answer\.b"):
        by_name("answers.b")
