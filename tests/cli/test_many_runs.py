"""compare, sweep and verify over many runs: small files, what it will take, said beforehand."""

from __future__ import annotations

import errno
import json
from dataclasses import replace

import pytest

import sim
from sim import Result
from sim.files import reported
from sim.runs import bytes_of_run


def test_keep_small_writes_runs_without_spikes_and_goes_on_from_them(
    cli, tiny_file, tmp_path, monkeypatch
):
    words = ("compare", tiny_file, "--seeds", 1, "--json", "--out")
    whole = cli(*words, tmp_path / "all")
    small = cli(*words, tmp_path / "small", "--keep", "small")
    assert small.exit_code == 0
    assert json.loads(small.stdout)["arms"] == json.loads(whole.stdout)["arms"]
    tables = [(tmp_path / name / "summary.csv").read_text() for name in ("all", "small")]
    assert tables[0] == tables[1]
    for path in (tmp_path / "small").glob("*.npz"):
        assert not sim.Result.load(path).has_spikes
        assert path.stat().st_size < 0.6 * (tmp_path / "all" / path.name).stat().st_size
    monkeypatch.setattr("sim.runs.pool.Run", lambda *_args, **_more: pytest.fail("ran again"))
    assert cli(*words, tmp_path / "small", "--keep", "small").stdout == small.stdout
    assert cli(*words, tmp_path / "all", "--keep", "small").stdout == whole.stdout


def test_runs_kept_small_are_computed_again_where_spikes_are_asked_for(cli, tiny_file, tmp_path):
    words = ("compare", tiny_file, "--seeds", 1, "--out", tmp_path)
    cli(*words, "--keep", "small")
    cli(*words)
    assert all(sim.Result.load(path).has_spikes for path in tmp_path.glob("*.npz"))


def test_verify_keeps_small_runs_too(cli, tiny_file, tmp_path):
    assert cli("verify", tiny_file, "--store", tmp_path, "--keep", "small").exit_code == 0
    paths = list(tmp_path.glob("*.npz"))
    assert len(paths) == 4
    assert not any(sim.Result.load(path).has_spikes for path in paths)


def test_a_dry_run_says_runs_time_and_disk_and_runs_nothing(cli, tiny_file, tmp_path, monkeypatch):
    monkeypatch.setattr("sim.runs.pool.Run", lambda *_args, **_more: pytest.fail("ran"))
    out = tmp_path / "results"
    words = ("sweep", tiny_file, "--vary", "practice.pattern=A,B", "--seeds", 100, "--dry-run")
    said = cli(*words, "--out", out)
    assert said.exit_code == 0
    runs, cpu, disk = said.stdout.splitlines()
    # Arm, seed and setting; a pattern that is practised is a matter of the arm alone.
    assert runs == "400 runs in 100 families, the arms of one seed and setting"
    assert cpu.startswith("CPU time: about ")
    assert disk.startswith("disk, with --out: about ") and disk.endswith(
        "; --keep small takes less"
    )
    assert not out.exists()
    assert cli("compare", tiny_file, "--dry-run").stdout.startswith("40 runs in 20 families")


@pytest.mark.parametrize("spikes", [True, False])
def test_the_room_on_disk_is_estimated_within_a_factor_of_three(
    spikes, tiny, tiny_result, tmp_path
):
    store = sim.ResultStore(tmp_path, spikes=spikes)
    actual = store.put(tiny_result).stat().st_size
    assert actual / 3 < bytes_of_run(tiny, "treated", spikes=spikes) < actual * 3


def test_compare_and_sweep_and_verify_run_on_a_cluster(cli, tiny_file, tmp_path):
    distributed = pytest.importorskip("distributed")
    commands = (
        ("compare", tiny_file, "--seeds", 2),
        ("sweep", tiny_file, "--vary", "practice.pattern=A,B", "--seeds", 1),
        ("verify", tiny_file),
    )
    with distributed.LocalCluster(1, processes=False, dashboard_address=":0") as cluster:
        for words in commands:
            there = cli(*words, "--cluster", cluster.scheduler_address)
            assert there.exit_code == 0
            assert there.stdout == cli(*words).stdout
            first, *others = there.stderr.splitlines()
            assert first.startswith(f"cluster {cluster.scheduler_address}: 1 worker with ")
            assert "; dashboard http" in first
            assert not others


def test_a_cluster_that_is_not_there_is_bad_input(cli, tiny_file, tmp_path, monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr("sim.runs.cluster._ANSWER_WITHIN_S", 1.0)
    address = "tcp://127.0.0.1:9"
    words = ("compare", tiny_file, "--cluster", address, "--out", tmp_path)
    result = cli(*words)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"cluster {address}: no scheduler answers")
    assert result.stderr.endswith(
        f"Finished runs are kept in {tmp_path}, the same command goes on from there\n"
    )


def test_a_folder_of_another_model_version_is_refused_with_the_remedy(
    cli, tiny_file, tmp_path, tiny_result
):
    older = replace(tiny_result.provenance, model_version=4)
    replace(tiny_result, provenance=older).save(tmp_path / f"{'0' * 64}.npz")
    result = cli("compare", tiny_file, "--out", tmp_path)
    assert result.exit_code == 2
    assert "holds runs of model version 4" in result.stderr
    assert "choose another folder" in result.stderr


def test_a_disk_that_is_full_keeps_what_is_finished_and_names_the_remedy(
    cli, tiny_file, tmp_path, monkeypatch
):
    words = ("compare", tiny_file, "--seeds", 3, "--jobs", 1, "--out", tmp_path)
    real, written = Result.save, []

    def save(result, path, **options):
        written.append(path)
        if len(written) == 3:
            with reported(path):
                raise OSError(errno.ENOSPC, "No space left on device")
        return real(result, path, **options)

    monkeypatch.setattr(Result, "save", save)
    result = cli(*words)
    assert result.exit_code == 2
    assert "No space left on device); make room there, or choose another folder" in result.stderr
    assert len(list(tmp_path.glob("*.npz"))) == 2
    assert cli(*words).exit_code == 0
    assert len(written) == 3 + 4
