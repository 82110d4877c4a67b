"""The sentence that tells a result: by the measure that the lesson is about."""

from __future__ import annotations

import statistics

import pytest

import sim
from sim import plots
from sim.measures import MEASURES, value_at

NAMES = {measure.name for measure in MEASURES}


def told_by(scenario, measure, day=None):
    return scenario.with_changes({"headline": measure} | ({} if day is None
                                                          else {"headline_day": day}))


def test_without_a_headline_of_its_own_a_scenario_is_told_by_the_answers(scenario, many):
    assert plots.headline_sentence(scenario, many) == plots.result_sentence(many)


@pytest.mark.parametrize(("day", "used"), [(1.0, 1.0), (None, 3.0), (0.9, 1.0)])
def test_medians_and_quartiles_of_the_headline_are_those_of_the_runs(scenario, arms, day, used):
    text = plots.headline_sentence(told_by(scenario, "rate_exc_hz", day), arms)
    assert f"(Hz) on day {used:g}, median of 2 seeds" in text
    for label, results in arms.items():
        values = [value_at(one, "rate_exc_hz", used) for one in results]
        low, median, high = statistics.quantiles(values, n=4, method="inclusive")
        assert f"{label}: {median:.3g} ({low:.3g} to {high:.3g})" in text


def test_a_measure_of_the_whole_run_is_told_without_a_day(scenario, arms):
    text = plots.headline_sentence(told_by(scenario, "surge_peak"), arms)
    assert " on day" not in text


def test_one_run_is_told_as_no_proof_and_a_missing_value_as_missing(scenario, arms):
    one = {label: results[:1] for label, results in arms.items()}
    text = plots.headline_sentence(told_by(scenario, "kick_size"), one)
    assert "Nothing: no value" in text
    assert text.endswith("One run is not proof.")


@pytest.mark.parametrize("preset", sim.presets())
def test_the_headline_of_a_preset_is_a_measure_of_its_claims_on_a_test_day(preset):
    scenario = sim.load(preset)
    assert scenario.headline in NAMES
    # Of yes and no (responds) a median says little: there it is the share that decides.
    others = {"answer.b", "flexible_rest"}
    assert scenario.headline in {claim.measure for claim in scenario.expect} | others
    if scenario.headline_day is not None:
        near = min(abs(day - scenario.headline_day) for day in scenario.time.test_days)
        assert near <= scenario.time.step_h / 48.0
