"""replay: one page that plays the runs."""

from __future__ import annotations

import re


def test_replay_writes_a_page_with_the_named_arms(cli, tiny_file, tmp_path):
    page = tmp_path / "tiny.html"
    result = cli("replay", tiny_file, "--seed", "3", "--out", page)
    assert result.exit_code == 0
    assert result.stdout.strip().endswith(f"saved: {page}")
    text = page.read_text("utf-8")
    assert "Nothing: seed 3, Dose and practice: seed 3" in text
    assert cli("replay", tiny_file, "--arm", "treated", "--out", page).exit_code == 0
    assert "Nothing: seed" not in page.read_text("utf-8")


def test_more_arms_than_fit_side_by_side_are_refused_before_they_run(cli, tmp_path):
    page = tmp_path / "all.html"
    arms = ("nothing", "practice_only", "dose_only", "in_window", "late")
    result = cli("replay", "practice_in_window", "--out", page,
                 *(word for arm in arms for word in ("--arm", arm)))
    assert result.exit_code == 2
    assert re.search(r"--arm: .*5 arms; allowed: at most 4", result.stderr)
    assert not page.exists()


def test_a_file_of_another_kind_is_refused(cli, tiny_file, tmp_path):
    result = cli("replay", tiny_file, "--out", tmp_path / "tiny.png")
    assert result.exit_code == 2
    assert ".html" in result.stderr
