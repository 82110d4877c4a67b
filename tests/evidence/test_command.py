"""cards: the list, one card, the page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sim.cli.root import commands
from sim.evidence import claims

PAGE = Path(__file__).parents[2] / "docs/evidence.md"


def cards(*words):
    """Return the result of ``plasticity-lab cards``."""
    return CliRunner().invoke(commands, ["cards", *words])


def test_the_list_shows_every_card_with_its_grade():
    header, *lines = cards().stdout.splitlines()
    assert header.split() == ["card", "group", "grade", "claim"]
    for line, card in zip(lines, claims(), strict=True):
        assert line.startswith(card.id) and card.grade in line and line.endswith(card.claim)


def test_a_card_in_full_says_all_that_is_known_of_it():
    shown = cards("CL46").stdout
    for words in (
        "Grade: contested (one study of people; for cells animal-only)",
        "Know: Nobody has measured",
        "In the toy:",
        "Shown by: learning_after_dose, practice_in_window",
        "Parameters: window.opening_per_h",
        "Tests: V07",
        "Remembered, not checked",
        "https://doi.org/10.1016/j.bpsc.2019.07.002",
        "F01a:",
        "48 h",
    ):
        assert words in shown


def test_a_card_that_is_an_analogy_says_so_beside_its_presets_and_on_the_page():
    told = "Only an analogy: Rest in A is no rumination."
    assert f"Shown by: dose_only, leaving_a\n{told}" in cards("CL70").stdout
    assert f"`dose_only`, `leaving_a`. {told}" in cards("--markdown").stdout
    assert "analogy" not in cards("CL07").stdout


def test_a_card_without_a_preset_says_why():
    assert "Shown by: no preset. Suicidality is never simulated." in cards("CL36").stdout


def test_numbers_that_were_not_checked_are_not_printed():
    assert "HNK" in cards("cl09").stdout
    (row,) = (line for line in cards("CL09").stdout.splitlines() if "K04:" in line)
    assert row.split("[")[0].strip() == "K04: Ketamine-type rapid scaling: not checked"
    assert (
        "Zarate 2006, Archives" in cards("CL34").stdout and "(not checked; " in cards("CL34").stdout
    )


@pytest.mark.parametrize("words", [("--grade", "animal-only"), ("--grade", "Animal")])
def test_a_grade_may_be_chosen_by_its_beginning(words):
    found = json.loads(cards(*words, "--json").stdout)
    assert [card["id"] for card in found] == [
        card.id for card in claims() if card.grade == "animal-only"
    ]


def test_a_group_is_chosen_by_its_letter():
    found = json.loads(cards("--group", "b", "--json").stdout)
    assert [card["id"] for card in found] == [card.id for card in claims() if card.group == "B"]


def test_json_of_one_card_is_the_card():
    found = json.loads(cards("CL07", "--json").stdout)
    assert found["grade"] == "animal-only" and found["citations"][0]["short"] == "Li 2010"


@pytest.mark.parametrize(
    "words",
    [("CL99",), ("--grade", "weak"), ("--group", "Z"), ("--grade", " "), ("CL07", "--group", "A")],
)
def test_a_wrong_choice_is_refused_with_what_is_allowed(words):
    result = cards(*words)
    assert result.exit_code == 2 and "allowed: " in result.stderr


def test_the_page_of_the_evidence_is_what_the_command_prints():
    """If this fails: plasticity-lab cards --markdown > docs/evidence.md"""
    assert PAGE.read_text("utf-8") == cards("--markdown").stdout
