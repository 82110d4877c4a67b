"""site: web pages of presets."""

from __future__ import annotations

from sim.scenario.library import presets


def test_the_command_writes_the_presets_that_are_named(cli, tmp_path):
    result = cli("site", "--out", tmp_path / "site", "--only", "routes, exercise")
    assert result.exit_code == 0 and "index.html" in result.stdout
    pages = {page.stem for page in (tmp_path / "site" / "presets").glob("*.html")}
    assert pages == {"routes", "exercise"} < set(presets())
    assert cli("site", "--out", tmp_path / "other", "--only", "rutes").exit_code == 2
