"""run, compare, sweep, report: the numbers of the library, the promised files."""

from __future__ import annotations

import csv
import json
from html import escape
from itertools import islice

import numpy as np
import pytest

import sim
from sim.cli.describe_results import comparison_text
from sim.cli.without_effect import changes_without_effect
from sim.measures import value_at
from sim.plots.pictures import pictures
from sim.plots.words import DISCLAIMER


def test_run_gives_the_numbers_of_the_library_and_saves_them(cli, tiny_file, tiny_result, tmp_path):
    out = tmp_path / "run.npz"
    result = cli("run", tiny_file, "--arm", "treated", "--seed", 0, "--out", out)
    assert result.exit_code == 0
    assert "Dose and practice (treated), seed 0" in result.stdout
    share = tiny_result.probes["answer"][-1]
    assert f"day 2: A {share[0]:.2f}, B {share[1]:.2f}," in result.stdout
    assert f"highest surge {tiny_result.series['surge'].max():.3g}" in result.stdout
    assert DISCLAIMER in result.stdout
    loaded = sim.Result.load(out)
    assert loaded.scenario == tiny_result.scenario
    np.testing.assert_array_equal(loaded.probes["strength"], tiny_result.probes["strength"])
    assert list(tmp_path.glob("run*")) == [out]


def test_run_as_json_has_every_measure_and_null_for_a_missing_one(cli, tiny_file, tiny_results):
    result = cli("run", tiny_file, "--arm", "nothing", "--json")
    found = json.loads(result.stdout)
    expected = next(
        result for result in tiny_results if (result.arm, result.seed) == ("nothing", 0)
    )
    assert found["test_days"] == [0.0, 1.51, 2.0]
    assert found["measures"]["answer.a"][2] == value_at(expected, "answer.a", 2.0)
    assert found["measures"]["practice_share"] is None
    assert found["out"] is None


def test_a_change_on_the_command_line_is_that_of_the_library(cli, tiny, tiny_file):
    found = json.loads(
        cli(
            "run",
            tiny_file,
            "--arm",
            "treated",
            "--json",
            "--set",
            "dose.dose_mg_per_kg=1",
            "--set",
            "practice.pattern=C",
        ).stdout
    )
    changed = tiny.with_changes({"dose.dose_mg_per_kg": 1.0, "practice.pattern": "C"})
    assert found["provenance"]["fingerprint"] == changed.fingerprint("treated", 0)


def test_run_needs_no_arm_where_there_is_one(cli, tiny_text, tmp_path):
    path = tmp_path / "one.toml"
    path.write_text(tiny_text.partition('[[arm]]\nid = "treated"')[0])
    assert cli("run", path).exit_code == 0


def test_compare_prints_median_and_quartiles_and_keeps_table_and_runs(
    cli, tiny, tiny_file, tmp_path
):
    out = tmp_path / "results"
    words = ("compare", tiny_file, "--seeds", "0:2", "--jobs", 2, "--out", out)
    first = cli(*words)
    assert first.exit_code == 0
    table = sim.compare(tiny, seeds=2)
    rows = list(csv.DictReader((out / "summary.csv").open(encoding="utf-8")))
    assert list(rows[0]) == ["arm", "seed", "measure", "day", "value"]
    assert len(rows) == len(table)
    for row, value in zip(rows, table["value"], strict=True):
        assert row["value"] == "" if np.isnan(value) else float(row["value"]) == value
    stored = {path.stem for path in out.glob("*.npz")}
    assert stored == {tiny.fingerprint(arm.id, seed) for arm in tiny.arm for seed in (0, 1)}

    found = json.loads(cli(*words, "--json").stdout)
    last = table[(table["measure"] == "answer.b") & (table["day"] == 2.0)]
    for row in found["arms"]:
        of_arm = last.loc[last["arm"] == row["arm"], "value"]
        assert row["median"] == of_arm.median()
        assert row["q1"] == of_arm.quantile(0.25)
        assert row["label"] in first.stdout


