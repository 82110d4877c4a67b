"""The command as a process: Ctrl-C, the bar on a terminal, quick help, a server."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import tomllib
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from sim.cli.progress import LINE_EVERY_S, ProgressDisplay, in_words
from sim.runs import BatchProgress

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
WAIT_S = 60.0
posix = pytest.mark.skipif(os.name != "posix", reason="signals and terminals of Unix")


def start(*words, **more):
    """Start the command in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "sim", *map(str, words)],
        env=ENVIRONMENT,
        text=True,
        stdout=subprocess.PIPE,
        **more,
    )


def wait_for(condition, process):
    """Wait until something is true, as long as the process lives."""
    end_s = time.monotonic() + WAIT_S
    while not condition():
        assert process.poll() is None, "the process ended too early"
        assert time.monotonic() < end_s
        time.sleep(0.02)


@posix
def test_ctrl_c_ends_a_comparison_at_once_and_a_second_one_goes_on(tiny_file, tmp_path):
    out = tmp_path / "results"
    words = (
        "compare",
        tiny_file,
        "--set",
        "time.length_d=20.0",
        "--seeds",
        200,
        "--jobs",
        1,
        "--out",
        out,
    )
    process = start(*words, stderr=subprocess.PIPE)
    wait_for(lambda: len(list(out.glob("*.npz"))) >= 2, process)
    sent_s = time.monotonic()
    process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate(timeout=WAIT_S)
    assert time.monotonic() - sent_s < 1.0  # the run itself ends within 0.2 s, see tests/many
    assert process.returncode == 130
    assert stdout == ""
    assert stderr == (
        f"stopped; finished runs are kept in {out}, the same command goes on from there\n"
    )
    assert not (out / "summary.csv").exists()
    assert not list(out.glob("*.part"))


@posix
def test_ctrl_c_ends_a_run_and_saves_nothing(tiny_file, tmp_path):
    import pty

    screen, terminal = pty.openpty()
    process = start(
        "run",
        tiny_file,
        "--arm",
        "nothing",
        "--set",
        "time.length_d=300.0",
        "--set",
        "everyday.rest_s=5.0",
        "--out",
        tmp_path / "run.npz",
        stderr=terminal,
    )
    os.close(terminal)
    shown = b""
    while b"0 of 1 run" not in shown:  # the bar: the run has begun
        shown += os.read(screen, 1000)
    assert b"[" in shown
    assert b" %" in shown
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=WAIT_S)
    shown = os.read(screen, 1000)
    os.close(screen)
    assert process.returncode == 130
    assert b"stopped; nothing was saved" in shown
    assert not list(tmp_path.glob("run.npz*"))


@posix
def test_ctrl_c_while_code_is_compiled_does_not_wait_for_the_compiler(tiny_file, tmp_path):
    cold = ENVIRONMENT | {"PLASTICITY_LAB_CACHE": str(tmp_path)}
    process = subprocess.Popen(
        [sys.executable, "-m", "sim", "run", str(tiny_file), "--arm", "nothing"],
        env=cold,
        text=True,
        stderr=subprocess.PIPE,
    )
    assert process.stderr.readline() == "preparing the fast code, once (5 to 20 s)\n"
    time.sleep(0.5)
    sent_s = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=WAIT_S)
    assert time.monotonic() - sent_s < 1.0
    assert process.returncode == 130
    assert stderr == "stopped; nothing was saved\n"


@posix
def test_ctrl_c_during_a_bench_ends_its_child_without_a_traceback(tmp_path):
    note = tmp_path / "child"
    code = f"""
import sys
import sim.cli.speed as speed
speed.cpu_ms_per_model_second = lambda **_: 1.0
speed.FIRST = ("import os, pathlib, time; "
               "pathlib.Path({str(note)!r}).write_text(str(os.getpid())); time.sleep(60)")
import sim.cli
sys.argv = ["plasticity-lab", "bench"]
sim.cli.main()
"""
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        env=ENVIRONMENT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    wait_for(lambda: note.exists() and note.read_text(), process)
    os.killpg(process.pid, signal.SIGINT)  # a terminal sends it to all of the foreground
    _, stderr = process.communicate(timeout=WAIT_S)
    assert process.returncode == 130
    assert stderr == "stopped; nothing was saved\n"
    end_s = time.monotonic() + 5.0
    with pytest.raises(ProcessLookupError):
        while time.monotonic() < end_s:  # until it is gone
            os.kill(int(note.read_text()), 0)
            time.sleep(0.02)


@pytest.mark.parametrize(
    ("progress", "shown"),
    [
        (BatchProgress(0.0, 20, None), "0 %, 0 of 20 runs"),
        (BatchProgress(5.0, 20, 65.2), "25 %, 5 of 20 runs, about 1:05 left"),
        (BatchProgress(5.97, 20, 5.0), "30 %, 5 of 20 runs, about 0:05 left"),
        (BatchProgress(1.0, 1, 0.0), "100 %, 1 of 1 run, about 0:00 left"),
    ],
)
def test_progress_tells_share_runs_and_time_left(progress, shown):
    assert in_words(progress) == shown


