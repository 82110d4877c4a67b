"""A revised scenario: only what was replaced is validated, and the result is the same."""

from __future__ import annotations

import pytest

import sim
from sim.errors import ScenarioError
from sim.scenario import Arm, Scenario
from sim.scenario.build import Source, build, revised


def validated_as_a_whole(scenario: Scenario) -> Scenario:
    return build(type(scenario), scenario.model_dump(by_alias=True), Source("whole"))


@pytest.mark.parametrize("preset", sim.presets())
def test_every_arm_is_what_validating_all_of_it_gives(preset):
    scenario = sim.load(preset)
    for arm in scenario.arm:
        resolved = scenario.for_arm(arm.id)
        assert validated_as_a_whole(resolved) == resolved
        assert {act.name for act in resolved.intervention} == set(arm.use)


def test_a_change_is_what_validating_all_of_it_gives_and_keeps_the_other_tables(toy):
    changed = toy.with_changes({"stdp.eta_plus": 0.5, "practice.start_d": 16, "title": "Other"})
    assert validated_as_a_whole(changed) == changed
    assert (changed.stdp.eta_plus, changed.intervention[1].start_d) == (0.5, 16.0)
    assert changed.time is toy.time
    assert changed.arm is toy.arm


def test_other_arms_leave_the_tables_as_they_are(toy):
    other = toy.with_arms([*toy.arm, Arm(id="nothing")])
    assert [arm.id for arm in other.arm] == ["in_window", "late", "nothing"]
    assert other.stdp is toy.stdp


@pytest.mark.parametrize(
    "changes",
    [
        {"stdp.eta_plus": 2.0},  # outside its range
        {"stdp.eta_plus": "much"},  # of another type
        {"practice.stop_d": 1.0},  # against another value of its table
        {"time.length_d": 20.0},  # against other tables: what comes later no longer fits
        {"title": ""},
    ],
)
def test_what_does_not_fit_is_no_scenario_and_the_mistake_is_that_of_the_whole(toy, changes):
    data = toy.model_dump(by_alias=True)
    for path, value in changes.items():
        table, _, name = path.partition(".")
        if table == "practice":
            table, part = "intervention", (data["intervention"][0], {**data["intervention"][1]})
            part[1][name] = value
        else:
            part = {**data[table], name: value} if name else value
        data[table] = part
    assert revised(toy, {table: part}) is None
    with pytest.raises(ScenarioError) as of_the_whole:
        build(type(toy), data, Source("change"))
    with pytest.raises(ScenarioError) as of_the_change:
        toy.with_changes(changes)
    assert of_the_change.value.problems == of_the_whole.value.problems


def test_too_many_arms_are_refused(toy):
    arms = [Arm(id=f"arm_{number}") for number in range(21)]
    with pytest.raises(ScenarioError, match="21 entries; allowed: at most 20 entries"):
        toy.with_arms(arms)