def test_compare_goes_on_from_the_runs_it_kept(cli, tiny_file, tmp_path, monkeypatch):
    words = ("compare", tiny_file, "--seeds", "2", "--out", tmp_path / "kept", "--json")
    first = cli(*words)
    monkeypatch.setattr("sim.runs.pool.Run", lambda *_args, **_more: pytest.fail("ran again"))
    assert json.loads(cli(*words).stdout) == json.loads(first.stdout)


@pytest.mark.parametrize(("text", "seeds"), [("2", {0, 1}), ("3:5", {3, 4}), ("1,5", {1, 5})])
def test_seeds_may_be_a_number_a_range_or_a_list(text, seeds, cli, tiny_file, tmp_path):
    cli("compare", tiny_file, "--arm", "nothing", "--seeds", text, "--out", tmp_path)
    rows = csv.DictReader((tmp_path / "summary.csv").open(encoding="utf-8"))
    assert {int(row["seed"]) for row in rows} == seeds


def test_compare_shows_another_measure_of_the_whole_run(cli, tiny_file):
    found = json.loads(
        cli("compare", tiny_file, "--seeds", 1, "--measure", "surge_peak", "--json").stdout
    )
    assert found["day"] is None
    surge = {row["arm"]: row["median"] for row in found["arms"]}
    assert surge["nothing"] == 0.0 < surge["treated"]


def test_arms_with_the_highest_median_are_listed_with_commas_and_one_and():
    medians = {"A": 0.5, "B": 0.5, "C": 0.5, "D": 0.1}
    row = {"q1": 0.0, "q3": 1.0, "n_fused": 0, "n_runs": 2}
    arms = [{"arm": name, "label": name, "median": medians[name], **row} for name in medians]
    text = comparison_text(
        {"measure": "answer.b", "day": 2.0, "n_seeds": 2, "arms": arms, "afterwards": []}
    )
    assert "Highest median: A, B and C, 0.5." in text


@pytest.fixture
def rated_file(tiny_text, tmp_path):
    """The small scenario as a file, told by a rate on a day that is not the last."""
    path = tmp_path / "rated.toml"
    told = 'headline = "rate_exc_hz"\nheadline_day = 1.51\n\n[time]'
    path.write_text(tiny_text.replace("[time]", told, 1), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("words", "measure", "day"),
    [
        ((), "rate_exc_hz", 1.51),
        (("--day", 2), "rate_exc_hz", 2.0),
        (("--measure", "rate_exc_hz"), "rate_exc_hz", 1.51),
        (("--measure", "answer.b"), "answer.b", 2.0),
        (("--measure", "surge_peak"), "surge_peak", None),
    ],
)
def test_compare_prints_the_measure_that_the_scenario_is_told_by(
    cli, rated_file, words, measure, day
):
    found = json.loads(cli("compare", rated_file, "--seeds", 1, "--json", *words).stdout)
    assert (found["measure"], found["day"]) == (measure, day)


def test_sweep_and_run_print_the_measure_that_the_scenario_is_told_by(cli, rated_file, tiny_file):
    swept = cli(
        "sweep", rated_file, "--vary", "practice.pattern=A", "--arm", "treated", "--seeds", 1
    ).stdout
    assert swept.startswith("rate of excitatory cells (Hz) on day 1.51, 1 seed\n")
    line = "Rate of excitatory cells (Hz) on day 1.51: "
    assert line in cli("run", rated_file, "--arm", "nothing").stdout
    assert line not in cli("run", tiny_file, "--arm", "nothing").stdout


def test_compare_says_so_where_no_arm_has_a_value(cli, tiny_file):
    result = cli(
        "compare", tiny_file, "--seeds", 1, "--arm", "nothing", "--measure", "practice_share"
    )
    assert result.exit_code == 0
    assert "No arm has a value." in result.stdout


