"""Claims: what makes one hold, what makes it fail, and what it says."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest

from sim import ScenarioError, check_claims
from sim.scenario import Expect
from sim.sweep import arms_of, sentence, wrong_claims


def with_claims(tiny, *claims):
    """Return the small scenario with other claims."""
    return tiny.model_copy(update={"expect": tuple(Expect(**claim) for claim in claims)})


@pytest.fixture
def results(tiny_result):
    """Make results of arms from the share of cues answered with B at the last test."""

    def make(**arms):
        found = []
        for arm, values in arms.items():
            for seed, value in enumerate(values):
                answer = np.zeros((3, 5))
                answer[2, 1] = value
                probes = {**tiny_result.probes, "answer": answer}
                found.append(dataclasses.replace(tiny_result, arm=arm, seed=seed, probes=probes))
        return found

    return make


MORE = {"measure": "answer.b", "day": 2.0, "more": "treated", "less": ("nothing",)}


@pytest.mark.parametrize(("treated", "nothing", "by", "holds"), [
    ((0.5, 0.6, 0.7), (0.1, 0.1, 0.1), 0.5, True),
    ((0.5, 0.6, 0.7), (0.1, 0.1, 0.1), 0.51, False),
    ((0.1, 0.1, 0.1), (0.1, 0.1, 0.1), 0.0, False),  # not above 0
    ((0.9, 0.0, 0.0), (0.1, 0.1, 0.1), 0.0, False),  # the mean is above, the median is not
    ((0.2, 0.9, 0.4), (0.1, 0.8, 0.3), 0.1, True),  # every seed, though not every pair of seeds
    ((0.4,), (0.1,), 0.3, True),  # 0.4 - 0.1 is a little more than 0.3 in a computer
    ((0.3,), (0.2,), 0.1, True),  # 0.3 - 0.2 is a little less than 0.1 in a computer
])
def test_more_than_holds_if_the_median_difference_within_seeds_is_large_enough(
    treated, nothing, by, holds, tiny, results
):
    scenario = with_claims(tiny, MORE | {"by": by})
    (claim,) = check_claims(scenario, results(treated=treated, nothing=nothing))
    assert claim.passed is holds
    assert claim.n_seeds == len(treated)
    assert claim.median == pytest.approx(np.median(np.subtract(treated, nothing)))


def test_differences_are_taken_within_seeds_whatever_the_order_of_results(tiny, results):
    found = results(treated=(0.2, 0.9, 0.4), nothing=(0.1, 0.8, 0.3))
    (claim,) = check_claims(with_claims(tiny, MORE), reversed(found))
    assert claim.median == pytest.approx(0.1)
    assert claim.spread == pytest.approx((0.1, 0.1))


def test_a_seed_that_one_arm_lacks_does_not_count(tiny, results):
    found = results(treated=(0.2, 0.9), nothing=(0.1,))
    (claim,) = check_claims(with_claims(tiny, MORE), found)
    assert (claim.n_seeds, claim.passed) == (1, True)


def test_with_several_arms_the_nearest_one_decides(tiny, results):
    third = tiny.arm[0].model_copy(update={"id": "third"})
    scenario = tiny.model_copy(update={"arm": (*tiny.arm, third)})
    scenario = with_claims(scenario, MORE | {"less": ("nothing", "third"), "by": 0.2})
    found = results(treated=(0.5, 0.5), nothing=(0.0, 0.0), third=(0.4, 0.4))
    (claim,) = check_claims(scenario, found)
    assert not claim.passed
    assert claim.median == pytest.approx(0.1)
    assert "third 0.4" in claim.detail


@pytest.mark.parametrize(("bounds", "holds"), [
    ({"at_least": 0.5}, True), ({"at_least": 0.51}, False), ({"at_most": 0.5}, True),
    ({"at_most": 0.49}, False), ({"at_least": 0.4, "at_most": 0.6}, True),
])
def test_bounds_hold_for_the_median_of_the_arm(bounds, holds, tiny, results):
    scenario = with_claims(tiny, {"measure": "answer.b", "day": 2.0, "arm": "treated", **bounds})
    (claim,) = check_claims(scenario, results(treated=(0.0, 0.5, 1.0)))
    assert claim.passed is holds
    assert (claim.median, claim.spread) == (0.5, (0.25, 0.75))


def test_a_claim_about_a_missing_value_fails_and_says_so(tiny, results):
    scenario = with_claims(tiny, MORE, {"measure": "answer.b", "day": 2.0, "arm": "treated",
                                        "at_most": 1.0})
    claims = check_claims(scenario, results(treated=(math.nan,), nothing=(0.0,)))
    assert [claim.passed for claim in claims] == [False, False]
    assert all(claim.n_seeds == 0 and "no value" in claim.detail for claim in claims)


def test_a_seed_without_a_value_is_left_out_and_not_counted(tiny, results):
    (claim,) = check_claims(with_claims(tiny, MORE), results(treated=(math.nan, 0.5),
                                                             nothing=(0.0, 0.0)))
    assert (claim.passed, claim.n_seeds, claim.median) == (True, 1, 0.5)


def test_a_claim_is_told_in_its_own_words_or_in_those_of_its_numbers(tiny):
    own = Expect(**MORE, text="It works.")
    assert sentence(tiny, own) == "It works."
    assert sentence(tiny, Expect(**MORE, by=0.3)) == (
        "cues answered with B on day 2: 'Dose and practice' above 'Nothing' by 0.3")
    bounded = Expect(measure="window_peak", day=2.0, arm="nothing", at_most=0.1)
    assert sentence(tiny, bounded) == "highest window: 'Nothing' at most 0.1"
    assert arms_of(own) == ("treated", "nothing")
    assert arms_of(bounded) == ("nothing",)


def test_the_claims_of_real_runs_can_be_checked_from_a_stream(tiny, tiny_results):
    (claim,) = check_claims(tiny, iter(tiny_results))
    assert claim.passed
    assert claim.text == "The dose makes a surge."
    assert claim.median > 0.0


def test_an_arm_that_did_not_run_is_refused(tiny, results):
    with pytest.raises(ScenarioError, match="nothing"):
        check_claims(with_claims(tiny, MORE), results(treated=(0.5,)))


def test_a_claim_about_an_unknown_measure_or_no_test_day_is_found(tiny):
    scenario = with_claims(
        tiny, MORE | {"measure": "answer.e"}, MORE | {"day": 1.0},
        MORE | {"measure": "window_peak", "day": 1.0}, MORE)
    found = list(wrong_claims(scenario))
    assert [one.loc for one in found] == [("expect", 0, "measure"), ("expect", 1, "day")]
    assert found[1].suggestion == "1.51"


def test_the_test_days_are_those_of_the_arms_of_the_claim(tiny):
    arm = tiny.arm[1].model_copy(update={"set": (("time.test_days", (0.0,)),)})
    scenario = with_claims(tiny.model_copy(update={"arm": (tiny.arm[0], arm)}), MORE)
    assert [one.loc for one in wrong_claims(scenario)] == [("expect", 0, "day")]
