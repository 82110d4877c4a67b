"""list, show and check."""

from __future__ import annotations

import json
import shutil

import pytest

import sim


def test_list_shows_every_preset_with_its_question_and_time(cli):
    shown = cli("list").stdout
    rows = json.loads(cli("list", "--json").stdout)
    assert tuple(row["id"] for row in rows) == sim.presets()
    for row in rows:
        assert row["question"] in shown
        assert row["seconds"] > 0.0
        assert row["error"] is None


def test_a_broken_preset_is_listed_with_its_mistake(cli, tiny_text, tmp_path, monkeypatch):
    (tmp_path / "good.toml").write_text(tiny_text)
    (tmp_path / "wrong.toml").write_text("schema = 1\nid = 3\n")
    monkeypatch.setattr("sim.scenario.library.presets_folder", lambda: tmp_path)
    result = cli("list")
    assert result.exit_code == 0
    assert "good" in result.stdout
    assert "has mistakes: wrong.toml:1: arm: found nothing" in result.stdout
    assert "(and 2 more)" in result.stdout


def test_show_tells_all_that_a_teacher_has_to_know(cli, tiny_file):
    shown = cli("show", tiny_file).stdout
    for words in (
        "A tiny one",
        "Is it quick?",
        "What happens",
        "dose.dose_mg_per_kg = 0.5 mg/kg",
        "practice.start_d = day 1",
        "treated: Dose and practice. dose, practice",
        "nothing: Nothing.",
        "The dose makes a surge.",
        "Nearly everything.",
        "That it shows anything.",
    ):
        assert words in shown


TOLD = """
experiments = ["EX3", "EX7"]
control = "nothing"
discuss = "Would a class have guessed it?"
"""


def test_show_tells_control_and_what_to_talk_about(cli, tiny_text, tmp_path):
    path = tmp_path / "told.toml"
    path.write_text(tiny_text.replace("schema = 1\n", f"schema = 1\n{TOLD}"))
    shown = cli("show", path).stdout.splitlines()
    assert not any("EX3" in line for line in shown)  # no reader could look it up
    assert "  Compared with: Nothing" in shown
    assert "To talk about: Would a class have guessed it?" in shown
    found = json.loads(cli("show", path, "--json").stdout)
    assert (found["experiments"], found["control"]) == (["EX3", "EX7"], "nothing")
    assert found["discuss"] == "Would a class have guessed it?"


def test_show_tells_the_test_of_a_claim_and_why_it_fails(cli, tiny_text, tmp_path):
    path = tmp_path / "fails.toml"
    path.write_text(
        tiny_text + 'test = "V09"\nfails_because = "The dose is too small."\nevidence = ["D10"]\n'
    )
    shown = cli("show", path).stdout
    assert (
        "  (V09) The dose makes a surge. [D10]\n    Known to fail: The dose is too small.\n"
    ) in shown
    (claim,) = json.loads(cli("show", path, "--json").stdout)["expect"]
    assert (claim["test"], claim["fails_because"]) == ("V09", "The dose is too small.")


def test_show_says_nothing_of_what_a_scenario_does_not_have(cli, tiny_file):
    shown = cli("show", tiny_file).stdout
    for words in ("Compared with", "To talk about", "Known to fail", "()"):
        assert words not in shown


def test_show_as_json_is_the_scenario_with_the_changes(cli, tiny_file):
    found = json.loads(cli("show", tiny_file, "--json", "--set", "practice.start_d=1.5").stdout)
    assert found["id"] == "tiny"
    assert [arm["id"] for arm in found["arm"]] == ["nothing", "treated"]
    assert found["intervention"][1]["start_d"] == 1.5
    assert found["leaves_out"] == ["Nearly everything."]
    assert "network" not in found


@pytest.mark.parametrize("preset", sim.presets())
def test_every_preset_is_fine(preset, cli):
    assert cli("check", preset).exit_code == 0


def test_check_says_how_much_will_run(cli, tiny_file):
    assert cli("check", tiny_file).stdout.startswith("fine: 2 arms, about ")
    found = json.loads(cli("check", tiny_file, "--json").stdout)
    assert found["fine"] is True
    assert found["arms"] == 2
    assert found["seconds"] > 0.0


def test_check_names_every_mistake_at_once_in_the_order_of_lines(cli, tiny_text, tmp_path):
    text = tiny_text.replace('measure = "surge_peak"', 'measure = "surge_peek"')
    text = text.replace("trials = 3", "trials = 0").replace("days = 1", 'days = "two"')
    path = tmp_path / "three.toml"
    path.write_text(text)
    result = cli("check", path)
    assert result.exit_code == 2
    lines = result.stdout.strip().splitlines()
    assert [line.split(": ")[1] for line in lines] == [
        "probe.trials",
        "practice.days",
        "expect[1].measure",
    ]
    problems = json.loads(cli("check", path, "--json").stdout)["problems"]
    assert [problem["path"] for problem in problems] == [
        "probe.trials",
        "practice.days",
        "expect[1].measure",
    ]
    number = text.splitlines().index('measure = "surge_peek"') + 1
    assert problems[2]["where"] == f"three.toml:{number}"
    assert problems[2]["suggestion"] == "surge_peak"


def test_check_finds_a_claim_about_a_day_without_a_test(cli, tiny_text, tmp_path):
    path = tmp_path / "day.toml"
    path.write_text(
        tiny_text.replace('measure = "surge_peak"\nday = 2.0', 'measure = "answer.b"\nday = 1.0')
    )
    result = cli("check", path)
    assert result.exit_code == 2
    assert "no test day" in result.stdout
    assert "did you mean 1.51" in result.stdout


def test_check_looks_at_the_scenario_with_its_changes(cli, tiny_file):
    assert cli("check", tiny_file, "--set", "time.test_days=[0.0]").exit_code == 0
    result = cli("check", tiny_file, "--set", "time.length_d=0.5")
    assert result.exit_code == 2
    assert "--set" in result.stdout


def test_a_file_of_another_ending_is_read_by_its_path(cli, tiny_file, tmp_path):
    other = tmp_path / "scenario.txt"
    shutil.copy(tiny_file, other)
    assert cli("check", other).exit_code == 0


def test_version_is_printed(cli):
    from sim.result import package_version

    assert cli("--version").stdout.strip() == package_version()


def test_help_tells_the_exit_codes(cli):
    shown = cli("--help").stdout
    assert "130 stopped by Ctrl-C" in " ".join(shown.split())