def test_sweep_prints_each_combination_and_writes_the_table(cli, tiny_file, tmp_path):
    result = cli(
        "sweep",
        tiny_file,
        "--vary",
        "practice.pattern=A,B",
        "--arm",
        "treated",
        "--vary",
        "time.test_days=[0.0, 2.0],[2.0]",
        "--seeds",
        1,
        "--out",
        tmp_path,
    )
    assert result.exit_code == 0
    rows = list(csv.DictReader((tmp_path / "summary.csv").open(encoding="utf-8")))
    points = dict.fromkeys((row["practice.pattern"], row["time.test_days"]) for row in rows)
    assert list(points) == [
        ("A", "(0.0, 2.0)"),
        ("A", "(2.0,)"),
        ("B", "(0.0, 2.0)"),
        ("B", "(2.0,)"),
    ]
    assert sum(line.split()[:1] in (["A"], ["B"]) for line in result.stdout.splitlines()) == 4


def test_report_is_one_file_with_the_disclaimer(cli, tiny_file, tmp_path):
    out = tmp_path / "report.html"
    result = cli("report", tiny_file, "--seeds", 2, "--out", out)
    assert result.exit_code == 0
    html = out.read_text(encoding="utf-8")
    assert "</html>" in html
    assert "Toy model for learning." in html
    assert "Dose and practice" in html


@pytest.fixture
def few_pictures(monkeypatch):
    """Draw one picture in a report, where a test is about its words."""
    monkeypatch.setattr("sim.plots.report.page.pictures", lambda arms: islice(pictures(arms), 1))


NUTRITION = (
    "nutrition",
    "--set",
    "network.n_pattern=20",
    "--set",
    "network.n_cue=10",
    "--set",
    "network.n_rest=20",
    "--set",
    "network.n_inhibitory=25",
)


def test_a_run_tells_afterwards_what_an_intervention_of_its_arm_did_not_do(cli):
    (said,) = sim.load("nutrition").afterwards()
    shown = cli("run", *NUTRITION, "--arm", "with").stdout
    assert shown.splitlines().count(said) == 1
    assert said not in cli("run", *NUTRITION, "--arm", "without").stdout


def test_a_comparison_tells_it_once_for_all_arms_and_others_tell_nothing(cli, tiny_file):
    (said,) = sim.load("nutrition").afterwards()
    assert cli("compare", *NUTRITION, "--seeds", 1).stdout.splitlines().count(said) == 1
    found = json.loads(cli("compare", *NUTRITION, "--seeds", 1, "--json").stdout)
    assert found["afterwards"] == [said]
    found = json.loads(cli("compare", tiny_file, "--seeds", 1, "--json").stdout)
    assert found["afterwards"] == []


@pytest.mark.usefixtures("few_pictures")
def test_a_report_tells_it_among_what_can_be_misread(cli, tmp_path):
    (said,) = sim.load("nutrition").afterwards()
    out = tmp_path / "report.html"
    assert cli("report", *NUTRITION, "--seeds", 1, "--out", out).exit_code == 0
    html = out.read_text(encoding="utf-8")
    section = html.partition("<h2>How not to read it</h2>")[2].partition("</section>")[0]
    assert f"<li>{escape(said)}</li>" in section


@pytest.mark.usefixtures("few_pictures")
def test_a_report_tells_which_claim_is_known_to_fail_and_to_which_test_it_belongs(
    cli, tiny_text, tmp_path
):
    path, out = tmp_path / "known.toml", tmp_path / "report.html"
    wrong = tiny_text.replace(
        'more = "treated"\nless = "nothing"', 'more = "nothing"\nless = "treated"'
    )
    path.write_text(wrong + 'test = "V09"\nfails_because = "It is the other way round."\n')
    assert cli("report", path, "--seeds", 1, "--out", out).exit_code == 0
    html = out.read_text(encoding="utf-8")
    assert "(V09) The dose makes a surge." in html
    assert "Known to fail: It is the other way round." in html


