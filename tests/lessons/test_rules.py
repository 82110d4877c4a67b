"""Rules, numbers and drawn curves: what decides them, and how they are told."""

from __future__ import annotations

import math

import pytest

from sim.lessons import guess_words, judge
from sim.lessons.records import Curve, Option, Question, Spec
from sim.lessons.rules import Number, Rule, holds, shown, value_of

B = {"measure": "answer.b", "day": 2.0, "arm": "treated"}
CURVE = Curve.model_construct(
    question="Draw.", measure="answer.b", arm="treated", days=(0.0, 1.51, 2.0), start=0.1
)


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        ({"at_least": 0.6}, True),
        ({"at_least": 0.71}, False),
        ({"at_most": 0.7}, True),
        ({"at_most": 0.6}, False),
        ({"at_least": 0.6, "at_most": 0.8}, True),
    ],
)
def test_a_rule_holds_if_the_median_over_seeds_lies_within_its_bounds(bounds, expected, runs):
    assert holds(Rule(**B, **bounds), runs(treated=(0.1, 0.7, 0.9))) is expected


def test_a_comparison_is_made_within_seeds(runs):
    rule = Rule(**B, against="nothing", at_least=0.1)
    found = runs(treated=(0.2, 0.9, 0.4), nothing=(0.1, 0.8, 0.3))
    assert value_of(rule, found) == pytest.approx(0.1)
    assert holds(rule, found)


def test_a_comparison_of_two_days_is_made_within_seeds(runs):
    rule = Rule(**B, against_day=0.0, at_least=0.2)
    found = runs(treated=((0.1, 0.1, 0.9), (0.4, 0.4, 0.6), (0.5, 0.5, 0.6)))
    assert value_of(rule, found) == pytest.approx(0.2)
    assert holds(rule, found)


def test_an_arm_can_be_compared_with_another_arm_on_another_day(runs):
    rule = Rule(**B, against="nothing", against_day=0.0, at_least=0.0)
    found = runs(treated=((0.1, 0.1, 0.9),), nothing=((0.3, 0.5, 0.7),))
    assert value_of(rule, found) == pytest.approx(0.6)


def test_a_mark_counts_the_runs_that_reach_it(runs):
    rule = Rule(**B, mark=0.5, at_least=0.5, at_most=0.5)
    assert holds(rule, runs(treated=(0.1, 0.5, 0.9, 0.3)))


def test_no_rule_holds_where_no_seed_has_a_value(runs):
    rule = Rule(measure="dwell.a_ms", day=2.0, arm="treated", at_most=1e9)
    found = runs(treated=(0.5,))
    found["treated"][0].probes["dwell_ms"] = found["treated"][0].probes["dwell_ms"] * math.nan
    assert math.isnan(value_of(rule, found))
    assert not holds(rule, found)


@pytest.mark.parametrize(
    ("kind", "more", "text"),
    [
        ("percent", {}, "70 %"),
        ("number", {}, "0.70"),
        ("count", {"mark": 0.5}, "2 of 3 runs"),
        ("times", {"against": "nothing", "ratio": True}, "2.0 times"),
    ],
)
def test_numbers_are_written_as_the_lesson_asks(kind, more, text, runs):
    number = Number(**B, name="x", shown=kind, **more)
    assert shown(number, runs(treated=(0.1, 0.7, 0.9), nothing=(0.1, 0.35, 0.45))) == text


def option(id, run=None, **bounds):
    return Option(id=id, text="A text.", fits=(Rule(**B, **bounds),), run=run)


def test_the_answers_that_fit_come_from_the_runs_alone(runs):
    question = Question(
        question="Which?",
        options=(
            option("high", at_least=0.6),
            option("low", at_most=0.4),
            option("elsewhere", run=Spec(seeds=1), at_least=0.0),
        ),
    )
    assert judge.fitting(question, runs(treated=(0.9, 0.8))) == ("high",)
    assert judge.fitting(question, runs(treated=(0.1, 0.2))) == ("low",)
    assert judge.fitting(question, runs(treated=(0.5, 0.5))) == ()


def test_a_number_whose_run_is_not_there_leaves_a_gap(runs):
    known = judge.numbers(
        [Number(**B, name="here", shown="percent"), Number(**B, name="later", of="push")],
        {"main": runs(treated=(0.7,))},
    )
    assert judge.fill("{here} and {later}", known) == f"70 % and {judge.UNKNOWN}"


@pytest.mark.parametrize(
    ("drawn", "direction", "timing", "size"),
    [
        ((0.0, 0.1, 1.0), True, True, True),
        ((0.1, 0.1, 0.1), False, None, False),
        ((1.0, 0.5, 0.0), False, True, False),
        ((0.0, 0.2, 0.6), True, True, False),
    ],
)
def test_a_drawn_curve_is_scored_for_direction_timing_and_size(
    drawn, direction, timing, size, runs
):
    found = runs(treated=((0.0, 0.0, 0.9), (0.0, 0.2, 1.0)))
    assert judge.score_curve(CURVE, drawn, found)[1:] == (direction, timing, size)


def test_a_rise_two_points_too_early_has_another_timing(runs):
    curve = CURVE.model_copy(update={"days": (0.0, 0.0, 0.0, 1.51, 1.51, 2.0)})
    found = runs(treated=((0.0, 0.1, 1.0),))
    assert judge.score_curve(curve, (0.0, 0.9, 0.9, 0.9, 0.9, 1.0), found).timing is False


def test_a_curve_with_another_number_of_points_is_refused(runs):
    with pytest.raises(ValueError, match="2 points; allowed: 3"):
        judge.score_curve(CURVE, (0.1, 0.2), runs(treated=(0.5,)))


@pytest.mark.parametrize(
    ("values", "scale", "highest"),
    [
        ({"a": 0.9, "b": 0.2}, 1.0, ("a",)),
        ({"a": 0.9, "b": 0.85, "c": 0.1}, 1.0, ("a", "b")),
        ({"a": 0.02, "b": 0.0}, 1.0, ("a", "b")),
        ({"a": 3.0, "b": 2.0}, 3.0, ("a",)),
        ({"a": -3.0, "b": -1.0}, 3.0, ("b",)),
    ],
)
def test_the_highest_are_told_and_those_about_as_high(values, scale, highest):
    assert judge.highest(values, scale) == highest


@pytest.mark.parametrize(
    ("values", "direction"),
    [
        ((0.0, 0.2, 1.0), guess_words.RISE),
        ((1.0, 0.9, 0.0), guess_words.FALL),
        ((0.1, 0.9, 0.3), guess_words.RISE_THEN_FALL),
        ((0.9, 0.1, 0.6), guess_words.FALL_THEN_RISE),
        ((0.5, 0.55, 0.45), guess_words.STAY),
        ((0.5, 1.0, 0.0, 0.5), ""),
    ],
)
def test_the_way_of_a_sweep_is_one_of_those_that_can_be_guessed(values, direction):
    assert judge.direction(values, 1.0) == direction
