"""Claims: what makes one hold, what makes it fail, and what it says."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest

from sim import ScenarioError, check_claims
from sim.many import arms_of, sentence, wrong_claims
from sim.many.claims import days_of
from sim.scenario import Expect


def with_claims(tiny, *claims):
    """Return the small scenario with other claims."""
    return tiny.model_copy(update={"expect": tuple(Expect(**claim) for claim in claims)})


@pytest.fixture
def results(tiny_result):
    """Make results of arms from the share of cues answered with B at the last test, or at each."""

    def make(**arms):
        found = []
        for arm, values in arms.items():
            for seed, value in enumerate(values):
                answer = np.zeros((3, 5))
                answer[:, 1] = value if np.ndim(value) else (0.0, 0.0, value)
                probes = {**tiny_result.probes, "answer": answer}
                found.append(dataclasses.replace(tiny_result, arm=arm, seed=seed, probes=probes))
        return found

    return make


MORE = {"measure": "answer.b", "day": 2.0, "more": "treated", "less": ("nothing",)}


@pytest.mark.parametrize(
    ("treated", "nothing", "by", "holds"),
    [
        ((0.5, 0.6, 0.7), (0.1, 0.1, 0.1), 0.5, True),
        ((0.5, 0.6, 0.7), (0.1, 0.1, 0.1), 0.51, False),
        ((0.1, 0.1, 0.1), (0.1, 0.1, 0.1), 0.0, False),  # not above 0
        ((0.9, 0.0, 0.0), (0.1, 0.1, 0.1), 0.0, False),  # the mean is above, the median is not
        ((0.2, 0.9, 0.4), (0.1, 0.8, 0.3), 0.1, True),  # every seed, though not every pair of seeds
        ((0.4,), (0.1,), 0.3, True),  # 0.4 - 0.1 is a little more than 0.3 in a computer
        ((0.3,), (0.2,), 0.1, True),  # 0.3 - 0.2 is a little less than 0.1 in a computer
    ],
)
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


@pytest.mark.parametrize(
    ("bounds", "holds"),
    [
        ({"at_least": 0.5}, True),
        ({"at_least": 0.51}, False),
        ({"at_most": 0.5}, True),
        ({"at_most": 0.49}, False),
        ({"at_least": 0.4, "at_most": 0.6}, True),
    ],
)
def test_bounds_hold_for_the_median_of_the_arm(bounds, holds, tiny, results):
    scenario = with_claims(tiny, {"measure": "answer.b", "day": 2.0, "arm": "treated", **bounds})
    (claim,) = check_claims(scenario, results(treated=(0.0, 0.5, 1.0)))
    assert claim.passed is holds
    assert (claim.median, claim.spread) == (0.5, (0.25, 0.75))


def test_a_claim_about_a_missing_value_fails_and_says_so(tiny, results):
    scenario = with_claims(
        tiny, MORE, {"measure": "answer.b", "day": 2.0, "arm": "treated", "at_most": 1.0}
    )
    claims = check_claims(scenario, results(treated=(math.nan,), nothing=(0.0,)))
    assert [claim.passed for claim in claims] == [False, False]
    assert all(claim.n_seeds == 0 and "no value" in claim.detail for claim in claims)


def test_a_seed_without_a_value_is_left_out_and_not_counted(tiny, results):
    (claim,) = check_claims(
        with_claims(tiny, MORE), results(treated=(math.nan, 0.5), nothing=(0.0, 0.0))
    )
    assert (claim.passed, claim.n_seeds, claim.median) == (True, 1, 0.5)


def test_a_claim_is_told_in_its_own_words_or_in_those_of_its_numbers(tiny):
    own = Expect(**MORE, text="It works.")
    assert sentence(tiny, own) == "It works."
    assert sentence(tiny, Expect(**MORE, by=0.3)) == (
        "cues answered with B on day 2: 'Dose and practice' above 'Nothing' by 0.3"
    )
    bounded = Expect(measure="window_peak", day=2.0, arm="nothing", at_most=0.1)
    assert sentence(tiny, bounded) == "highest window: 'Nothing' at most 0.1"
    assert arms_of(own) == ("treated", "nothing")
    assert arms_of(bounded) == ("nothing",)


def test_a_claim_over_several_arms_lists_them_with_commas_and_one_and(tiny):
    arms = [tiny.arm[0].model_copy(update={"id": name, "label": name.upper()}) for name in "abcd"]
    above_three = Expect(**MORE | {"more": "a", "less": ("b", "c", "d")})
    text = sentence(tiny.model_copy(update={"arm": tuple(arms)}), above_three)
    assert "'A' above 'B', 'C' and 'D' by 0" in text


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
        tiny,
        MORE | {"measure": "answer.e"},
        MORE | {"day": 1.0},
        MORE | {"measure": "window_peak", "day": 1.0},
        MORE,
    )
    found = list(wrong_claims(scenario))
    assert [finding.loc for finding in found] == [("expect", 0, "measure"), ("expect", 1, "day")]
    assert found[1].suggestion == "1.51"


def test_the_test_days_are_those_of_the_arms_of_the_claim(tiny):
    arm = tiny.arm[1].model_copy(update={"set": (("time.test_days", (0.0,)),)})
    scenario = with_claims(tiny.model_copy(update={"arm": (tiny.arm[0], arm)}), MORE)
    assert [finding.loc for finding in wrong_claims(scenario)] == [("expect", 0, "day")]


ONE = {"measure": "answer.b", "day": 2.0, "arm": "treated"}


@pytest.mark.parametrize(
    ("bounds", "holds"),
    [
        ({"at_least": 0.1}, True),
        ({"at_least": 0.11}, False),
        ({"at_most": 0.1}, True),
        ({"at_most": 0.09}, False),
        ({"at_least": 0.1, "at_most": 0.1}, True),
    ],
)
def test_against_another_arm_the_bounds_hold_for_the_difference_within_a_seed(
    bounds, holds, tiny, results
):
    scenario = with_claims(tiny, ONE | bounds | {"against": "nothing"})
    # Both medians are 0.5; the differences are -0.5, 0.1 and 0.4.
    found = results(treated=(0.1, 0.5, 0.9), nothing=(0.6, 0.4, 0.5))
    (claim,) = check_claims(scenario, reversed(found))
    assert (claim.passed, claim.n_seeds) == (holds, 3)
    assert claim.median == pytest.approx(0.1)
    assert claim.spread == pytest.approx((-0.2, 0.25))


def test_against_another_day_an_arm_is_compared_with_itself(tiny, results):
    scenario = with_claims(tiny, ONE | {"against_day": 0.0, "at_most": 0.1})
    found = results(treated=((0.1, 0.9, 0.5), (0.6, 0.9, 0.7), (0.3, 0.9, 0.4)))
    (claim,) = check_claims(scenario, found)
    assert claim.passed
    assert claim.median == pytest.approx(0.1)


def test_against_another_arm_on_another_day_its_value_of_that_day_counts(tiny, results):
    scenario = with_claims(tiny, ONE | {"against": "nothing", "against_day": 1.51, "at_least": 0.5})
    found = results(treated=((0.3, 0.4, 0.8),), nothing=((0.1, 0.2, 0.7),))
    (claim,) = check_claims(scenario, found)
    assert claim.median == pytest.approx(0.8 - 0.2)
    assert claim.passed


def test_a_ratio_is_taken_within_a_seed(tiny, results):
    scenario = with_claims(
        tiny, ONE | {"against": "nothing", "ratio": True, "at_least": 2.0, "at_most": 2.0}
    )
    found = results(treated=(0.2, 0.8, 0.9), nothing=(0.1, 0.4, 0.1))
    (claim,) = check_claims(scenario, found)
    assert claim.median == pytest.approx(2.0)  # of 2, 2 and 9; of the medians it would be 8
    assert claim.passed


def test_a_seed_whose_ratio_would_divide_by_zero_has_no_value(tiny, results):
    ratio = ONE | {"against": "nothing", "ratio": True, "at_most": 5.0}
    scenario = with_claims(tiny, ratio, ratio | {"against": None, "against_day": 0.0})
    claims = check_claims(scenario, results(treated=(0.2, 0.8), nothing=(0.1, 0.0)))
    assert [(claim.n_seeds, claim.passed) for claim in claims] == [(1, True), (0, False)]
    assert claims[0].median == pytest.approx(2.0)
    assert math.isnan(claims[1].median)


@pytest.mark.parametrize(
    ("claim", "found"),
    [
        (ONE | {"at_least": 0.3}, 0.3),
        (ONE | {"against": "nothing", "at_least": 0.2}, 0.2),
        (MORE | {"by": 0.2}, 0.2),
    ],
)
def test_a_mean_is_taken_where_the_claim_says_so(claim, found, tiny, results):
    runs = results(treated=(0.9, 0.0, 0.0), nothing=(0.1, 0.1, 0.1))
    by_median, by_mean = check_claims(with_claims(tiny, claim, claim | {"statistic": "mean"}), runs)
    assert (by_median.passed, by_mean.passed) == (False, True)
    assert by_mean.median == pytest.approx(found)
    assert "median" in by_median.detail and "mean" in by_mean.detail


@pytest.mark.parametrize(
    ("treated", "known", "passed", "surprises"),
    [
        (0.5, "", True, False),
        (0.5, "It is too weak.", True, True),
        (0.1, "", False, True),
        (0.1, "It is too weak.", False, False),
    ],
)
def test_a_claim_surprises_if_it_fails_unknown_or_holds_though_known_to_fail(
    treated, known, passed, surprises, tiny, results
):
    scenario = with_claims(
        tiny, ONE | {"at_least": 0.3, "fails_because": known, "test": "V09", "evidence": ("D10",)}
    )
    (claim,) = check_claims(scenario, results(treated=(treated,)))
    assert (claim.passed, claim.surprises) == (passed, surprises)
    assert (claim.fails_because, claim.test, claim.evidence) == (known, "V09", ("D10",))


def test_a_comparison_needs_its_other_arm_and_only_its_own_days(tiny):
    both = Expect(**ONE, at_least=0.0, against="nothing", against_day=0.0)
    assert arms_of(both) == ("treated", "nothing")
    assert [days_of(both, arm) for arm in arms_of(both)] == [(2.0,), (0.0,)]
    other = Expect(**ONE, at_least=0.0, against="nothing")
    assert [days_of(other, arm) for arm in arms_of(other)] == [(2.0,), (2.0,)]
    itself = Expect(**ONE, at_least=0.0, against_day=0.0)
    assert arms_of(itself) == ("treated",)
    assert days_of(itself, "treated") == (2.0, 0.0)


def test_the_other_arm_of_a_comparison_has_to_run(tiny, results):
    scenario = with_claims(tiny, ONE | {"against": "nothing", "at_least": 0.0})
    with pytest.raises(ScenarioError, match="no result of nothing"):
        check_claims(scenario, results(treated=(0.5,)))


def test_the_day_of_a_comparison_is_a_test_day_of_the_arm_compared_with(tiny):
    arm = tiny.arm[0].model_copy(update={"set": (("time.test_days", (0.0,)),)})
    scenario = with_claims(
        tiny.model_copy(update={"arm": (arm, tiny.arm[1])}),
        ONE | {"at_least": 0.0, "against": "nothing", "against_day": 0.0},
        ONE | {"at_least": 0.0, "against": "nothing"},
        ONE | {"at_least": 0.0, "against_day": 1.6},
    )
    found = list(wrong_claims(scenario))
    assert [finding.loc for finding in found] == [
        ("expect", 1, "day"),
        ("expect", 2, "against_day"),
    ]
    assert [finding.suggestion for finding in found] == ["0", "1.51"]


@pytest.mark.parametrize(
    ("more", "words", "told"),
    [
        (
            {"against": "nothing", "at_least": 0.1},
            "'Dose and practice' minus 'Nothing' at least 0.1",
            "treated minus nothing: median 0.4 ",
        ),
        (
            {"against_day": 0.0, "ratio": True, "at_most": 3.0},
            "'Dose and practice' over itself on day 0 at most 3",
            "treated over itself on day 0: median 2 ",
        ),
        (
            {"against": "nothing", "against_day": 0.0, "at_least": 0.0, "at_most": 1.0},
            "'Dose and practice' minus 'Nothing' on day 0 at least 0 and at most 1",
            "treated minus nothing on day 0: median 0.35 ",
        ),
    ],
)
def test_a_comparison_is_told_in_words(more, words, told, tiny, results):
    found = results(treated=((0.2, 0.0, 0.4),), nothing=((0.05, 0.0, 0.0),))
    (claim,) = check_claims(with_claims(tiny, ONE | more), found)
    assert claim.text == f"cues answered with B on day 2: {words}"
    assert claim.detail == f"answer.b on day 2 in {told}over 1 seed."


def test_a_ratio_has_no_unit(tiny, tiny_results):
    rate = ONE | {"measure": "rate_exc_hz", "against_day": 0.0, "at_least": 0.0}
    claims = check_claims(with_claims(tiny, rate, rate | {"ratio": True}), tiny_results)
    assert ["Hz" in claim.detail for claim in claims] == [True, False]


@pytest.mark.parametrize(
    ("changes", "place", "near"),
    [
        ({"headline": "answr.b"}, "headline", "answer.b"),
        ({"headline_day": 1.4}, "headline_day", "1.51"),
    ],
)
def test_a_headline_that_names_nothing_is_found_with_the_nearest(changes, place, near, tiny):
    (found,) = wrong_claims(tiny.with_changes(changes))
    assert (found.loc, found.suggestion) == ((place,), near)
