"""Codes beside parameters, in presets and in the code lead to rows that were checked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import sim
from sim.evidence import targets
from sim.interventions import INTERVENTIONS
from sim.params import walk
from sim.scenario import Scenario, parameters

ROOT = Path(__file__).parents[2]
CODE = re.compile(r"\b[A-M]\d{2}[a-c]?\b")
ROWS = {row.id: row for row in targets()}
LEAVES = [
    *parameters(sim.load("practice_in_window")),
    *(leaf for kind in INTERVENTIONS for leaf in walk(kind(name="x"), kind.__name__)),
]


def family(code):
    """Return the rows that a code means: D03 stands for D03a and D03b."""
    return [row for id, row in ROWS.items() if id == code or id[:-1] == code]


def test_every_code_beside_a_parameter_is_a_row():
    codes = {code for leaf in LEAVES for code in CODE.findall(leaf.source)}
    assert len(codes) >= 10
    assert [code for code in codes if not family(code)] == []


def test_a_default_that_is_taken_from_a_row_was_checked():
    taken = {
        leaf.path: code
        for leaf in LEAVES
        if not leaf.source.startswith("chosen")
        for code in CODE.findall(leaf.source)
    }
    assert len(taken) >= 5
    assert {
        path: code
        for path, code in taken.items()
        if not all(row.is_checked for row in family(code))
    } == {}


@pytest.mark.parametrize("preset", sim.presets())
def test_a_preset_cites_checked_rows_only(preset):
    cited = {code for claim in sim.load(preset).expect for code in claim.evidence}
    assert [code for code in cited if code not in ROWS or not ROWS[code].is_checked] == []


@pytest.mark.parametrize("folder", ["model", "interventions"])
def test_every_row_that_the_code_names_exists(folder):
    texts = (path.read_text("utf-8") for path in (ROOT / "sim" / folder).glob("*.py"))
    named = {
        code
        for text in texts
        for found in re.findall(r"\brows? [^\n]*", text)
        for code in CODE.findall(found)
    }
    assert [code for code in named if not family(code)] == []


def test_scenarios_have_parameters_to_look_at():
    assert "drug" in Scenario.model_fields and len(LEAVES) > 100
