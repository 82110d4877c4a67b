"""Numbers and words of views, held against independent arithmetic."""

from __future__ import annotations

import statistics
from dataclasses import replace

import numpy as np
import pytest

import sim
from sim import plots
from sim.errors import ResultError, ScenarioError
from sim.plots.echarts.labels import with_end_labels
from sim.plots.views import gather


def test_line_of_answers_is_the_mean_over_seeds(many):
    view = plots.answer_over_days(many)
    for line, results in zip(view.panel.lines, many.values()):
        expected = [
            statistics.fmean(r.probes["answer"][test, 1] for r in results) for test in range(3)
        ]
        assert line.y == pytest.approx(expected)
        assert len(line.dots) == 20


def test_band_of_the_mean_is_the_t_interval(many):
    line = plots.answer_over_days(many).panel.lines[0]
    shares = [float(r.probes["answer"][2, 1]) for r in many["Practice early"]]
    half = 2.093 * statistics.stdev(shares) / 20**0.5  # t for 19 degrees of freedom
    assert line.high[2] - line.y[2] == pytest.approx(half)
    assert line.y[2] - line.low[2] == pytest.approx(half)


def test_band_of_a_share_stays_between_0_and_1(many):
    few = {label: results[:5] for label, results in many.items()}
    for line in plots.answer_over_days(few).panel.lines[:2]:
        assert line.low.min() >= 0.0
        assert line.high.max() <= 1.0


def test_bands_are_drawn_from_five_seeds_on(many):
    for n_seeds, has_band in ((4, False), (5, True)):
        line = plots.answer_over_days({"one": many["Practice early"][:n_seeds]}).panel.lines[0]
        assert (line.low is not None) == has_band
        assert len(line.dots) == n_seeds


def test_two_seeds_are_shown_as_dots_and_have_no_band(arms):
    for view in (
        plots.answer_over_days(arms),
        plots.strengths_over_days(arms),
        plots.occupancy_over_days(arms),
        plots.rates_over_days(arms),
        plots.spines_over_days(arms),
    ):
        line = view.panel.lines[0]
        assert line.low is None
        assert len(line.dots) == 2


def test_t_quantile_goes_on_smoothly_past_its_table():
    values = [gather.t95(n) for n in range(2, 200)]
    assert values == sorted(values, reverse=True)
    assert gather.t95(121) == pytest.approx(1.980, abs=0.002)


def test_one_seed_has_neither_band_nor_dots(result):
    view = plots.answer_over_days({"one": [result]})
    assert view.panel.lines[0].low is None
    assert view.panel.lines[0].high is None
    assert view.panel.lines[0].dots == ()


def test_half_of_the_cues_is_drawn_as_reference(many):
    half = plots.answer_over_days(many).panel.lines[-1]
    assert (half.name, half.style, set(half.y)) == ("half of the cues", "reference", {0.5})


def test_marks_are_doses_and_sessions_of_the_runs(arms):
    marks = plots.answer_over_days(arms).panel.marks
    found = {(mark.kind, mark.x, mark.label) for mark in marks}
    assert found == {
        ("dose", 0.5, "dose (1, 2)"),
        ("session", 1.0, "practice (1)"),
        ("session", 2.0, "practice (2)"),
    }


def test_window_band_lasts_while_the_window_is_at_least_02_open(result):
    t_d = result.t_d
    peak = 0.6 * np.exp(-(((t_d - 1.2) / 0.3) ** 2))
    shaped = replace(result, series={**result.series, "window": peak})
    view = plots.answer_over_days({"one": [shaped]})
    (band,) = view.panel.bands
    inside = t_d[peak >= 0.2]
    assert (band.x0, band.x1) == (inside[0], inside[-1])
    assert band.label == "window open"
    assert "Shaded: window at least 0.2 open." in view.what


def test_a_window_that_stays_below_02_is_not_shaded(result):
    weak = np.where(result.t_d > 1.0, 0.199, 0.0)
    shaped = replace(result, series={**result.series, "window": weak})
    assert plots.answer_over_days({"one": [shaped]}).panel.bands == ()
    assert plots.calendar({"one": [shaped]}).panel.lanes[0].open_d == ()


def test_pictures_of_arms_side_by_side_share_one_scale(arms):
    for draw in (plots.strengths_over_days, plots.occupancy_over_days):
        alone = [draw({label: results}) for label, results in arms.items()]
        views = plots.same_scale(alone)
        assert len({view.panel.y_range for view in views}) == 1
        assert views[0].panel.y_range[1] == max(view.panel.y_limits[1] for view in alone)
        assert len({plots.to_echarts(view)["grid"]["top"] for view in views}) == 1
    shades = plots.same_scale([plots.strength_matrix(results[0], 3.0) for results in arms.values()])
    assert {view.panel.top for view in shades} == {max(view.panel.values.max() for view in shades)}


def test_a_network_whose_weights_are_all_zero_is_drawn(result):
    strength = np.zeros_like(result.probes["strength"])
    view = plots.strength_matrix(
        replace(result, probes={**result.probes, "strength": strength}), 3.0
    )
    (series,) = plots.to_echarts(view)["series"]
    assert {cell["label"]["formatter"] for cell in series["data"]} == {"0.0"}
    assert plots.to_png(view, dpi=30)[:4] == b"\x89PNG"


def test_time_at_rest_is_drawn_for_a_b_none_and_the_two_others_together(result):
    lines = {line.name: line for line in plots.occupancy_over_days({"one": [result]}).panel.lines}
    assert list(lines) == ["A", "B", "C or D", "no pattern"]
    share = result.probes["occupancy"]
    assert lines["C or D"].y == pytest.approx(share[:, 2] + share[:, 3])
    assert sum(line.y for line in lines.values()) == pytest.approx(np.ones(3))