def test_bench_measures_speed_and_names_the_machine(cli):
    found = json.loads(cli("bench", "--no-start", "--json").stdout)
    assert found["plastic_cpu_ms_per_model_s"] > 0.0
    assert found["static_real_time_factor"] == pytest.approx(
        1000.0 / found["static_cpu_ms_per_model_s"]
    )
    assert found["machine"]["cores"] >= 1
    assert found["cold_start_s"] is None


def test_every_command_that_runs_says_so_when_code_has_to_be_prepared(cli, tiny_file, monkeypatch):
    monkeypatch.setattr("sim.cli.fast_code.is_warm", lambda: False)
    result = cli("run", tiny_file, "--arm", "nothing", "--json")
    assert result.stderr == "preparing the fast code, once (5 to 20 s)\n"
    json.loads(result.stdout)


def test_a_run_that_is_not_compiled_says_that_it_will_take_minutes(cli, tiny_file, monkeypatch):
    monkeypatch.setattr("numba.config.DISABLE_JIT", 1)  # what is loaded stays compiled, and quick
    for words in (("run", tiny_file, "--arm", "nothing"), ("bench", "--no-start")):
        note = cli(*words).stderr
        assert note.startswith("note: NUMBA_DISABLE_JIT is set") and "many minutes" in note


def test_the_app_without_compiled_code_says_that_runs_will_take_minutes(cli, monkeypatch):
    monkeypatch.setattr("numba.config.DISABLE_JIT", 1)
    monkeypatch.setattr("sim.cli.commands.app.check_free", lambda *_: None)
    monkeypatch.setattr("sim.ui.server.serve.serve", lambda *_, **__: None)
    assert "many minutes" in cli("app", "--no-browser").stderr


@pytest.mark.parametrize(
    ("arm", "note"),
    [
        ("late", "note: practice.start_d=5 changes nothing in arm late, which sets its own 17\n"),
        (
            "nothing",
            "note: practice.start_d=5 changes nothing in arm nothing, "
            "which does not use practice\n",
        ),
        ("in_window", ""),
    ],
)
def test_a_change_without_effect_in_an_arm_is_noted(arm, note):
    changes, base = ["practice.start_d=5", "network.wear=0.5"], sim.load("practice_in_window")
    assert "".join(f"{line}\n" for line in changes_without_effect(base, changes, [arm])) == note


@pytest.mark.usefixtures("few_pictures")
def test_arms_without_an_intervention_share_one_note(cli, tiny_file):
    words = ("--seeds", 1, "--set", "practice.start_d=1.2")
    for command, more in (("compare", ()), ("report", ("--out", tiny_file.with_name("r.html")))):
        assert cli(command, tiny_file, *words, *more).stderr == (
            "note: practice.start_d=1.2 changes nothing in arm nothing, "
            "which does not use practice\n"
        )
    assert "in arm nothing" in cli("verify", tiny_file, *words).stderr
    result = cli("run", tiny_file, "--arm", "nothing", "--json", *words[2:])
    assert "in arm nothing" in result.stderr and json.loads(result.stdout)


def test_a_folder_for_code_that_can_not_be_used_is_noted(cli, tiny_file, monkeypatch, tmp_path):
    monkeypatch.setenv("PLASTICITY_LAB_CACHE", str(tmp_path / "a_file"))
    monkeypatch.setattr("sim.cli.fast_code.cache_folder", lambda: tmp_path / "other" / "kernels")
    result = cli("run", tiny_file, "--arm", "nothing")
    assert result.stderr == (
        f"note: PLASTICITY_LAB_CACHE={tmp_path / 'a_file'} is not a usable "
        f"folder; using {tmp_path / 'other'}\n"
    )
    monkeypatch.setenv("PLASTICITY_LAB_CACHE", str(tmp_path / "other"))
    assert cli("run", tiny_file, "--arm", "nothing").stderr == ""


def test_nothing_but_the_result_is_printed_where_there_is_no_terminal(cli, tiny_file):
    assert cli("compare", tiny_file, "--seeds", 1).stderr == ""
