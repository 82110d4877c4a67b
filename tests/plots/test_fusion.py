"""Where A and B have fused, every view and sentence about what the cue leads to says so."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from sim import plots
from sim.cli.describe_results import comparison_data, comparison_text, result_text, sweep_text
from sim.many.tables import measured
from sim.measures import value_at
from sim.plots import words
from sim.plots.player.page import replay_html
from sim.plots.player.replay import replay_data
from sim.plots.report.page import report_html
from sim.plots.views.fusion import fused_sentence, fused_words
from sim.plots.views.learning import learning
from sim.ui.running import sweeping


def fuse(run):
    """Return a run whose cells fire together in its last test."""
    rate_hz = run.probes["rate_exc_hz"].copy()
    rate_hz[-1] = 10.0 * run.scenario.settling.rate_exc_hz
    return replace(run, probes=run.probes | {"rate_exc_hz": rate_hz})


@pytest.fixture
def fused(arms):
    """Two arms of two runs; the second run of the first arm has fused."""
    early, late = arms["Practice early"], arms["Practice late"]
    return {"Practice early": [early[0], fuse(early[1])], "Practice late": late}


IN_ONE = f"{words.FUSED} in 1 of 2 runs of “Practice early”."


def test_the_made_run_is_fused_and_the_others_are_not(fused):
    assert [[value_at(run, "fused", 3.0) for run in runs] for runs in fused.values()] == [
        [0.0, 1.0],
        [0.0, 0.0],
    ]
    assert fused_sentence(fused) == IN_ONE
    assert fused_sentence(fused, 1.0) == ""


@pytest.mark.parametrize(
    ("counts", "where"),
    [
        ({"x": (0, 5), "y": (0, 5)}, None),
        ({"x": (3, 5)}, "3 of 5 runs"),
        ({"x": (1, 1)}, "the one run"),
        ({"x": (3, 5), "y": (0, 5), "z": (5, 5)}, "3 of 5 runs of “x” and 5 of 5 runs of “z”"),
        (dict.fromkeys("vwxyz", (2, 5)), "10 of 25 runs of 5 arms"),
    ],
)
def test_the_sentence_counts_runs_arm_by_arm_and_many_arms_together(counts, where):
    assert fused_words(counts) == (f"{words.FUSED} in {where}." if where else "")


@pytest.mark.parametrize("headline", ["answer.b", "kick_size", "surge_peak"])
def test_the_sentence_of_a_result_says_it_whatever_it_is_told_by(headline, scenario, fused, arms):
    told_by = scenario.with_changes({"headline": headline})
    assert plots.headline_sentence(told_by, fused).count(IN_ONE) == 1
    assert words.FUSED not in plots.headline_sentence(told_by, arms)


def test_of_many_arms_the_sentence_says_it_of_those_between_as_well(fused):
    many = {
        f"arm {place}": runs
        for place in range(6)
        for runs in [fused["Practice late"] if place != 3 else fused["Practice early"]]
    }
    text = plots.result_sentence(many)
    assert f"{words.FUSED} in 1 of 2 runs of “arm 3”." in text


def test_titles_of_pictures_about_the_cue_say_it(fused, arms):
    drawn = [plots.answer_over_days, learning, lambda runs: plots.seed_dots(runs, "answer.b", 3.0)]
    for draw in drawn:
        assert IN_ONE in draw(fused).title and IN_ONE in draw(fused).alt
        assert words.FUSED not in draw(arms).title
    assert words.FUSED not in plots.seed_dots(fused, "rate_exc_hz", 3.0).title


@pytest.mark.usefixtures("few_pictures")
def test_report_and_replay_say_it(scenario, fused):
    assert IN_ONE in report_html(scenario, fused)
    played = {label: runs[-1] for label, runs in fused.items()}
    data = replay_data(scenario, played)
    assert [[test["fused"] for test in arm["tests"]] for arm in data["arms"]] == [
        [False, False, True],
        [False, False, False],
    ]
    assert f"{words.FUSED} in the one run of “Practice early”." in replay_html(scenario, played)


def test_a_sweep_says_it_of_all_its_settings_together(fused):
    points = [
        sweeping.Point(value, None, label, tuple(runs))
        for value in (1.0, 2.0)
        for label, runs in fused.items()
    ]
    assert sweeping.fused_sentence(points) == f"{words.FUSED} in 2 of 4 runs of “Practice early”."
    assert sweeping.fused_sentence(points[1::2]) == ""


def table_of(arms):
    """Return runs as the table of `compare`, with a column of a sweep."""
    rows = [
        (5.0, run.arm, run.seed, *row)
        for runs in arms.values()
        for run in runs
        for row in zip(*measured(run))
    ]
    return pd.DataFrame(rows, columns=["x", "arm", "seed", "measure", "day", "value"])


@pytest.mark.parametrize("day", [3.0, None])
def test_compare_and_sweep_say_it(day, scenario, fused, arms):
    table = table_of(fused)
    data = comparison_data(scenario, table, "answer.b" if day else "surge_peak", day)
    assert [(row["n_fused"], row["n_runs"]) for row in data["arms"]] == [(1, 2), (0, 2)]
    assert IN_ONE in comparison_text(data)
    swept = sweep_text(scenario, table, ["x"], data["measure"], day)
    assert f"{words.FUSED} in 1 of 2 runs of “early”." in swept
    assert words.FUSED not in comparison_text(
        comparison_data(scenario, table_of(arms), "answer.b", 3.0)
    )


def test_run_says_it(scenario, fused):
    first, second = fused["Practice early"]
    assert f"{words.FUSED} in the one run." in result_text(second)
    assert words.FUSED not in result_text(first)