def test_more_than_three_arms_have_numbers_at_their_lines_and_a_key(result):
    few = plots.answer_over_days({f"arm {k}": [result] for k in range(3)})
    assert ([line.label for line in few.panel.lines[:2]], few.key) == (
        ["(1) arm 0", "(2) arm 1"],
        "",
    )
    view = plots.answer_over_days({f"arm {k}": [result] for k in range(4)})
    assert [line.label for line in view.panel.lines[:4]] == ["(1)", "(2)", "(3)", "(4)"]
    assert view.key.startswith("(1) arm 0,  (2) arm 1")


def test_without_a_dose_there_is_no_window(arms):
    nothing = {"Nothing": arms["Nothing"]}
    assert plots.answer_over_days(nothing).panel.bands == ()
    assert plots.calendar(nothing).panel.lanes[0].open_d == ()
    view = plots.drug_and_window(nothing)
    assert [line.name for panel in view.panels for line in panel.lines] == ["usual rate"]
    assert not any(panel.bands for panel in view.panels)
    assert view.title == "No dose was given in this run."


def test_spines_say_that_studies_disagree(result):
    text = plots.spines_over_days({"one": [result]}).leaves_out
    assert "12 to 24 h" in text
    assert "72 to 132 h" in text


def test_lines_of_several_arms_are_numbered_and_the_key_names_them(arms):
    view = plots.strengths_over_days(arms)
    assert view.key == "(1) Practice early,  (2) Practice late,  (3) Nothing"
    assert {line.label[-3:] for line in view.panel.lines} == {"(1)", "(2)", "(3)"}
    assert plots.strengths_over_days({"one": arms["Nothing"]}).key == ""


def test_calendar_names_sessions_with_their_pattern_and_share(result):
    (lane,) = plots.calendar({"one": [result]}).panel.lanes
    assert lane.doses_d == (0.5,)
    assert lane.sessions == ((1.0, float(result.session_share[0]), "B"),)
    assert lane.tests_d == (0.0, 1.0, 3.0)


def test_matrix_is_that_of_the_day(result):
    view = plots.strength_matrix(result, 1.0)
    assert np.array_equal(view.panel.values, result.probes["strength"][1])
    assert f"{view.panel.values[4, 1]:.1f} to B" in view.title


def test_a_day_without_test_is_refused_with_the_test_days(result):
    for draw in (plots.raster, plots.strength_matrix):
        with pytest.raises(ScenarioError, match="0, 1, 3"):
            draw(result, 2.0)


def test_an_unknown_pattern_is_refused(arms):
    with pytest.raises(ScenarioError, match="A, B, C, D"):
        plots.answer_over_days(arms, pattern="E")


def test_no_run_at_all_is_said(arms):
    with pytest.raises(ResultError, match="run the scenario first"):
        plots.answer_over_days({"empty": []})
    label = "Practice early"
    assert plots.calendar({"empty": [], label: arms[label]}).panel.lanes[0].label == label


def test_runs_with_different_days_do_not_share_an_arm(result):
    shorter = replace(
        result,
        probe_d=result.probe_d[:2],
        probes={name: values[:2] for name, values in result.probes.items()},
    )
    with pytest.raises(ResultError, match="different days"):
        plots.answer_over_days({"mixed": [result, shorter]})


def test_a_guess_is_a_dashed_line_over_the_answers(arms):
    view = plots.answer_over_days(arms, guess=[(3.0, 0.8), (1.0, 0.2)])
    line = {line.name: line for line in view.panel.lines}["prediction"]
    assert (line.x.tolist(), line.y.tolist()) == ([1.0, 3.0], [0.2, 0.8])
    drawn = next(line for line in plots.to_echarts(view)["series"] if line["name"] == "prediction")
    assert isinstance(drawn["lineStyle"]["type"], list)
    assert "prediction" not in {line.name for line in plots.answer_over_days(arms).panel.lines}


@pytest.mark.parametrize("end", [0.0, 0.45, 0.5, 0.55, 1.0])
def test_the_name_of_a_guess_overlaps_no_other_name(arms, end):
    view = plots.answer_over_days(arms, guess=[(0.0, 0.1), (3.0, end)])
    labels, _ = with_end_labels(view.panel, (0.0, 1.0), 200.0, dark=False)
    heights = sorted(
        (
            200.0 * float(view.panel.lines[place].y[-1]) - label["offset"][1],
            15.0 * len(label["formatter"].split("\n")),
        )
        for place, label in labels.items()
    )
    for (low, rows_low), (high, rows_high) in zip(heights, heights[1:]):
        assert high - low >= (rows_low + rows_high) / 2.0


@pytest.mark.parametrize(
    "preset, arm",
    [("novelty", "late"), ("cue_reward", "late"), ("stress_in_window", "dose_and_stress")],
)
def test_the_calendar_has_no_marks_for_what_the_network_rehearses_by_itself(
    preset, arm, tiny_result
):
    scenario = sim.load(preset).for_arm(arm)
    rehearsed = [session for act in scenario.intervention for session in act.sessions()]
    assert rehearsed and not all(session.is_practice for session in rehearsed)
    kept = sum(session.is_practice for session in rehearsed)
    lived = replace(
        tiny_result,
        scenario=scenario,
        session_d=np.arange(kept) + 3.0,
        session_share=np.full(kept, 0.5),
    )
    [lane] = plots.calendar({"one": [lived]}).panel.lanes
    assert len(lane.sessions) == kept
