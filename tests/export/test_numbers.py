"""Numbers come back equal from tables, JSON, TOML and the notebook."""

from __future__ import annotations

import io
import json
from codecs import BOM_UTF8

import numpy as np
import pandas as pd
import pytest

import sim
from sim.export import table_files
from sim.export.escape import table_cell, table_comment
from sim.export.json_text import strict
from sim.export.notebook_file import notebook
from sim.export.results_file import results_json
from sim.export.scenario_file import scenario_toml
from sim.measures import MEASURES, days_of_tests, value_at
from sim.plots import answer_over_days, calendar, table
from tests.export.reading import refuse, rows_of


def read(content):
    return pd.read_csv(io.BytesIO(content), comment="#")


def exactly(cells):
    """Return the numbers that stand in cells; pandas may differ in the last bit."""
    return [float(cell) if cell else float("nan") for cell in cells]


def test_letters_of_other_languages_are_read_by_excel_and_by_pandas(stamp, tiny, arms):
    foreign = {f"Übung {number} 练习": results for number, results in enumerate(arms.values())}
    tried = [
        table_files.measures_csv(stamp, tiny, foreign),
        table_files.view_csv(stamp, answer_over_days(foreign)),
    ]
    for content in tried:
        assert content.startswith(BOM_UTF8)  # else Excel shows other letters
        assert table_files.READ_SHEET in content.decode("utf-8-sig")
        found = read(content)
        assert not any("\ufeff" in name for name in found.columns)
    assert set(read(tried[0])["arm"]) == set(foreign)


def test_measures_read_back_equal(stamp, tiny, arms):
    content = table_files.measures_csv(stamp, tiny, arms)
    found = read(content)
    assert list(found.columns) == ["arm", "arm_id", "seed", "measure", "unit", "day", "value"]
    wanted = sim.compare(tiny, seeds=2)
    for ours, theirs in (("arm_id", "arm"), ("seed", "seed"), ("measure", "measure")):
        assert found[ours].tolist() == wanted[theirs].tolist()
    for name in ("day", "value"):
        np.testing.assert_allclose(found[name], wanted[name], rtol=1e-14)
        place = list(found.columns).index(name)
        cells = exactly([row[place] for row in rows_of(content)[1][1:]])
        np.testing.assert_array_equal(cells, wanted[name])


@pytest.mark.parametrize("draw", [answer_over_days, calendar])
def test_numbers_of_a_view_read_back_equal(draw, stamp, arms):
    header, rows = table(draw(arms))
    found = read(table_files.view_csv(stamp, draw(arms)))
    assert tuple(found.columns) == header
    for name, column in zip(header, zip(*rows, strict=True), strict=True):
        if isinstance(column[0], str):
            assert found[name].tolist() == list(column)
        else:
            np.testing.assert_allclose(found[name], np.array(column, dtype=float), rtol=1e-14)
    data = json.loads(table_files.view_json(stamp, draw(arms)), parse_constant=refuse)
    assert (tuple(data["columns"]), data["rows"]) == (header, [list(row) for row in rows])


def test_labels_with_signs_of_comments_and_lines_stay_in_their_cells(
    nasty_stamp, nasty, nasty_arms
):
    found = read(table_files.measures_csv(nasty_stamp, nasty, nasty_arms))
    assert found["arm"].unique().tolist() == [table_cell(label) for label in nasty_arms]


@pytest.mark.parametrize(
    "text, shown",
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'=1"),
        ("\uff1d1", "'\uff1d1"),
        ("plain", "plain"),
        ("a=1", "a=1"),
    ],
)
def test_texts_that_a_spreadsheet_takes_for_formulas_are_made_harmless(text, shown):
    assert table_cell(text) == shown


def test_numbers_in_cells_and_comments_stay_numbers():
    assert table_cell(-1.5) == -1.5
    assert table_comment("B: 0.5 (-0.1, -0.2), +3") == "B: 0.5 (-0.1, -0.2), +3"
    assert table_comment('x, =A1;@b,-1+cmd\n"q"') == "x, '=A1;'@b,'-1+cmd 'q'"


