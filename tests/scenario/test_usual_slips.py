"""Files that look right: each usual slip is answered with its line and the remedy."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sim
from sim import ScenarioError
from sim.scenario import parse_assignment, parse_value
from sim.scenario.library import source_path


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("length_d\u00a0=\u00a02.0", "plain blanks"),
        ("length_d =\u200b2.0", "plain blanks"),
        ("length_d = 2.0\x1a", "cannot be seen"),
        ("length_d = 2.0\x00\x00", "cannot be seen"),
        ("length_d = 2.000,0", "did you mean 2000.0?"),
        ("length_d = 2,0", "did you mean 2.0?"),
        ("length_d: 2.0", "did you mean length_d = 2.0?"),
        ("length_d = 2.0;", "did you mean 2.0?"),
        ("length_d = 2.0 d", "did you mean 2.0?"),
        ("length_d = 2;5", "no semicolon"),
        ("length_d = 1,000.5", "did you mean 1000.5?"),
    ],
)
def test_a_slip_is_told_with_its_line_and_the_remedy(line, told, tiny_text):
    with pytest.raises(ScenarioError) as error:
        sim.load(tiny_text.replace("length_d = 2.0", line))
    assert "text:10: " in str(error.value)
    assert told in str(error.value)


@pytest.mark.parametrize(
    ("value", "allowed", "meant"),
    [
        ("2.000,5", "a decimal point", "2000.5"),
        ("1.000,5", "a decimal point", "1000.5"),
        ("-1.000,5", "a decimal point", "-1000.5"),
        ("1,000.5", "thousands", "1000.5"),
        ("1.000.000", "thousands", "1000000"),
        ("1,000,000", "thousands", "1000000"),
        ("1 000", "thousands", "1000"),
        ("1\u00a0000", "plain blanks", None),
        ("\u22122.5", "a minus sign", "-2.5"),
        ("2,5", "use a point", "2.5"),
        ("2;5", "no semicolon", None),
        ("2.0;", "without a semicolon", "2.0"),
        ("2.0 d", "its unit is fixed", "2.0"),
        ("20mg", "its unit is fixed", "20"),
        ("1,2,3", "a list such as", None),
    ],
)
def test_a_slip_in_a_single_value_is_told_with_the_remedy(value, allowed, meant):
    with pytest.raises(ScenarioError) as error:
        parse_assignment(f"time.length_d={value}")
    (problem,) = error.value.problems
    assert (problem.where, problem.path, problem.suggestion) == ("--set", "time.length_d", meant)
    assert allowed in problem.allowed


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.text("019.,; -+d%", max_size=9))
def test_what_is_proposed_for_a_number_can_be_read(text):
    try:
        parse_value(text)
    except ScenarioError as error:
        meant = error.problems[0].suggestion
        assert meant is None or parse_value(meant) is not None


def test_a_path_may_hold_an_equals_sign_a_home_and_a_hidden_ending(
    tiny_text, tiny, tmp_path, monkeypatch
):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "run=1").mkdir()
    for name in ("run=1/tiny.toml", "tiny.toml.txt"):
        (tmp_path / name).write_text(tiny_text, encoding="utf-8")
        assert sim.load(name) == sim.load(f"~/{name}") == tiny


def test_standard_input_is_refused_with_the_remedy():
    with pytest.raises(ScenarioError, match="save the text in one first"):
        source_path("-")
