"""parameters: every declared number is listed, marked if set by hand, and on the page."""

from __future__ import annotations

import json
from pathlib import Path

import sim
from sim.interventions import INTERVENTIONS
from sim.scenario import Scenario
from sim.scenario.structure import tables

PAGE = Path(__file__).parents[2] / "docs" / "parameters.md"


def test_every_declared_parameter_is_listed_with_its_source(cli):
    rows = json.loads(cli("parameters", "--json").stdout)
    declared = sum(len(table.model_fields) for table in tables(Scenario).values())
    declared += sum(
        len(intervention.model_fields) - 2 for intervention in INTERVENTIONS
    )  # but name and kind
    assert len(rows) == declared
    assert all(row["source"] and row["help"] for row in rows)


def test_numbers_set_by_hand_are_marked_and_can_be_listed_alone(cli):
    by_path = {row["path"]: row for row in json.loads(cli("parameters", "--json").stdout)}
    assert by_path["window.gate_k"]["hand_set"]
    assert not by_path["drug.v1_l_per_kg"]["hand_set"]
    alone = json.loads(cli("parameters", "--hand-set", "--json").stdout)
    assert {row["path"] for row in alone} == {
        path for path, row in by_path.items() if row["hand_set"]
    }


def test_a_part_of_a_name_chooses_and_an_unknown_one_is_said(cli):
    shown = cli("parameters", "gate").stdout
    assert "window.gate_k" in shown and "dopamine.gate" in shown and "tau_close" not in shown
    result = cli("parameters", "gaet")
    assert result.exit_code != 0 and "no parameter with 'gaet'" in result.stderr


def test_the_page_is_what_the_command_prints(cli):
    assert PAGE.read_text("utf-8") == cli("parameters", "--markdown").stdout


def test_defaults_listed_are_those_of_a_scenario(cli):
    rows = json.loads(cli("parameters", "window.", "--json").stdout)
    window = sim.load("practice_in_window").window
    assert {row["path"]: row["default"] for row in rows} == {
        f"window.{name}": value for name, value in window
    }
