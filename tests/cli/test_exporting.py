"""export: everything that can be taken home, in one folder."""

from __future__ import annotations

import sim
from sim.export.catalogue import EXPORTS


def test_export_writes_every_file_with_the_changes_inside(cli, tiny_file, tmp_path):
    out = tmp_path / "files"
    result = cli(
        "export",
        tiny_file,
        "--out",
        out,
        "--seeds",
        "2",
        "--set",
        "dose.at_d=[0.25]",
        "--only",
        "scenario,measures_csv, results_json",
    )
    assert result.exit_code == 0
    names = sorted(path.name for path in out.iterdir())
    assert len(names) == 3 and all(
        name.startswith("plasticity-lab_tiny_seeds0_1_v") for name in names
    )
    assert result.stdout.count("saved: ") == 3
    (path,) = out.glob("*_scenario.toml")
    assert "# Changed: Dose: day it is given = day 0.25\n" in path.read_text("utf-8")
    assert sim.load(path).intervention[0].at_d == (0.25,)


def test_wrong_ids_are_named_before_anything_runs(cli, tiny_file, tmp_path):
    result = cli("export", tiny_file, "--out", tmp_path / "no", "--only", "reprot,zip")
    assert result.exit_code == 2
    assert "did you mean report?" in result.stderr and "'zip'" in result.stderr
    assert not (tmp_path / "no").exists()
    assert cli("export", tiny_file, "--out", tmp_path / "no", "--only", ",").exit_code == 2


def test_a_file_in_the_place_of_the_folder_is_refused(cli, tiny_file):
    result = cli("export", tiny_file, "--out", tiny_file)
    assert result.exit_code == 2
    assert "is a file; give the name of a folder" in result.stderr


def test_the_help_names_every_file_there_is(cli):
    told = cli("export", "--help").stdout
    assert [export.id for export in EXPORTS if export.id not in told] == []


def test_what_the_runs_do_not_allow_is_named_and_the_others_are_written(
    cli, tiny_file, tmp_path, monkeypatch
):
    def refuse(*_):
        raise sim.ResultError("networks of other sizes")

    some = (EXPORTS[0]._replace(build=refuse), *EXPORTS[3:4])
    monkeypatch.setattr("sim.export.catalogue.EXPORTS", some)
    result = cli("export", tiny_file, "--out", tmp_path, "--seeds", "1")
    assert result.exit_code == 2
    assert "report: networks of other sizes" in result.stderr
    assert len(list(tmp_path.glob("plasticity-lab_*"))) == 1
