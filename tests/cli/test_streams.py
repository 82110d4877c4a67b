"""The command where its output goes nowhere, is full, closed, or has no letter for what is said."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim.cli import main

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT)}
COMMAND = f'"{sys.executable}" -m sim'
posix = pytest.mark.skipif(os.name != "posix", reason="a shell of Unix")
full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full")


def shell(line, **more):
    """Run a line of a shell, the program in place of ``lab``."""
    return subprocess.run(
        ["bash", "-c", f'lab() {{ {COMMAND} "$@"; }}; {line}'],
        capture_output=True,
        env=ENVIRONMENT | more,
        check=False,
        timeout=60,
    )


@pytest.fixture
def foreign(tiny_text, tmp_path):
    """A scenario whose texts few code pages can write."""
    path = tmp_path / "foreign.toml"
    text = tiny_text.replace('title = "A tiny one"', 'title = "A \u2192 B"')
    text = text.replace('label = "Nothing"', 'label = "\u4ec0\u4e48 \u00e9"')
    path.write_text(text, encoding="utf-8")
    return path


def written_as(encoding, words, monkeypatch):
    """Run the program in this process on streams of an encoding.

    Returns its exit code, and the bytes on standard output and standard error.
    """
    streams = [io.TextIOWrapper(io.BytesIO(), encoding) for _ in range(2)]
    monkeypatch.setattr(sys, "argv", ["plasticity-lab", *words])
    for name, stream in zip(("stdout", "stderr"), streams, strict=True):
        monkeypatch.setattr(sys, name, stream)
    with pytest.raises(SystemExit) as ended:
        main()
    return ended.value.code, *(stream.buffer.getvalue() for stream in streams)


@pytest.mark.parametrize("encoding", ["cp1252", "cp437"])
@pytest.mark.parametrize(
    "words", ["show {}", "check {}", "run {} --arm nothing", "show missing\u2192.toml"]
)
def test_a_letter_that_the_output_does_not_have_ends_no_command(
    encoding, words, foreign, monkeypatch
):
    code, stdout, stderr = written_as(
        encoding, [word.format(foreign) for word in words.split()], monkeypatch
    )
    assert code == (2 if "missing" in words else 0), stderr
    assert b"Error" not in stderr
    if words.startswith("run"):
        assert b"\\u4ec0" in stdout


@posix
def test_a_process_with_another_encoding_writes_what_it_can(foreign):
    done = shell(f"lab show {foreign}", PYTHONIOENCODING="cp437")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"A \\u2192 B" in done.stdout


def test_json_can_be_read_whatever_the_encoding(foreign, monkeypatch):
    for encoding in ("utf-8", "cp1252"):
        _, stdout, _ = written_as(encoding, ["show", str(foreign), "--json"], monkeypatch)
        assert json.loads(stdout)["title"] == "A \u2192 B"


@full
@pytest.mark.parametrize("words", ["list", "--help", "cards"])
def test_a_full_disk_is_one_line_and_a_code_of_its_own(words):
    done = shell(f"lab {words} > /dev/full")
    assert done.returncode == 74
    assert done.stderr == (
        b"the output could not be written to its end (No space left on device)\n"
    )


@posix
def test_a_reader_that_goes_away_is_no_failed_claim():
    done = shell("set -o pipefail; lab sources --markdown | true")
    assert done.returncode == 74
    assert done.stderr.count(b"\n") == 1
    assert b"Broken pipe" in done.stderr


@posix
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&- <&-"])
def test_a_process_without_streams_does_its_work(closed, tiny_file, tmp_path):
    done = shell(f"lab run {tiny_file} --arm nothing --out {tmp_path}/run.npz {closed}")
    assert done.returncode == 0
    from sim import Result

    assert Result.load(tmp_path / "run.npz").arm == "nothing"


def test_an_error_of_the_program_is_told_apart_from_a_failed_claim(monkeypatch):
    def broken():
        raise RuntimeError("a wheel came off")

    monkeypatch.setattr("sim.scenario.presets", broken)
    code, _, stderr = written_as("utf-8", ["list"], monkeypatch)
    assert code == 70
    assert b"a wheel came off" in stderr
    assert stderr.splitlines()[-1].startswith(b"an error of the program, not of yours")


def test_every_exit_code_is_in_the_help_and_in_the_readme(cli):
    from sim.cli import exit_codes

    told = cli("--help").stdout, (ROOT / "README.md").read_text(encoding="utf-8")
    for name in ("CLAIM_FAILED", "BAD_INPUT", "DIVERGED", "CRASHED", "NO_OUTPUT", "STOPPED"):
        for text in told:
            assert f"{getattr(exit_codes, name)} " in text[text.index("Exit codes") :]
