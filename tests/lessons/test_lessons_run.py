"""Every lesson run for real: the model decides, and each question has one answer."""

from __future__ import annotations

import pytest

from sim.lessons import judge, lessons, scenario_of, whole
from sim.lessons.reading import options
from sim.lessons.records import Lesson, Option, Spec
from sim.runs import Task, run_many

_LEAST_SEEDS = 5
pytestmark = pytest.mark.slow


def runs_of(spec: Spec):
    """Run what a lesson asks for: results by arm id, in the order of the seeds."""
    scenario = scenario_of(spec)
    tasks = [
        Task(scenario, arm, spec.seed + number) for number in range(spec.seeds) for arm in spec.arms
    ]
    found = {arm: [] for arm in spec.arms}
    for result in run_many(tasks):
        found[result.arm].append(result)
    return {arm: sorted(some, key=lambda run: run.seed) for arm, some in found.items()}


@pytest.fixture(scope="module", params=list(lessons()))
def lesson(request) -> Lesson:
    return lessons()[request.param]


@pytest.fixture(scope="module")
def main(lesson):
    assert whole(lesson).seeds >= _LEAST_SEEDS
    return runs_of(whole(lesson))


def test_exactly_one_prediction_fits(lesson, main):
    assert len(judge.fitting(lesson.predict, main)) == 1


def test_the_observation_has_exactly_one_answer(lesson, main):
    assert len(judge.fitting(lesson.observe, main)) == 1


def test_the_contrast_flips_the_result(lesson, main):
    push = runs_of(whole(lesson, lesson.push.run))
    assert judge.flips(lesson, main, push) == (True, False)


def test_each_check_has_exactly_one_idea_that_its_run_does_not_disprove(lesson, main):
    runs: dict[Spec, dict] = {whole(lesson): main}
    left = {question.question: [] for question in lesson.checks}
    for _, question, option in options(lesson):
        if question not in lesson.checks:
            continue
        spec = whole(lesson, option.run)
        if spec not in runs:
            runs[spec] = runs_of(spec)
        if judge.fits(option, runs[spec]):
            left[question.question].append(option)
    for question, found in left.items():
        assert len(found) == 1, (question, [option.id for option in found])
        assert is_no_misconception(found[0])


def is_no_misconception(option: Option) -> bool:
    """The idea that is left is none of those the lesson calls a misconception."""
    return option.misconception == ""


def test_the_prediction_that_fits_is_no_misconception(lesson, main):
    (id,) = judge.fitting(lesson.predict, main)
    assert is_no_misconception(next(option for option in lesson.predict.options if option.id == id))


def test_the_median_curve_gets_full_marks(lesson, main):
    curve = lesson.predict.curve
    if curve is None:
        pytest.skip("this lesson asks for no curve")
    found = judge.score_curve(curve, [curve.start] * len(curve.days), main).found
    score = judge.score_curve(curve, found, main)
    assert score.direction and score.size and score.timing is not False