def test_without_a_terminal_a_line_is_printed_every_thirty_seconds(capsys, monkeypatch):
    now_s = [100.0]
    monkeypatch.setattr("sim.cli.progress.time.monotonic", lambda: now_s[0])
    with ProgressDisplay() as display:
        for second in range(int(2 * LINE_EVERY_S) + 10):
            now_s[0] = 100.0 + second
            display(BatchProgress(second / 10, 20, None))
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.splitlines() == ["15 %, 3 of 20 runs", "30 %, 6 of 20 runs"]


@posix
@pytest.mark.parametrize(("terminal", "is_bar"), [("xterm", True), ("dumb", False)])
def test_a_terminal_shows_a_bar_and_takes_it_away_again(terminal, is_bar):
    code = """
from sim.cli.progress import ProgressDisplay
from sim.runs import BatchProgress
with ProgressDisplay() as display:
    display(BatchProgress(5.0, 20, 65.2))
    display.clear()
    print("a table")
    display(BatchProgress(10.0, 20, 30.0))
"""
    import pty

    screen, terminal_end = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        env=ENVIRONMENT | {"TERM": terminal},
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=terminal_end,
    )
    os.close(terminal_end)
    stdout, _ = process.communicate(timeout=WAIT_S)
    shown = os.read(screen, 10_000).decode() if is_bar else ""
    os.close(screen)
    assert process.returncode == 0
    assert stdout == "a table\n"
    assert ("25 %, 5 of 20 runs, about 1:05 left" in shown) == is_bar
    assert ("50 %, 10 of 20 runs" in shown) == is_bar
    assert (shown.count("\x1b[2K") >= 2) == is_bar  # its line is erased, both times


def loaded_by(code):
    """Return the top-level modules that a fresh process has loaded after some code."""
    printed = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"],
        env=ENVIRONMENT,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=WAIT_S,
    )
    return {name.partition(".")[0] for name in printed.stdout.splitlines()[-1].split()}


def test_help_loads_neither_compiler_nor_pictures():
    code = """
import sim.cli.root
try:
    sim.cli.root.commands(["--help"])
except SystemExit:
    pass
"""
    heavy = {"numba", "numpy", "pydantic", "pandas", "matplotlib", "streamlit", "rich"}
    assert not loaded_by(code) & heavy


def test_a_run_loads_neither_pictures_nor_pandas_nor_the_page(tiny_file):
    code = f"""
from sim.cli.root import commands
try:
    commands(["run", {str(tiny_file)!r}, "--arm", "nothing"])
except SystemExit:
    pass
"""
    assert not loaded_by(code) & {"pandas", "matplotlib", "streamlit"}


def test_the_settings_of_the_server_are_those_of_the_file_for_streamlit_run():
    from sim.cli.commands.app import CONFIG

    with (ROOT / ".streamlit" / "config.toml").open("rb") as file:
        tables = tomllib.load(file)
    assert dict(flat(tables)) == CONFIG


def flat(tables, prefix=""):
    for name, value in tables.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def test_streamlit_knows_every_setting():
    from streamlit import config

    from sim.cli.commands.app import CONFIG

    config.get_config_options()
    assert CONFIG.keys() <= config._config_options_template.keys()
    private = {
        "browser.gatherUsageStats": False,
        "client.showErrorLinks": False,
        "server.address": "127.0.0.1",
        "server.showEmailPrompt": False,
    }
    assert private.items() <= CONFIG.items()


def answers(address):
    """Return whether a server answers at an address."""
    try:
        return urllib.request.urlopen(address, timeout=2).status == 200
    except OSError:
        return False


@posix
def test_app_serves_the_page_with_closed_doors_until_ctrl_c(unused_port):
    process = start("app", "--port", unused_port, "--no-browser", stderr=subprocess.PIPE)
    home = f"http://127.0.0.1:{unused_port}"

    try:
        wait_for(lambda: answers(f"{home}/_stcore/health"), process)
        page = urllib.request.urlopen(home, timeout=5)
        assert page.headers["x-content-type-options"] == "nosniff"
        assert page.headers["referrer-policy"] == "same-origin"
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"{home}/_stcore/metrics", timeout=5)
    finally:
        process.send_signal(signal.SIGINT)
        stdout, stderr = process.communicate(timeout=WAIT_S)
    assert process.returncode == 0
    assert home in stdout
    assert "Traceback" not in stderr


@posix
def test_app_tells_the_path_that_streamlits_settings_give_it(unused_port, tmp_path):
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "config.toml").write_text('[server]\nbaseUrlPath = "neuro"\n')
    process = start(
        "app", "--port", unused_port, "--no-browser", cwd=tmp_path, stderr=subprocess.DEVNULL
    )
    try:
        said = process.stdout.readline()
        address = said.split()[2]
        assert address == f"http://127.0.0.1:{unused_port}/neuro"
        wait_for(lambda: answers(f"{address}/_stcore/health"), process)
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"{address}/_stcore/metrics", timeout=5)
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=WAIT_S)


@pytest.fixture
def unused_port():
    """Return a port that nobody listens on."""
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
