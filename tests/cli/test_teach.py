"""teach: paper of lessons as a folder."""

from __future__ import annotations

import re

import pytest

from sim.lessons import lessons


def test_the_command_writes_the_sheets_of_a_lesson_and_a_page_that_links_to_them(cli, tmp_path):
    address = "https://lab.example.org"
    words = ("teach", "--out", tmp_path, "--lesson", "l4", "--no-keys", "--address", address)
    result = cli(*words)
    assert result.exit_code == 0 and "index.html" in result.stdout
    linked = re.findall(r'href="([^"]+)"', (tmp_path / "index.html").read_text("utf-8"))
    written = {
        path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()
    }
    assert {"L4/worksheet.html", "L4/hand_in.html", "L4/plans.html", "L4/L4_pack.zip"} == set(
        linked
    )
    assert written == {*linked, "index.html"}
    before = {name: (tmp_path / name).read_bytes() for name in written}
    assert cli(*words).exit_code == 0
    assert before == {name: (tmp_path / name).read_bytes() for name in written}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--lesson", "L44"), "did you mean L4"),
        (("--address", "lab.example.org"), "did you mean https://lab.example.org"),
    ],
)
def test_a_wrong_word_is_answered_with_what_is_allowed(cli, tmp_path, words, said):
    result = cli("teach", "--out", tmp_path / "x", *words)
    assert result.exit_code == 2 and said in result.stderr
    assert not (tmp_path / "x").exists()


def test_a_folder_that_is_a_file_is_said_in_words(cli, tmp_path):
    (tmp_path / "file").write_text("x")
    result = cli("teach", "--out", tmp_path / "file", "--no-keys")
    assert result.exit_code != 0 and "is a file" in result.stderr


@pytest.mark.slow
def test_the_key_and_the_quiz_are_read_from_runs(cli, tmp_path):
    assert cli("teach", "--out", tmp_path, "--lesson", "L2").exit_code == 0
    key = (tmp_path / "keys" / "L2_key.html").read_text("utf-8")
    lesson = lessons()["L2"]
    assert "…" not in key and "{" not in key.partition("<body>")[2]
    assert key.count('class="yes"') >= 2 + len(lesson.checks)
    assert (tmp_path / "keys" / "quiz.gift.txt").read_text("utf-8").count("::L2 check") == 2
