"""The sentence that tells a result: by the measure that the lesson is about."""

from __future__ import annotations

from dataclasses import replace
from statistics import fmean

import numpy as np
import pytest

import sim
from sim import plots, stored
from sim.measures import MEASURES, value_at
from sim.measures.apart import effect_size
from sim.plots.views.headline import headline_value

NAMES = {measure.name for measure in MEASURES}


def told_by(scenario, measure, day=None):
    return scenario.with_changes(
        {"headline": measure} | ({} if day is None else {"headline_day": day})
    )


def with_probes(results, **probes):
    """Return runs with other values of their tests: each a function of what was there."""
    return [
        replace(
            result,
            seed=seed,
            probes=result.probes
            | {name: change(result.probes[name].copy()) for name, change in probes.items()},
        )
        for seed, result in enumerate(results)
    ]


def answers(*share):
    """Return a change of the answers of every test to A, B, C, D, none."""
    return lambda old: np.tile(np.array(share, dtype=float), (len(old), 1))


def shown_first(preset):
    """Return a preset and its shipped runs of the arms that are shown first, by label."""
    scenario, found = sim.load(preset), stored.results(preset)
    label = {arm.id: arm.label for arm in scenario.arm}
    return scenario, {label[arm]: found[arm] for arm in scenario.first_arms()}


def test_without_a_headline_of_its_own_a_scenario_is_told_by_the_answers(scenario, many):
    assert plots.headline_sentence(scenario, many) == plots.result_sentence(many)
    assert plots.headline_sentence(told_by(scenario, "answer.c", 1.0), many) == (
        plots.result_sentence(many, 1.0, "C")
    )


@pytest.mark.parametrize(("day", "used"), [(1.0, 1.0), (None, 3.0), (0.9, 1.0)])
def test_mean_and_ends_of_the_headline_are_those_of_the_runs_and_are_named(
    scenario, arms, day, used
):
    text = plots.headline_sentence(told_by(scenario, "rate_exc_hz", day), arms)
    assert f"(Hz) on day {used:g}, mean of 2 runs, lowest and highest in brackets:" in text
    for label, results in arms.items():
        values = [value_at(result, "rate_exc_hz", used) for result in results]
        low, high = f"{min(values):.3g}", f"{max(values):.3g}"
        spread = f" ({low} to {high})" if low != high else ""
        assert f"{label}: {fmean(values):.3g}{spread}" in text


def test_ends_that_print_alike_are_not_told(scenario, arms):
    same = with_probes(arms["Nothing"], rate_exc_hz=lambda old: np.full_like(old, 5.0))
    text = plots.headline_sentence(told_by(scenario, "rate_exc_hz"), {"Nothing": same})
    assert text.endswith(": Nothing: 5.")


def test_a_measure_of_the_whole_run_is_told_without_a_day(scenario, arms):
    text = plots.headline_sentence(told_by(scenario, "surge_peak"), arms)
    assert " on day" not in text


def test_one_run_is_told_as_no_proof_and_a_missing_value_as_missing(scenario, arms):
    few = {label: results[:1] for label, results in arms.items()}
    text = plots.headline_sentence(told_by(scenario, "kick_size"), few)
    assert "Nothing: no value" in text
    assert text.endswith("One run is not proof.")


def test_a_value_that_some_runs_lack_is_said_to_be_missing_there(scenario, arms):
    first, second = arms["Nothing"]
    lost = replace(
        second, probes=second.probes | {"dwell_ms": np.full_like(second.probes["dwell_ms"], np.nan)}
    )
    text = plots.headline_sentence(told_by(scenario, "dwell.a_ms"), {"Nothing": [first, lost]})
    assert "no value in 1 run)" in text


def test_arms_with_the_same_answers_are_told_apart_by_a_measure_of_the_claims():
    scenario, arms = shown_first("no_direction")
    a_practised, _ = arms.values()
    none_practised = stored.results("no_direction")["dose_only"]
    both = {"Dose, no practice": none_practised, "Dose, A practised": a_practised}
    text = plots.headline_sentence(scenario, both)
    holds = [
        fmean(value_at(run, "strength.cue_to_a", 12.0) for run in runs) for runs in both.values()
    ]
    assert text.count("to B in 0 of 60") == 2 and text.count("and to A in 60") == 2
    assert text.endswith(
        f" They differ in another measure, weight from cue to A on day 12: on "
        f"average {holds[0]:.3g} and {holds[1]:.3g} base weights."
    )


def test_no_other_measure_is_told_where_the_answers_differ_or_luck_alone_does(scenario, many):
    claimed, arms = shown_first("no_direction")
    assert "another measure" not in plots.headline_sentence(claimed, arms)
    [label, runs], *_ = arms.items()
    twice = {label: runs, "again": runs}
    assert "another measure" not in plots.headline_sentence(claimed, twice)
    few = {name: found[:2] for name, found in arms.items()}
    assert "another measure" not in plots.headline_sentence(claimed, few)


