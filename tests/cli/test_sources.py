"""sources: the table, one row and what cites it, the page, and no number that was not checked."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import sim.scenario.declared
from sim.cli.commands.sources import cited_by
from sim.evidence import target, targets
from sim.model.absorption import ROUTES
from sim.params import Leaf, par
from sim.scenario.declared import Declared, declared

PAGE = Path(__file__).parents[2] / "docs/sources.md"
CODE = re.compile(r"\b[A-M]\d{2}[a-c]?\b")
NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.])")
WORK = re.compile(r"\b([A-Z][A-Za-z-]+)(?: et al\.)?,?\s\(?((?:19|20)\d\d)\b")  # Name et al. (2000)
UNCHECKED = [row for row in targets() if not row.is_checked]


@pytest.fixture
def no_presets(monkeypatch):
    """Leave presets out, which take most of the time."""
    monkeypatch.setattr(sim.scenario, "presets", lambda: ())


def numbers_in(text):
    """Return the numbers that stand alone in a text."""
    return {float(found) for found in NUMBER.findall(text)}


def numbers_of(row):
    """Return what was measured."""
    return {number for number in (row.low, row.mid, row.high) if number is not None}


def page_rows():
    """Return the cells of the table of the page by code."""
    lines = re.findall(r"^\| ([A-M]\d{2}[a-c]? \|.*) \|$", PAGE.read_text("utf-8"), re.M)
    return {cells[0]: cells[1:] for cells in (line.split(" | ") for line in lines)}


def test_every_work_that_the_mechanisms_name_stands_on_the_page():
    page = " ".join(PAGE.read_text("utf-8").split())
    files = [
        path
        for room in ("kernels", "model", "interventions", "assays", "measures")
        for path in (Path(sim.__file__).parent / room).glob("*.py")
    ]
    named = {(path.name, *work) for path in files for work in WORK.findall(path.read_text("utf-8"))}
    assert len(named) > 20
    assert [
        (path, name, year)
        for path, name, year in sorted(named)
        if not re.search(rf"{name}[^*|]{{0,60}}\b{year}", page)
    ] == []


def test_the_list_shows_every_row(cli):
    header, *lines = cli("sources").stdout.splitlines()
    assert header.split() == ["code", "quantity", "value", "where", "source"]
    for line, row in zip(lines, targets(), strict=True):
        assert line.startswith(row.id) and row.value_or_note in line and line.endswith(row.source)


def test_a_row_in_full_says_where_it_was_read_and_what_cites_it(cli):
    shown = cli("sources", "h01A").stdout
    for words in (
        "H01a, Ketamine + ASAT",
        "Value: 30 days",
        "Where: 154 TRD",
        "Source: Price 2022",
        "https://doi.org/10.1176/appi.ajp.20220216",
        "Status: read in an abstract",
        "Parameters set by hand with it in mind: practice.start_d",
        "Cards: CL24, CL47, CL59",
        "  practice_in_window: Practice in the window",
    ):
        assert words in shown


def test_parameters_taken_from_a_row_and_those_set_by_hand_after_it_are_told_apart():
    assert "drug.v1_l_per_kg" in cited_by("A11")["parameters"]
    assert cited_by("A11")["set_by_hand"] == []
    assert cited_by("D02")["set_by_hand"] == ["window.tau_spine_h"]
    assert cited_by("D02")["parameters"] == []


def test_every_code_beside_a_parameter_or_a_route_leads_back_to_it(no_presets):
    for row in declared():
        for code in CODE.findall(row.leaf.source):
            cited = cited_by(code)
            assert row.leaf.path in cited["parameters"] + cited["set_by_hand"]
    for name, route in ROUTES.items():
        for code in CODE.findall(route.source):
            assert name in cited_by(code)["routes"]


def test_a_source_that_names_a_family_cites_its_members_only(monkeypatch):
    field = par(1.0, label="Thing", help="Some thing.", source="chosen after H01")
    row = Declared("table", Leaf("some.thing", 1.0, field), "sim/model/some.py")
    monkeypatch.setattr(sim.scenario.declared, "declared", lambda: [row])
    assert [code for code in ("H01a", "H01b", "H02", "H08a") if cited_by(code)["set_by_hand"]] == [
        "H01a",
        "H01b",
    ]


def test_claims_of_presets_are_named_and_so_is_a_known_failure():
    claims = [(preset, claim) for preset in sim.presets() for claim in sim.load(preset).expect]
    preset, failing = next(
        (preset, claim) for preset, claim in claims if claim.fails_because and claim.evidence
    )
    assert {"id": preset, "claim": failing.text, "known_to_fail": True} in cited_by(
        failing.evidence[0]
    )["presets"]
    assert {preset["id"] for preset in cited_by("I09")["presets"]} == {
        preset for preset, claim in claims if "I09" in claim.evidence
    }


def test_a_row_that_nothing_cites_says_so(cli):
    assert "No parameter, card or preset cites it." in cli("sources", "F09").stdout
    assert "No parameter" not in cli("sources", "A15").stdout


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("A01", "0.5 mg/kg over 40 min"),
        ("A05", "1200 to 2400 ng/mL"),
        ("A06", "79 (69 to 90, 95 % CI) L/h per 70 kg"),
        ("A24", "16 (14 to 23) min"),
        ("B10", "direction"),
        ("G01a", "not checked"),
    ],
)
def test_a_value_has_its_unit_and_an_interval_says_what_it_is(code, words):
    assert target(code).value_or_note == words


@pytest.mark.parametrize("row", UNCHECKED, ids=lambda row: row.id)
def test_numbers_that_were_not_checked_are_printed_nowhere(cli, no_presets, row):
    quantity, told, where, source = page_rows()[row.id]
    assert (told, where) == ("not checked", "")
    assert not numbers_in(f"{quantity} {source.partition('](<')[0]}") & numbers_of(row)
    data = json.loads(cli("sources", row.id, "--json").stdout)
    assert [data[key] for key in ("low", "mid", "high", "unit", "context")] == [
        None,
        None,
        None,
        "",
        "",
    ]
    lines = cli("sources", row.id).stdout.splitlines()
    assert "Value: not checked" in lines
    assert not [line for line in lines if line.startswith("Where:")]


def test_json_of_all_rows_has_the_numbers_of_the_checked_ones(cli):
    found = json.loads(cli("sources", "--json").stdout)
    assert [entry["id"] for entry in found] == [row.id for row in targets()]
    for entry, row in zip(found, targets(), strict=True):
        assert entry["is_checked"] == row.is_checked
        assert entry["mid"] == (row.mid if row.is_checked else None)


def test_an_unknown_code_is_refused_with_the_nearest_one(cli):
    result = cli("sources", "H01")
    assert result.exit_code == 2
    assert "no row 'H01'" in result.stderr and "did you mean H0" in result.stderr


def test_the_page_of_sources_is_what_the_command_prints(cli):
    """If this fails: plasticity-lab sources --markdown > docs/sources.md"""
    assert PAGE.read_text("utf-8") == cli("sources", "--markdown").stdout


def test_the_page_links_every_row_that_has_an_address():
    rows = page_rows()
    assert list(rows) == [row.id for row in targets()]
    for row in targets():
        linked = f"[{row.source}](<{row.link}>)" if row.link else row.source
        assert len(rows[row.id]) == 4 and rows[row.id][-1] == linked


def test_every_work_that_a_parameter_names_stands_on_the_page():
    named = {
        work
        for row in declared()
        for work in re.findall(r"([A-Z][a-z]+)(?: and [A-Z][a-z]+)? (\d{4})", row.leaf.source)
    }
    assert len(named) >= 5
    equations = PAGE.read_text("utf-8").partition("## Equations")[2].split("\n* ")
    assert [
        (name, year)
        for name, year in named
        if not any(name in equation and year in equation for equation in equations)
    ] == []
