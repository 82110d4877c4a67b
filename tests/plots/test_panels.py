"""Pictures of several parts: drug and window, spines, balance."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim import plots
from sim.plots.figure.draw import to_figure
from sim.plots.views.balance import target_hz
from sim.plots.views.spines import born_since_dose, per_day


def test_equal_drug_curves_of_two_arms_are_drawn_once(arms):
    level, block, _ = plots.drug_and_window(arms).panels
    assert [line.name for line in level.lines] == ["drug level, Practice early and Practice late"]
    assert [line.label for line in block.lines] == [
        "inhibitory cells (1, 2)",
        "excitatory cells (1, 2)",
    ]


def test_learning_is_shaded_exactly_where_its_factor_is_below_1(result):
    view = plots.drug_and_window({"one": [result]})
    step_h = result.scenario.time.step_h
    below = (result.t_d[result.series["learning_factor"] < 1.0] - 0.5) * 24.0
    for panel in view.panels:
        assert panel.bands
        covered = sum(band.x1 - band.x0 for band in panel.bands)
        assert covered == pytest.approx(below.size * step_h)
    assert [bool(panel.bands[0].label) for panel in view.panels] == [True, False, False]


def test_drug_starts_at_the_first_dose(result):
    level, block, learning = (
        panel.lines[0] for panel in plots.drug_and_window({"one": [result]}).panels
    )
    step = int(np.argmin(np.abs(result.t_d - 0.5)))
    assert level.x[0] == pytest.approx(0.0, abs=1e-9)
    assert level.y[2] == result.series["level_ng_per_ml"][step + 2]
    assert block.y[2] == pytest.approx(100.0 * result.series["block_inh"][step + 2])
    assert learning.y[2] == result.series["learning_factor"][step + 2]


def test_hours_on_a_logarithmic_axis_begin_at_the_first_step(result):
    view = plots.drug_and_window({"one": [result]}, log=True)
    for panel in view.panels:
        assert panel.x_range[0] == result.scenario.time.step_h
        assert min(line.x.min() for line in panel.lines) > 0.0
    assert {axis["type"] for axis in plots.to_echarts(view)["xAxis"]} == {"log"}
    assert {axes.get_xscale() for axes in to_figure(view).axes if axes.axison} == {"log"}


def test_band_of_the_block_is_that_of_the_evidence(result):
    (level,) = plots.drug_and_window({"one": [result]}).panels[1].levels
    assert (level.y0, level.y1) == (20.0, 50.0)


def test_spines_are_per_cent_of_the_start(arms):
    lines = {
        line.name: line for line in plots.spines_over_days({"one": arms["Nothing"]}).panels[0].lines
    }
    assert lines["all"].y[0] == pytest.approx(100.0)
    total = lines["born after the start"].y + lines["surviving from the start"].y
    assert total == pytest.approx(lines["all"].y)


def test_births_of_before_the_dose_do_not_count_as_born_after_it(result):
    born = result.series["spine_born"]
    step = int(np.argmin(np.abs(result.t_d - 0.5)))
    shaped = replace(
        result,
        series={
            **result.series,
            "spine_born": np.where(
                np.arange(born.size) < step, 0.04, np.where(np.arange(born.size) > step, 0.1, 0.05)
            ),
        },
    )
    counted = born_since_dose(shaped)
    assert counted[: step + 1] == pytest.approx(np.zeros(step + 1))
    assert counted[step + 1 :] == pytest.approx(np.full(born.size - step - 1, 0.05))


def test_bars_add_up_to_all_births_and_losses(result):
    view = plots.spines_over_days({"one": [result]})
    gained, lost = view.panels[1].bars
    assert gained.y.sum() == pytest.approx(100.0 * result.series["spine_gained"][-1])
    assert lost.y.sum() == pytest.approx(-100.0 * result.series["spine_lost"][-1])
    assert (gained.is_hollow, lost.is_hollow) == (False, True)


def test_bars_of_a_long_calendar_stand_for_several_days(result):
    t_d = np.arange(0.0, 365.5, 0.5)
    long = replace(result, t_d=t_d, series={"spine_gained": t_d / 100.0})
    middle_d, change, width_d = per_day([long], "spine_gained")
    assert (width_d, middle_d.size) == (7.0, 53)
    assert change == pytest.approx(np.ones(53))


def test_several_arms_have_lines_instead_of_bars(arms):
    changes = plots.spines_over_days(arms).panels[1]
    assert changes.bars == ()
    assert len([line for line in changes.lines if line.name]) == 2 * len(arms)


def test_target_of_the_rates_is_what_the_first_test_found(arms):
    results = arms["Practice early"]
    found = np.mean([result.probes["rate_exc_hz"][0] for result in results])
    above, cloud = plots.rates_over_days({"one": results}).panels
    assert above.lines[-1].y == pytest.approx([found, found])
    assert cloud.bands[0].x0 == cloud.bands[0].x1 == pytest.approx(found)


def test_without_scaling_or_without_a_first_test_there_is_no_target(result):
    off = result.scenario.model_copy(
        update={"homeostasis": result.scenario.homeostasis.model_copy(update={"enabled": False})}
    )
    later = replace(result, probe_d=result.probe_d + 0.5)
    for run in (replace(result, scenario=off), later):
        assert target_hz([run]) is None
        view = plots.rates_over_days({"one": [run]})
        assert "No target is drawn" in view.what
        assert view.panels[1].bands == ()


def test_the_cloud_has_one_dot_for_each_seed_and_test(arms):
    lines = plots.rates_over_days(arms).panels[1].lines
    for line, results in zip(lines, arms.values(), strict=True):
        assert sorted(line.x) == sorted(
            rate for result in results for rate in result.probes["rate_exc_hz"]
        )
        assert not line.joined


def test_parts_of_pictures_side_by_side_share_one_scale(arms):
    for draw in (plots.spines_over_days, plots.rates_over_days):
        views = plots.same_scale([draw({label: runs}) for label, runs in arms.items()])
        for parts in zip(*(view.panels for view in views)):
            assert len({part.y_range for part in parts}) == 1
            assert len({part.x_range for part in parts}) == 1
        tops = {tuple(grid["top"] for grid in plots.to_echarts(view)["grid"]) for view in views}
        assert len(tops) == 1


def test_panels_lie_below_each_other_and_inside_the_chart(arms):
    for view in (
        plots.spines_over_days(arms),
        plots.drug_and_window(arms),
        plots.rates_over_days(arms),
        plots.scorecard(arms),
    ):
        option = plots.to_echarts(view, height_px=view.height_px)
        ends = [(grid["top"], grid["top"] + grid["height"]) for grid in option["grid"]]
        assert all(above[1] < below[0] for above, below in zip(ends, ends[1:]))
        assert ends[-1][1] <= view.height_px
        used = {(series["xAxisIndex"], series["yAxisIndex"]) for series in option["series"]}
        assert used <= {(place, place) for place in range(len(view.panels))}
        boxes = [axes.get_position() for axes in to_figure(view).axes if axes.axison]
        assert all(above.y0 > below.y1 for above, below in zip(boxes, boxes[1:]))


def test_a_shared_axis_is_named_once(arms):
    option = plots.to_echarts(plots.drug_and_window(arms))
    assert [axis.get("name") for axis in option["xAxis"]] == [
        None,
        None,
        "time since the first dose (h)",
    ]
    assert option["dataZoom"][0]["xAxisIndex"] == [0, 1, 2]


def test_table_of_a_shared_axis_puts_panels_side_by_side(result):
    header, rows = plots.table(plots.spines_over_days({"one": [result]}))
    assert header[0] == "time (model days)"
    born = header.index("born: born above 0, lost below 0 (% of start per day)")
    assert [row[0] for row in rows if row[born] is not None] == [0.5, 1.5, 2.5]
