"""site: web pages of presets."""

from __future__ import annotations

from sim.scenario import load
from sim.scenario.library import presets
from sim.stored import N_SEEDS


def test_the_command_writes_the_presets_that_are_named(cli, tmp_path):
    result = cli("site", "--out", tmp_path / "site", "--only", "routes, exercise")
    assert result.exit_code == 0 and "index.html" in result.stdout
    pages = {page.stem for page in (tmp_path / "site" / "presets").glob("*.html")}
    assert pages == {"routes", "exercise"} < set(presets())
    assert cli("site", "--out", tmp_path / "other", "--only", "rutes").exit_code == 2
    wrong = cli("site", "--out", tmp_path / "other", "--address", "example.org")
    assert wrong.exit_code != 0 and "https://" in wrong.stderr and not (tmp_path / "other").exists()


def test_runs_that_do_not_ship_are_computed_on_demand_and_kept_in_a_store(cli, tmp_path):
    options = ("--only", "disinhibition", "--compute", "--store", tmp_path / "runs")
    assert cli("site", "--out", tmp_path / "first", *options).exit_code == 0
    made = {path: path.stat().st_mtime_ns for path in (tmp_path / "runs").glob("*.npz")}
    assert len(made) == len(load("disinhibition").first_arms()) * N_SEEDS
    assert cli("site", "--out", tmp_path / "second", *options).exit_code == 0
    assert {path: path.stat().st_mtime_ns for path in made} == made
    first, second = (
        tmp_path / name / "presets" / "disinhibition.html" for name in ("first", "second")
    )
    assert 'id="replay"' in first.read_text("utf-8")
    assert first.read_bytes() == second.read_bytes()
