"""Bad input: never a traceback, exit code 2, and the place of the mistake by name."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

RUNNING = ("run", "compare", "sweep", "verify", "report")
NEEDED = {"run": ["--arm", "nothing"], "sweep": ["--vary", "practice.start_d=1.0"]}
SEEDED = ("compare", "sweep", "verify", "report")


def refused(result, *named):
    """Assert that a command ended as one with bad input does."""
    assert result.exit_code == 2, result.output
    said = result.stdout + result.stderr
    assert "Traceback" not in said
    for word in named:
        assert word in said
    return True


@pytest.mark.parametrize("command", ["show", "check", *RUNNING])
def test_an_unknown_preset_is_refused_with_the_nearest(command, cli):
    more = NEEDED.get(command, [])
    assert refused(cli(command, "practise_in_window", *more), "did you mean practice_in_window")


@pytest.mark.parametrize("command", ["show", "check", *RUNNING])
def test_a_missing_file_is_refused_by_name(command, cli, tmp_path):
    more = NEEDED.get(command, [])
    result = cli(command, tmp_path / "none.toml", *more)
    assert refused(result, "none.toml", f"no such file in {tmp_path}")


@pytest.mark.parametrize("command", ["show", "check", *RUNNING])
def test_a_file_with_mistakes_is_refused_with_their_lines(command, cli, tiny_text, tmp_path):
    path = tmp_path / "wrong.toml"
    path.write_text(tiny_text.replace("length_d = 2.0", "lenght_d = 2.0\nstep_h = -1.0"))
    result = cli(command, path, *NEEDED.get(command, []))
    assert refused(
        result,
        "wrong.toml:10: time.lenght_d",
        "did you mean length_d",
        "wrong.toml:11: time.step_h",
        "found -1.0",
    )


@pytest.mark.parametrize("command", ["show", "check", *RUNNING])
@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("practice.start=1.0", "did you mean practice.start_d"),
        ("practice.start_d", "PATH=VALUE"),
        ("practice.start_d=", "found nothing"),
        ("practice.start_d=-1.0", "found -1.0"),
        ("practice.start_d=99.0", "time.length_d"),
        ("=3", "PATH=VALUE"),
        ("practice.days=1,5", "use a point"),
        ("probe.trials=many", "text 'many'"),
        ("network.n_pattern=1e999", "network.n_pattern"),
    ],
)
def test_a_wrong_change_is_refused(command, change, named, cli, tiny_file):
    more = NEEDED.get(command, [])
    assert refused(cli(command, tiny_file, *more, "--set", change), "--set", named)


def test_all_wrong_changes_are_named_at_once(cli, tiny_file):
    result = cli(
        "run",
        tiny_file,
        "--arm",
        "nothing",
        "--set",
        "a",
        "--set",
        "stdp.x=1",
        "--set",
        "time.length_d=-1.0",
    )
    assert refused(result, "PATH=VALUE", "stdp.x", "time.length_d")
    assert len(result.stderr.strip().splitlines()) == 3


@pytest.mark.parametrize("command", SEEDED)
@pytest.mark.parametrize(
    "seeds",
    [
        "0:x",
        "x",
        "",
        "5:5",
        "9:3",
        "-1",
        "1,1",
        "1.5",
        "0:99999999",
        "9" * 40,
        "1,,2",
        ":",
        "\u0663",
    ],
)
def test_wrong_seeds_are_refused(command, seeds, cli, tiny_file):
    more = NEEDED.get(command, [])
    assert refused(cli(command, tiny_file, *more, "--seeds", seeds), "--seeds")


@pytest.mark.parametrize("command", SEEDED)
@pytest.mark.parametrize("jobs", ["0", "-2", "x"])
def test_a_wrong_number_of_jobs_is_refused(command, jobs, cli, tiny_file):
    more = NEEDED.get(command, [])
    assert refused(cli(command, tiny_file, *more, "--jobs", jobs), "--jobs")


@pytest.mark.parametrize("seed", ["-1", "x", "1.5"])
def test_a_wrong_seed_is_refused(seed, cli, tiny_file):
    assert refused(cli("run", tiny_file, "--arm", "nothing", "--seed", seed), "--seed")


@pytest.mark.parametrize("command", ["run", "compare", "sweep", "report"])
def test_an_unknown_arm_is_refused_with_the_nearest(command, cli, tiny_file):
    more = NEEDED.get(command, []) if command == "sweep" else []
    assert refused(cli(command, tiny_file, *more, "--arm", "treatet"), "did you mean treated")


def test_run_asks_for_an_arm_where_there_are_several(cli, tiny_file):
    assert refused(cli("run", tiny_file), "--arm", "nothing, treated")


@pytest.mark.parametrize("command", ["run", "compare", "sweep", "report"])
def test_a_place_that_can_not_be_written_is_refused_before_anything_runs(
    command, cli, tiny_file, tmp_path, monkeypatch
):
    monkeypatch.setattr("sim.cli.batches.prepare", lambda: pytest.fail("began to run"))
    (tmp_path / "a_file").write_text("here already")
    places = [tmp_path / "a_file" / "below"]
    places += [tmp_path / "a_file"] if command in ("compare", "sweep") else [tmp_path]
    if command in ("run", "report"):
        places.append(tmp_path / "no_such_folder" / "file")
    for place in places:
        result = cli(command, tiny_file, *NEEDED.get(command, []), "--out", place)
        assert refused(result, str(place))
    assert (tmp_path / "a_file").read_text() == "here already"


@pytest.mark.parametrize(
    ("command", "name", "meant"),
    [
        ("run", "x.txt", "x.npz"),
        ("run", "x", "x.npz"),
        ("report", "x.pdf", "x.html"),
    ],
)
def test_a_file_of_another_ending_is_refused_with_the_right_one(
    command, name, meant, cli, tiny_file, tmp_path, monkeypatch
):
    monkeypatch.setattr("sim.cli.batches.prepare", lambda: pytest.fail("began to run"))
    more = NEEDED.get(command, [])
    result = cli(command, tiny_file, *more, "--out", tmp_path / name)
    assert refused(result, f"did you mean {meant}")
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("command", ["show", "check", *RUNNING])
def test_a_result_is_refused_where_a_scenario_is_wanted(command, cli):
    result = cli(command, "run.npz", *NEEDED.get(command, []))
    assert refused(result, "run.npz: found a result file (.npz); allowed: a preset or a .toml file")


@pytest.mark.parametrize(
    ("words", "allowed"),
    [
        (["compare", "--jobs", "0"], "allowed: a whole number from 1 to 1024"),
        (["compare", "--jobs", "x"], "allowed: a whole number from 1 to 1024"),
        (["run", "--seed", "-1"], "allowed: a whole number from 0 upwards"),
    ],
)
def test_a_number_out_of_its_range_is_refused_with_the_range(words, allowed, cli):
    assert refused(cli(*words, "practice_in_window"), words[1], allowed)


@pytest.mark.parametrize("command", ["verify", "report"])
def test_a_store_that_can_not_be_written_is_refused(command, cli, tiny_file, tmp_path):
    (tmp_path / "a_file").write_text("")
    result = cli(command, tiny_file, "--store", tmp_path / "a_file")
    assert refused(result, "a_file", "folder")


@pytest.mark.parametrize("command", ["compare", "sweep"])
def test_a_measure_or_day_that_is_not_there_is_refused(command, cli, tiny_file):
    more = NEEDED.get(command, [])
    assert refused(cli(command, tiny_file, *more, "--measure", "answer.bb"), "answer.b")
    assert refused(cli(command, tiny_file, *more, "--day", "1"), "--day", "0, 1.51, 2")


@pytest.mark.parametrize(
    ("vary", "named"),
    [
        ("practice.start_d", "PATH=VALUE"),
        ("practice.start_d=", "found nothing"),
        ("practice.start=1.0", "did you mean practice.start_d"),
        ("practice.start_d=1.0,x", "text 'x'"),
    ],
)
def test_a_wrong_sweep_is_refused(vary, named, cli, tiny_file):
    assert refused(cli("sweep", tiny_file, "--vary", vary), "vary", named)


@pytest.mark.parametrize("command", ["verify", "report"])
def test_a_claim_that_can_not_be_tested_is_refused_before_anything_runs(
    command, cli, tiny_text, tmp_path, monkeypatch
):
    monkeypatch.setattr("sim.cli.batches.prepare", lambda: pytest.fail("began to run"))
    path = tmp_path / "claims.toml"
    path.write_text(tiny_text.replace('measure = "surge_peak"', 'measure = "surge_peek"'))
    assert refused(cli(command, path), "did you mean surge_peak")


def test_a_port_in_use_is_refused_with_another(cli):
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert refused(cli("app", "--port", port), "--port", f"{port}, which is in use")


@pytest.mark.parametrize("host", ["300.1.2.3", "192.0.2.7", "", "a" * 70])
def test_a_host_that_is_not_this_machine_is_refused(host, cli):
    assert refused(cli("app", "--host", host, "--port", 8599), "--host")


@pytest.mark.parametrize(
    "words",
    [
        ["fly"],
        ["run"],
        ["show"],
        ["app", "--port", "0"],
        ["list", "--what"],
        ["sweep", "practice_in_window"],
    ],
)
def test_wrong_usage_is_explained(words, cli):
    assert refused(cli(*words), "Usage")


def test_a_run_that_diverges_ends_with_its_own_code(cli, tiny_file, monkeypatch, tmp_path):
    from sim.errors import DivergedError

    def diverge(*_args, **_more):
        raise DivergedError("potentials became infinite; lower stdp.rate")

    monkeypatch.setattr("sim.runs.pool.Run", diverge)
    for words in (
        ["run", tiny_file, "--arm", "nothing"],
        ["compare", tiny_file],
        ["report", tiny_file, "--out", tmp_path / "r.html"],
    ):
        result = cli(*words)
        assert result.exit_code == 3
        assert "diverged: potentials became infinite" in result.stderr
    assert not (tmp_path / "r.html").exists()


def test_a_network_too_large_for_the_memory_is_refused(cli, tiny_file, monkeypatch):
    def exhaust(*_args, **_more):
        raise MemoryError

    monkeypatch.setattr("sim.runs.pool.Run", exhaust)
    assert refused(cli("run", tiny_file, "--arm", "nothing"), "not enough memory", "network")


def test_bad_input_prints_nothing_on_standard_output_but_json_stays_json(cli, tmp_path):
    assert cli("show", "nowhere", "--json").stdout == ""
    found = json.loads(cli("check", tmp_path / "none.toml", "--json").stdout)
    assert found["fine"] is False


@pytest.mark.parametrize(
    "words",
    [
        ["show", "nowhere"],
        ["run", "practice_in_window"],
        ["compare", "practice_in_window", "--seeds", "0:x"],
    ],
)
def test_a_real_process_ends_without_a_traceback(words):
    done = subprocess.run(
        [sys.executable, "-m", "sim", *words],
        capture_output=True,
        text=True,
        timeout=60,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr.strip()
