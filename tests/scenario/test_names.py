"""Settings in words: names without paths, values with units, for every setting of every preset."""

from __future__ import annotations

import re

import pytest

import sim
from sim.interventions import INTERVENTIONS
from sim.scenario import parameters, presets
from sim.scenario.names import act_name, changes_in_words, setting_name, setting_value

RAW = re.compile(r"_|\(\)|\(\d|,\)|\bTrue\b|\bFalse\b|\bNone\b|\w\.[a-z]|\d e-?\d")


def of(preset: str, path: str, value: object) -> str:
    return setting_value(sim.load(preset), path, value)


@pytest.mark.parametrize("preset", presets())
def test_no_setting_is_told_by_its_path_and_no_value_as_code(preset):
    scenario = sim.load(preset)
    names = [setting_name(scenario, leaf.path) for leaf in parameters(scenario)]
    assert len(set(names)) == len(names)
    for leaf in parameters(scenario):
        for said in changes_in_words(scenario, [(leaf.path, leaf.value)]):
            assert not RAW.search(said), said
            assert len(said) <= 110


@pytest.mark.parametrize("preset", presets())
def test_what_the_arms_of_a_preset_set_reads_well(preset):
    scenario = sim.load(preset)
    for arm in scenario.arm:
        for said in changes_in_words(scenario, arm.set):
            assert not RAW.search(said), said


def test_a_point_of_the_calendar_is_a_day_and_a_duration_has_days():
    assert of("practice_in_window", "practice.start_d", 5.0) == "day 5"
    assert of("practice_in_window", "dose.at_d", (6.0,)) == "day 6"
    assert of("a_nights_sleep", "nights.deprived_d", ()) == "none"
    assert of("a_nights_sleep", "nights.deprived_d", (3.0, 4.0, 5.0)) == "days 3, 4 and 5"
    assert of("practice_in_window", "practice.every_d", 1.0) == "1 day"
    assert of("practice_in_window", "time.length_d", 30.0) == "30 days"


def test_switches_choices_and_units_are_words():
    assert of("no_brakes", "homeostasis.enabled", False) == "off"
    assert of("routes", "dose.route", "im") == "into a muscle"
    assert of("practice_in_window", "practice.pattern", "C") == "pattern C"
    assert of("practice_in_window", "dose.dose_mg_per_kg", 0.5) == "0.5 mg/kg"


def test_two_of_a_kind_are_told_apart_and_one_alone_is_called_by_its_kind():
    two = sim.load("it_comes_back")
    assert setting_name(two, "stress.level") == "Stress: strength"
    assert setting_name(two, "later_stress.level") == "Later stress: strength"
    blockers = sim.load("blockers")
    assert act_name(blockers, "bdnf") == "Blocker (bdnf)"
    scenario = sim.load("cue_reward")
    assert act_name(scenario, "habit") == "Rewarded cue"


def test_a_name_of_its_own_keeps_its_capitals():
    scenario = sim.load("stress_in_window")
    assert setting_name(scenario, "stress.bdnf_loss") == "Stress: BDNF-like signal it takes"
    assert setting_name(scenario, "stdp.rate") == "Learning rate"


def test_every_intervention_has_a_name_that_is_no_code():
    assert all(not RAW.search(str(kind.model_config["title"])) for kind in INTERVENTIONS)
