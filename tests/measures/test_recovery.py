"""Recovery and return, on arrays set by hand, with each case that has no value."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest

from sim.interventions import Dose
from sim.measures import MEASURES, by_name

DOSES_D = (2.0, 4.0)


def with_spines(result, *counts, tests_d):
    """Return a result with a number of spines for each day, and tests on some days."""
    return dataclasses.replace(
        result,
        t_d=np.arange(float(len(counts))),
        probe_d=np.array(tests_d),
        series={**result.series, "spine_count": np.array(counts)},
    )


def with_rest(result, *outside_a, tests_d=None, doses_d=DOSES_D):
    """Return a result with the share of rest in B, C and D at each test, and doses on some days.

    It is in B, C and D by turns, and what they leave in A or none, which must not count.
    """
    shares, tests = np.array(outside_a), np.arange(len(outside_a))
    occupancy = np.zeros((shares.size, 5))
    occupancy[tests, 1 + tests % 3] = shares
    occupancy[tests, np.where(tests % 2, 0, 4)] = 1.0 - shares
    doses = (Dose(name="dose", at_d=doses_d),) if doses_d else ()
    return dataclasses.replace(
        result,
        probe_d=np.array(tests if tests_d is None else tests_d, dtype=float),
        probes={**result.probes, "occupancy": occupancy},
        scenario=result.scenario.model_copy(update={"intervention": doses}),
    )


def values(name, result):
    """Return a measure at every test."""
    return [by_name(name).of(result, test) for test in range(result.probe_d.size)]


def test_spine_recovery_is_the_share_of_the_missing_synapses_that_is_back(tiny_result):
    result = with_spines(
        tiny_result, 1.0, 0.9, 0.6, 0.7, 0.8, 1.0, 1.1, tests_d=(1.0, 2.0, 3.0, 4.0, 5.0, 6.0)
    )
    assert values("spine_recovery", result) == pytest.approx([0.0, 0.0, 0.25, 0.5, 1.0, 1.25])


def test_spine_recovery_knows_the_lowest_number_between_tests_and_not_the_one_to_come(tiny_result):
    result = with_spines(tiny_result, 1.0, 0.8, 0.9, 0.2, 0.6, tests_d=(2.0, 4.0))
    assert values("spine_recovery", result) == pytest.approx([0.5, 0.5])


@pytest.mark.parametrize(("least", "has_value"), [(1.0, False), (0.985, False), (0.975, True)])
def test_spine_recovery_has_no_value_until_two_in_a_hundred_synapses_are_lost(
    least, has_value, tiny_result
):
    result = with_spines(tiny_result, 1.0, least, 1.0, tests_d=(0.0, 2.0))
    first, last = values("spine_recovery", result)
    assert math.isnan(first)
    assert (last == pytest.approx(1.0)) if has_value else math.isnan(last)


def test_a_network_responds_once_half_of_the_rest_outside_a_that_was_lost_is_back(tiny_result):
    found = values("responds", with_rest(tiny_result, 0.5, 0.1, 0.29, 0.31, 0.2))
    assert found[2:] == [0.0, 1.0, 0.0]


def test_what_was_lost_is_counted_from_the_lowest_test_before(tiny_result):
    # Half way from 0.1 is 0.3, from 0.3 it would be 0.4; the fall to 0.05 is still to come.
    found = values("responds", with_rest(tiny_result, 0.5, 0.3, 0.1, 0.32, 0.05, 0.29))
    assert found[2:4] == [0.0, 1.0]
    assert found[5] == 1.0  # half way from 0.05


@pytest.mark.parametrize("shares", [(0.5,), (0.5, 0.1), (0.5, 0.5, 0.5), (0.3, 0.6, 0.1)])
def test_responds_has_no_value_where_nothing_was_lost_before_the_test(shares, tiny_result):
    assert math.isnan(values("responds", with_rest(tiny_result, *shares))[-1])


TESTS_D = (0.0, 2.0, 6.0, 10.0, 14.0, 18.0, 22.0)  # around the doses on days 2 and 4


@pytest.mark.parametrize(
    ("after", "return_d"),
    [
        # Before the doses 0.1, after them 0.5: half way is 0.3.
        ((0.5, 0.4, 0.2, 0.1, 0.1), 12.0 - 4.0),  # between two tests, on a straight line
        ((0.5, 0.35, 0.15, 0.1, 0.1), 11.0 - 4.0),
        ((0.5, 0.2, 0.4, 0.2, 0.2), 16.0 - 4.0),  # one low test is not yet a return
        ((0.5, 0.2, 0.2, 0.5, 0.5), 26.0 / 3.0 - 4.0),  # two are, whatever comes then
        ((0.5, 0.5, 0.5, 0.5, 0.5), 22.0 - 4.0),  # not within the run
        ((0.5, 0.5, 0.2, 0.5, 0.5), 22.0 - 4.0),
    ],
)
def test_the_old_state_returns_half_way_back_from_the_last_dose_on(after, return_d, tiny_result):
    result = with_rest(tiny_result, 0.9, 0.1, *after, tests_d=TESTS_D)
    assert values("return_d", result) == pytest.approx([return_d] * len(TESTS_D))


@pytest.mark.parametrize(
    ("doses_d", "share"),
    [
        ((), 0.5),  # no doses
        ((22.0,), 0.5),  # no test after the last one
        ((2.0, 30.0), 0.5),
        (DOSES_D, 0.1),  # the doses changed nothing
        (DOSES_D, 0.05),
    ],
)
def test_without_a_change_by_doses_there_is_no_return(doses_d, share, tiny_result):
    result = with_rest(
        tiny_result, 0.1, 0.1, share, 0.0, 0.0, 0.0, 0.0, tests_d=TESTS_D, doses_d=doses_d
    )
    assert math.isnan(by_name("return_d").of(result, 0))


def test_a_test_on_the_day_of_a_dose_is_before_it(tiny_result):
    result = with_rest(
        tiny_result, 0.1, 0.9, 0.5, 0.4, 0.2, 0.1, tests_d=(2.0, 4.0, 6.0, 10.0, 14.0, 18.0)
    )
    assert by_name("return_d").of(result, 0) == pytest.approx(12.0 - 4.0)


def test_without_a_test_before_the_first_dose_there_is_no_return(tiny_result):
    shares = (0.1, 0.5, 0.1, 0.1)
    assert by_name("return_d").of(
        with_rest(tiny_result, *shares, tests_d=(2.0, 6.0, 10.0, 14.0)), 0
    ) == pytest.approx(4.0)
    late = with_rest(tiny_result, *shares, tests_d=(2.5, 6.0, 10.0, 14.0))
    assert math.isnan(by_name("return_d").of(late, 0))


def test_only_the_return_belongs_to_the_whole_run():
    per_test = {measure.name: measure.per_test for measure in MEASURES}
    assert (per_test["spine_recovery"], per_test["responds"], per_test["return_d"]) == (
        True,
        True,
        False,
    )
