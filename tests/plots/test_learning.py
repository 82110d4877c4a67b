"""Practice session by session, and the answers beside it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim import plots


def with_reversal(result, trials, censored):
    """Return a run with the reversal assay at its three tests."""
    return replace(
        result,
        probes={
            **result.probes,
            "trials_to_reverse": np.array(trials),
            "reversal_censored": np.array(censored),
        },
    )


def test_left_are_the_sessions_and_right_the_tests(arms):
    runs = arms["Practice early"]
    left, right = plots.learning({"early": runs}).panels
    share = np.mean([run.session_share for run in runs], axis=0)
    assert left.lines[0].x.tolist() == list(range(1, share.size + 1))
    assert left.lines[0].y == pytest.approx(share)
    assert right.lines[0].y == pytest.approx(
        np.mean([run.probes["answer"][:, 1] for run in runs], axis=0)
    )
    assert f"{share[-1]:.2f}" in plots.learning({"early": runs}).title


def test_an_arm_without_practice_has_no_line_of_sessions(arms):
    left, right = plots.learning(arms).panels
    assert {line.name for line in left.lines} == {"Practice early", "Practice late"}
    assert {line.name for line in right.lines} >= set(arms)
    assert {line.name: line.style for line in left.lines}.items() <= {
        line.name: line.style for line in right.lines
    }.items()


def test_without_any_practice_there_is_one_part_and_it_is_said(arms):
    view = plots.learning({"Nothing": arms["Nothing"]})
    assert len(view.panels) == 1
    assert "There was no practice." in view.title
    assert "Left" not in view.what and "left" not in view.leaves_out
    assert plots.to_png(view, dpi=40)[:4] == b"\x89PNG"


def test_twenty_seeds_are_dots_with_a_band(many):
    left, right = plots.learning(many).panels
    for line in (left.lines[0], right.lines[0]):
        assert len(line.dots) == 20 and line.low is not None


def test_half_is_named_coin_flip(arms):
    lines = {line.name: line for line in plots.learning(arms).panels[-1].lines}
    assert (lines["coin flip"].y == 0.5).all()


def test_reversal_is_marked_where_half_of_the_seeds_reach_it(result):
    runs = [
        with_reversal(result, [41.0, 12.0, 9.0], [1.0, 0.0, 0.0]),
        with_reversal(result, [41.0, 16.0, 9.0], [1.0, 0.0, 0.0]),
    ]
    (mark,) = plots.learning({"one": runs}).panels[-1].marks
    assert (mark.x, mark.label) == (1.0, "14 trials to 7 of 8")
    never = [with_reversal(result, [41.0] * 3, [1.0] * 3)]
    assert plots.learning({"one": never}).panels[-1].marks == ()


def test_without_the_assay_nothing_is_marked(arms):
    assert plots.learning(arms).panels[-1].marks == ()


def test_parts_stand_side_by_side_in_one_chart(arms):
    option = plots.to_echarts(plots.learning(arms))
    assert len(option["grid"]) == len(option["xAxis"]) == len(option["yAxis"]) == 2
    assert {series["xAxisIndex"] for series in option["series"]} == {0, 1}
    assert option["grid"][0]["top"] == option["grid"][1]["top"]
    # names stand at the ends of the lines of the last part only
    shown = [
        series["xAxisIndex"]
        for series in option["series"]
        if series.get("endLabel", {}).get("show")
    ]
    assert set(shown) == {1}


def test_the_practised_pattern_counts_if_there_is_one_alone(scenario, arms):
    assert "leads to B" in plots.learning(arms).title
    acts = [
        act.model_copy(update={"pattern": "A"}) if act.kind == "practice" else act
        for act in arms["Practice early"][0].scenario.intervention
    ]
    of_a = [
        replace(run, scenario=run.scenario.model_copy(update={"intervention": tuple(acts)}))
        for run in arms["Practice early"]
    ]
    assert "leads to A" in plots.learning({"one": of_a}).title
    assert "leads to B" in plots.learning({"one": of_a}, pattern="B").title


def test_every_point_is_in_the_table(arms):
    view = plots.learning(arms)
    rows = plots.table(view)[1]
    assert len(rows) == sum(line.x.size for part in view.panels for line in part.lines)