def test_a_network_that_answers_with_nothing_is_told_so_with_what_its_cells_do(scenario, arms):
    runs = arms["Nothing"]

    def at_last(value):
        return lambda old: np.append(old[:-1], value)

    nothing = {"answer": answers(0, 0, 0, 0, 1), "uncued": answers(0, 0.2, 0, 0, 0.8)}
    busy = with_probes(runs, **nothing, rate_exc_hz=at_last(40.0))
    rate = fmean(float(run.probes["rate_exc_hz"][0]) for run in runs)
    assert plots.headline_sentence(scenario, {"Worn": busy}) == (
        "Worn: the cue leads to B in 0 of 10 trials on day 3 (2 runs) and to A in 0; without it, B "
        "is active in 2; no pattern answers in 10, and at rest its cells fire at 40.0 Hz "
        f"({rate:.1f} Hz on day 0). A and B have fused into one group of cells in 2 of 2 runs."
    )
    silent = with_probes(runs, **nothing, rate_exc_hz=at_last(0.0))
    assert plots.headline_sentence(scenario, {"Worn": silent}).endswith(
        "; no pattern answers in 10, and at rest its cells are silent."
    )
    usual = with_probes(runs, **nothing, rate_exc_hz=lambda old: np.full_like(old, 5.0))
    assert plots.headline_sentence(scenario, {"Worn": usual}).endswith(
        "; no pattern answers in 10."
    )


def test_what_else_answers_is_told_only_where_it_is_the_usual_answer(scenario, arms):
    runs = arms["Nothing"]
    told = {
        share: plots.headline_sentence(scenario, {"One": with_probes(runs, answer=answers(*share))})
        for share in ((0.8, 0.2, 0, 0, 0), (0.2, 0.8, 0, 0, 0), (0, 0.2, 0, 0.6, 0.2))
    }
    assert [text.partition("is active in ")[2].lstrip("0123456789") for text in told.values()] == [
        ".",
        ".",
        "; D answers in 6.",
    ]
    assert [text.partition("and to A in ")[2].partition(";")[0] for text in told.values()] == [
        "8",
        "2",
        "0",
    ]


@pytest.mark.parametrize("preset", stored.SHIPPED)
def test_headline_and_picture_of_a_preset_have_one_number(preset):
    """The title of the picture and the sentence above it count the same tests."""
    scenario, arms = shown_first(preset)
    title = plots.answer_over_days(arms).title
    text = plots.result_sentence(arms)
    for runs in arms.values():
        share = fmean(float(run.probes["answer"][-1, 1]) for run in runs)
        tests = scenario.probe.trials * len(runs)
        assert f"{share:.2f}" in title and f"in {round(tests * share)} of {tests}" in text


def test_how_sure_the_headline_is_counts_its_own_measure(scenario, arms):
    rated = told_by(scenario, "rate_exc_hz", 1.0)
    first, second = (
        arms["Practice early"],
        with_probes(arms["Practice early"], rate_exc_hz=lambda old: old + 2.0),
    )
    first = with_probes(first)
    assert plots.difference_sentence(rated, first, second) == (
        "First arm against second, rate of excitatory cells: clearly lower. Mean difference -2 Hz "
        "in 2 seeds; higher in 0, lower in 2."
    )


@pytest.mark.parametrize("preset", sim.presets())
def test_the_headline_of_a_preset_is_a_measure_of_its_claims_on_a_test_day(preset):
    scenario = sim.load(preset)
    assert scenario.headline in NAMES
    # Of yes and no (responds) one number says little: there it is the share that decides.
    others = {"answer.b", "flexible_rest"}
    assert scenario.headline in {claim.measure for claim in scenario.expect} | others
    if scenario.headline_day is not None:
        near = min(abs(day - scenario.headline_day) for day in scenario.time.test_days)
        assert near <= scenario.time.step_h / 48.0


@pytest.mark.parametrize("preset", stored.SHIPPED)
def test_the_headline_differs_between_the_shipped_arms_that_are_shown_first(preset):
    scenario, arms = shown_first(preset)
    assert_each_differs_from_another(scenario, list(arms.values()))


@pytest.mark.slow
@pytest.mark.parametrize("preset", sim.presets())
def test_the_headline_differs_between_arms_shown_first_or_the_preset_says_why_not(preset):
    scenario = sim.load(preset)
    found = {arm: [] for arm in scenario.first_arms()}
    for result in sim.run_many(
        [sim.Task(scenario, arm, seed) for arm in found for seed in range(8)]
    ):
        found[result.arm].append(result)
    if scenario.first_look_alike:
        with pytest.raises(AssertionError):
            assert_each_differs_from_another(scenario, list(found.values()))
    else:
        assert_each_differs_from_another(scenario, list(found.values()))


def assert_each_differs_from_another(scenario, arms):
    """Hold that each arm is apart from some other one by more than its spread over seeds."""
    for place, runs in enumerate(arms):
        others = [*arms[:place], *arms[place + 1 :]]
        assert (
            max(
                effect_size(runs, other, lambda run: headline_value(scenario, run))
                for other in others
            )
            > 1.0
        ), runs[0].arm_label
