"""What is kept of the runs of a class is what its lesson asks for."""

from __future__ import annotations

import numpy as np
import pytest

from sim import stored
from sim.lessons import judge, lessons, scenario_of, whole
from sim.measures import by_name
from sim.rooms import Pooled, can_share_arms, outcome_of
from sim.rooms.pooled import Reading, read_values


@pytest.mark.parametrize("id", lessons())
def test_the_board_shows_what_most_answers_are_about(id):
    measure, day = outcome_of(lessons()[id])
    named = [
        {(rule.measure, rule.day) for rule in option.fits}
        for option in lessons()[id].predict.options
        if option.run is None
    ]
    count = sum((measure, day) in outcomes for outcomes in named)
    assert count == max(
        sum(other in outcomes for outcomes in named) for outcomes in named for other in outcomes
    )
    assert by_name(measure)


@pytest.mark.parametrize("id", ["L2", "L4", "L5"])
def test_seats_that_share_arms_decide_by_what_is_taken_over_each_arm(id):
    lesson = lessons()[id]
    spec = whole(lesson)
    scenario = scenario_of(spec)
    assert can_share_arms(lesson)
    runs = [stored.get(scenario.fingerprint(arm, spec.seed)) for arm in spec.arms]
    apart = Pooled(lesson, {seat: read_values(lesson, [run]) for seat, run in enumerate(runs)})
    together = Pooled(lesson, {0: read_values(lesson, runs)})  # with one seed it is the same
    assert apart.fitting() == together.fitting() and apart.why() == together.why()
    assert [len(values) for values in apart.outcomes().values()] == [1] * len(spec.arms)


def test_no_answer_fits_before_every_arm_has_a_run(lesson):
    spec = whole(lesson)
    run = stored.get(scenario_of(spec).fingerprint(spec.arms[0], spec.seed))
    assert Pooled(lesson, {1: read_values(lesson, [run])}).fitting() == ()


def test_an_answer_about_other_arms_does_not_fit_before_every_arm_has_a_run():
    lesson = lessons()["L11"]
    first, *others = whole(lesson).arms
    asked = {(rule.measure, rule.day) for option in lesson.predict.options for rule in option.fits}
    values = {
        Reading(arm, measure, day_d): float(arm == "surge" and measure == "surge_peak")
        for measure, day_d in asked
        for arm in others
    }
    assert Pooled(lesson, {1: values}).fitting() == ()
    outcome = Reading(first, *outcome_of(lesson))
    assert Pooled(lesson, {1: values, 2: {outcome: 0.0}}).fitting() == ("surge",)


def test_one_arm_cannot_be_shared_out():
    assert not can_share_arms(lessons()["L10"])


@pytest.mark.parametrize("id", ["L2", "L4", "L5"])
def test_pooled_numbers_decide_as_the_runs_themselves_do(id):
    lesson = lessons()[id]
    spec = whole(lesson)
    scenario = scenario_of(spec)
    runs = {
        arm: [stored.get(scenario.fingerprint(arm, spec.seed + n)) for n in range(spec.seeds)]
        for arm in spec.arms
    }
    pooled = Pooled(
        lesson,
        {
            seat: read_values(lesson, [of_arm[seat] for of_arm in runs.values()])
            for seat in range(spec.seeds)
        },
    )
    assert pooled.fitting() == judge.fitting(lesson.predict, runs) != ()
    numbers = judge.numbers(lesson.numbers, {"main": runs})
    assert pooled.why() == judge.fill(lesson.predict.why, numbers)
    outcomes = pooled.outcomes()
    assert list(outcomes) == list(spec.arms)
    assert all(np.isfinite(list(values.values())).all() for values in outcomes.values())