def test_runs_in_json_are_those_of_the_results(stamp, tiny, arms):
    data = json.loads(results_json(stamp, tiny, arms), parse_constant=refuse)
    assert sim.Scenario.model_validate(data["scenario"]) == tiny
    assert list(data["measures"]) == [measure.name for measure in MEASURES]
    for arm, (label, results) in zip(data["arms"], arms.items(), strict=True):
        assert arm["label"] == label
        assert [event["event"] for event in arm["calendar"] if event["event"] == "test"] == [
            "test"
        ] * 3
        for run, result in zip(arm["runs"], results, strict=True):
            assert (run["seed"], run["fingerprint"]) == (result.seed, result.provenance.fingerprint)
            for measure in MEASURES:
                values = run["measures"][measure.name]
                wanted = [value_at(result, measure.name, day) for day in days_of_tests(result)]
                wanted = strict(wanted if measure.per_test else wanted[0])
                assert values == wanted, measure.name


def test_the_scenario_reads_back_equal(stamp, tiny, arms):
    assert sim.load(scenario_toml(stamp, tiny, arms).decode()) == tiny


def test_a_hostile_scenario_reads_back_equal(nasty_stamp, nasty, nasty_arms):
    assert sim.load(scenario_toml(nasty_stamp, nasty, nasty_arms).decode()) == nasty


def code_of(content):
    return [
        "".join(cell["source"])
        for cell in json.loads(content)["cells"]
        if cell["cell_type"] == "code"
    ]


@pytest.mark.parametrize("kind", ["plain", "hostile"])
def test_the_notebook_runs_again_and_finds_the_same_numbers(
    kind, request, stamp, tiny, arms, nasty_stamp, nasty, nasty_arms, capsys
):
    mark, scenario, runs = (
        (stamp, tiny, arms) if kind == "plain" else (nasty_stamp, nasty, nasty_arms)
    )
    space = {}
    for code in code_of(notebook(mark, scenario, runs)):
        exec(code, space)  # what Jupyter would do
    assert space["scenario"] == scenario
    assert list(space["arms"]) == list(runs)
    for label, results in runs.items():
        for again, result in zip(space["arms"][label], results, strict=True):
            np.testing.assert_array_equal(again.probes["answer"], result.probes["answer"])
            np.testing.assert_array_equal(again.probes["strength"], result.probes["strength"])
    assert space["Picture"](calendar(runs))._repr_png_().startswith(b"\x89PNG")
    shown = capsys.readouterr().out
    assert "The same experiment." in shown
    value = value_at(next(iter(runs.values()))[0], "answer.b", 2.0)
    assert f"seed 0: answer.b is {value:.6g}, was {value:.6g}" in shown


def test_the_notebook_names_a_model_that_leads_to_other_numbers(stamp, tiny, arms):
    letters = arms["Nothing"][0].provenance.fingerprint[:12]
    text = notebook(stamp, tiny, arms).decode().replace(f"('{letters}'", "('000000000000'")
    _, load, check, *_ = code_of(text)
    space = {"sim": sim}
    exec(load, space)
    for optimize in (0, 1):  # as `python` and as `python -O`, which leaves out what is asserted
        with pytest.raises(ValueError, match=r"Nothing, seed 0: .* These runs were made with"):
            exec(compile(check, "cell", "exec", optimize=optimize), space)


def test_cells_of_the_notebook_have_ids_of_their_own(stamp, tiny, arms):
    content = notebook(stamp, tiny, arms)
    ids = [cell["id"] for cell in json.loads(content)["cells"]]
    assert len(set(ids)) == len(ids) >= 12


def test_the_notebook_fits_the_schema_of_notebooks(nasty_stamp, nasty, nasty_arms):
    nbformat = pytest.importorskip("nbformat")
    nbformat.validate(
        nbformat.reads(notebook(nasty_stamp, nasty, nasty_arms).decode(), as_version=4)
    )
