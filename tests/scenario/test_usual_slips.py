"""Files that look right: each usual slip is answered with its line and the remedy."""

from __future__ import annotations

import pytest

import sim
from sim import ScenarioError
from sim.scenario.library import source_path


@pytest.mark.parametrize(("line", "told"), [
    ("length_d\u00a0=\u00a02.0", "plain blanks"),
    ("length_d =\u200b2.0", "plain blanks"),
    ("length_d = 2.0\x1a", "can not be seen"),
    ("length_d = 2.0\x00\x00", "can not be seen"),
    ("length_d = 2.000,0", "did you mean 2000.0?"),
    ("length_d = 2,0", "did you mean 2.0?"),
    ("length_d: 2.0", "did you mean length_d = 2.0?"),
    ("length_d = 2.0;", "did you mean 2.0?"),
    ("length_d = 2.0 d", "did you mean 2.0?"),
])
def test_a_slip_is_told_with_its_line_and_the_remedy(line, told, tiny_text):
    with pytest.raises(ScenarioError) as error:
        sim.load(tiny_text.replace("length_d = 2.0", line))
    assert "text:10: " in str(error.value)
    assert told in str(error.value)


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
