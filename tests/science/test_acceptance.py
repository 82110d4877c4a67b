"""The acceptance tests V01 to V24 are claims of presets; those known to fail say why."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest

import sim

TESTS = tuple(f"V{number:02d}" for number in range(1, 25))
EXPERIMENTS = {f"EX{number}" for number in range(1, 13)}
LIBRARY = {  # the presets that a class finds at the start
    "well_worn_path",
    "practice_only",
    "dose_only",
    "practice_in_window",
    "practice_too_early",
    "no_direction",
    "twice_the_dose",
    "one_or_six",
    "it_comes_back",
    "fast_or_slow",
    "rub_out_new_spines",
    "no_brakes",
    "a_nights_sleep",
    "loss_and_spare_capacity",
    "rival_ideas",
}
SCENARIOS = {id: sim.load(id) for id in sim.presets()}
PAGE = (Path(__file__).parents[2] / "docs" / "science.md").read_text("utf-8")
TABLE = PAGE.partition("<!-- acceptance -->")[2].partition("<!-- end of acceptance -->")[0]
NO_TARGET = {"V21"}  # a lesion: nothing was measured in people that a claim could cite


def claims_of(test: str):
    """Return (preset, claim) for all that belong to an acceptance test."""
    return [
        (id, claim)
        for id, scenario in SCENARIOS.items()
        for claim in scenario.expect
        if claim.test == test
    ]


@pytest.mark.parametrize("test", TESTS)
def test_every_acceptance_test_is_a_claim_with_its_evidence_over_20_seeds(test):
    found = claims_of(test)
    assert found
    assert all(claim.seeds >= 20 for _, claim in found)
    assert any(claim.evidence for _, claim in found) != (test in NO_TARGET)


def test_the_network_in_which_output_turns_is_the_same_in_both_presets():
    found = [
        {path: value for path, value in arm.set if not path.startswith("dose.")}
        for id in ("disinhibition", "twice_the_dose")
        for arm in SCENARIOS[id].arm
        if arm.id.endswith("_open")
    ]
    assert len(found) == 3 and found[0]["synapse.nmda_tonic_ns"] > 0.0
    assert found[1:] == [found[0]] * 2


@pytest.mark.parametrize("test", TESTS)
def test_the_page_says_of_every_acceptance_test_whether_it_holds(test):
    fails = any(claim.fails_because for _, claim in claims_of(test))
    (row,) = [line for line in TABLE.splitlines() if line.startswith(f"| {test} ")]
    assert ("**fails**" in row) == fails
    presets = {id for id, _ in claims_of(test)}
    assert all(f"`{id}`" in row for id in presets)


def test_the_page_counts_the_claims_that_hold_and_those_that_fail():
    told = re.search(r"(\d+) claims hold and (\d+) fail", " ".join(PAGE.split()))
    fails = [
        bool(claim.fails_because) for scenario in SCENARIOS.values() for claim in scenario.expect
    ]
    assert [int(number) for number in told.groups()] == [fails.count(False), fails.count(True)]


def test_every_acceptance_test_fails_is_calibrated_or_comes_out_of_the_rest_and_only_one_of_them():
    fails = {test for test in TESTS if any(claim.fails_because for _, claim in claims_of(test))}
    part = PAGE.partition("## Met, but by calibration")[2].partition("\n## ")[0]
    chosen = {
        test
        for cells in re.findall(r"^\| (V[^|]*) \|", part, re.M)
        for test in re.findall(r"V\d\d", cells)
    }
    (sentence,) = re.findall(r"^V[^|]* come out of the rest\.$", part, re.M)
    emergent = set(re.findall(r"V\d\d", sentence))
    assert sorted([*fails, *chosen, *emergent]) == list(TESTS)


def test_every_experiment_and_the_library_have_presets():
    assert {id for scenario in SCENARIOS.values() for id in scenario.experiments} == EXPERIMENTS
    assert set(SCENARIOS) >= LIBRARY


@pytest.mark.parametrize("id", SCENARIOS)
def test_a_preset_is_a_comparison_with_a_control_and_says_what_it_leaves_out(id):
    scenario = SCENARIOS[id]
    assert scenario.id == id
    assert 2 <= len(scenario.arm) <= 8
    assert scenario.control in {arm.id for arm in scenario.arm}
    assert all(arm.label for arm in scenario.arm)
    assert scenario.question.endswith("?") and scenario.look_at and scenario.discuss
    assert scenario.experiments and len(scenario.leaves_out) >= 2 and scenario.misreadings
    assert len(scenario.expect) >= 2
    assert all(claim.text for claim in scenario.expect)


def test_titles_differ():
    titles = defaultdict(list)
    for id, scenario in SCENARIOS.items():
        titles[scenario.title].append(id)
    assert [ids for ids in titles.values() if len(ids) > 1] == []
