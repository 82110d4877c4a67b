"""replay: one page that plays the runs."""

from __future__ import annotations

import re

import pytest


def test_replay_writes_a_page_with_the_named_arms(cli, tiny_file, tmp_path):
    page = tmp_path / "tiny.html"
    result = cli("replay", tiny_file, "--seed", "3", "--out", page)
    assert result.exit_code == 0
    assert result.stdout.strip().endswith(f"saved: {page}")
    text = page.read_text("utf-8")
    assert "Nothing: seed 3, " in text and "Dose and practice: seed 3, " in text
    assert cli("replay", tiny_file, "--arm", "treated", "--out", page).exit_code == 0
    assert "Nothing: seed" not in page.read_text("utf-8")


def test_replay_plays_the_arms_of_the_first_look(cli, tiny_text, tmp_path):
    path, page = tmp_path / "look.toml", tmp_path / "look.html"
    third = '\n[[arm]]\nid = "dosed"\nlabel = "Dose alone"\nuse = ["dose"]\n\n[[expect]]'
    path.write_text(
        tiny_text.replace("\n[[expect]]", third, 1).replace(
            "\n[time]", 'first_look = ["dosed", "treated"]\n\n[time]', 1
        )
    )
    assert cli("replay", path, "--out", page).exit_code == 0
    text = page.read_text("utf-8")
    assert "Nothing: seed 0, " not in text
    assert "Dose alone: seed 0, " in text and "Dose and practice: seed 0, " in text
    assert "  Shown first: Dose alone; Dose and practice" in cli("show", path).stdout


def test_more_arms_than_fit_side_by_side_are_refused_before_they_run(cli, tmp_path):
    page = tmp_path / "all.html"
    arms = ("nothing", "practice_only", "dose_only", "in_window", "late")
    result = cli(
        "replay",
        "practice_in_window",
        "--out",
        page,
        *(word for arm in arms for word in ("--arm", arm)),
    )
    assert result.exit_code == 2
    assert re.search(r"--arm: .*5 arms; allowed: at most 4", result.stderr)
    assert not page.exists()


def test_a_file_of_another_kind_is_refused(cli, tiny_file, tmp_path):
    result = cli("replay", tiny_file, "--out", tmp_path / "tiny.png")
    assert result.exit_code == 2
    assert ".html" in result.stderr


def test_a_wrong_headline_is_refused_before_anything_runs(cli, tiny_text, tmp_path, monkeypatch):
    path = tmp_path / "wrong.toml"
    path.write_text(tiny_text.replace('id = "tiny"', 'id = "wrong"\nheadline = "answr.b"'))
    monkeypatch.setattr("sim.runs.pool.Run", lambda *_args, **_more: pytest.fail("ran"))
    result = cli("replay", path, "--out", tmp_path / "page.html")
    assert result.exit_code == 2
    assert "headline" in result.stderr and "answer.b" in result.stderr


def test_arms_of_one_name_are_both_played(cli, tiny_text, tmp_path):
    path, page = tmp_path / "same.toml", tmp_path / "page.html"
    path.write_text(tiny_text.replace('"Dose and practice"', '"Nothing"'))
    assert cli("replay", path, "--out", page).exit_code == 0
    text = page.read_text("utf-8")
    assert "Nothing (nothing): seed 0, " in text and "Nothing (treated): seed 0, " in text
