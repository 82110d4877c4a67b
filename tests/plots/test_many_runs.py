"""Runs one by one, sweeps and maps: numbers held against independent arithmetic."""

from __future__ import annotations

import math
import statistics
from dataclasses import replace

import numpy as np
import pytest

from sim import plots
from sim.errors import ResultError
from sim.measures import MEASURES
from sim.plots import MapPoint, Quantity, SweepPoint, value_dots
from sim.plots.panels.dots import lifts
from sim.plots.views.quantities import quantity_of
from sim.plots.views.sweeps import contour

DAYS = Quantity("practice starts", "days")
SHARE = Quantity("cues answered with B", "", 0.0, 1.0)
SMALL = Quantity("weight", "base weights")


def test_there_is_one_dot_for_each_run_and_one_is_ringed(many):
    dots = plots.seed_dots(many, "answer.b", 3.0, mine=7).panels[0]
    for row, results in zip(dots.rows, many.values(), strict=True):
        assert row.names == tuple(range(20))
        assert row.values.tolist() == [result.probes["answer"][2, 1] for result in results]
        assert row.names[row.ringed] == 7
    assert plots.seed_dots(many, mine=99).panels[0].rows[0].ringed is None


def test_running_mean_and_band_are_those_of_the_first_runs(many):
    line = plots.seed_dots(many, "answer.b", 3.0).panels[1].lines[0]
    values = [result.probes["answer"][2, 1] for result in many["Practice early"]]
    assert line.y == pytest.approx([statistics.fmean(values[:n]) for n in range(1, 21)])
    assert np.isnan(line.low[:2]).all()
    half = 2.093 * statistics.stdev(values) / 20**0.5  # t for 19 degrees of freedom
    assert line.high[-1] - line.y[-1] == pytest.approx(half)


def test_one_run_is_drawn_without_a_band(result):
    view = plots.seed_dots({"one": [result]}, mine=0)
    row, line = view.panels[0].rows[0], view.panels[1].lines[0]
    assert (row.low, line.low, line.x.tolist()) == (None, None, [1.0])
    assert "in one run" in view.title
    assert plots.to_png(view, dpi=40)[:4] == b"\x89PNG"


def test_values_that_do_not_exist_are_left_out_and_said(result):
    view = value_dots({"one": {1: 0.5, 2: math.nan}, "other": {1: math.nan}}, SHARE)
    assert [row.values.size for row in view.panels[0].rows] == [1, 0]
    assert "other: no value" in view.alt
    empty = value_dots({"one": {1: math.nan}}, SHARE)
    assert empty.title.endswith("no value.")
    for picture in (view, empty):
        assert plots.to_png(picture, dpi=40)[:4] == b"\x89PNG"
        assert plots.to_echarts(picture)["series"]


def test_equal_dots_stand_on_each_other():
    up = lifts(np.array([0.5, 0.5, 0.1, 0.5]), (0.0, 1.0))
    assert up.tolist() == [0.0, 0.25, 0.0, 0.5]
    crowd = lifts(np.full(30, 0.5), (0.0, 1.0))
    assert (crowd.min(), crowd.max(), len(set(crowd))) == (0.0, 1.0, 30)


def test_every_measure_can_be_drawn_with_a_unit(arms):
    for measure in MEASURES:
        assert quantity_of(measure.name).axis.endswith(")")
        view = plots.seed_dots({"one": arms["Practice early"]}, measure.name)
        low, high = view.panels[0].x_range
        assert low < high
        assert all(low <= value <= high for row in view.panels[0].rows for value in row.values)


def test_a_group_of_pupils_can_be_drawn_by_name():
    view = value_dots({"class": {"owl": 0.2, "fox": 0.8}}, SHARE, mine="fox", when=" today")
    assert view.key == "ring: fox"
    assert view.title == "Cues answered with B today: 0.2 to 0.8 in 2 runs."


def points(**arms):
    return [
        SweepPoint(day, arm, values) for arm, runs in arms.items() for day, values in runs.items()
    ]


def test_a_sweep_has_dots_mean_and_band_of_each_setting():
    runs = {1.0: (0.1, 0.2, 0.3, 0.2, 0.2), 3.0: (0.9, 0.8, 1.0, 0.9, 0.9)}
    view = plots.sweep_view(points(one=runs), parameter=DAYS, outcome=SHARE, current=3.0)
    (line,) = view.panel.lines
    assert line.x.tolist() == [1.0, 3.0]
    assert line.y == pytest.approx([0.2, 0.9])
    assert len(line.dots) == 5
    half = 2.776 * statistics.stdev(runs[1.0]) / 5**0.5  # t for 4 degrees of freedom
    assert line.high[0] == pytest.approx(0.2 + half)
    assert line.high[1] <= 1.0
    assert [(band.x0, band.x1, band.label) for band in view.panel.bands] == [
        (3.0, 3.0, "current setting")
    ]


def test_a_sweep_under_way_draws_what_there_is():
    half = points(one={1.0: (0.1, math.nan), 2.0: (), 3.0: (0.4,)}, other={1.0: ()})
    view = plots.sweep_view(half, parameter=DAYS, outcome=SMALL)
    assert [line.name for line in view.panel.lines] == ["one"]
    assert view.panel.lines[0].x.tolist() == [1.0, 3.0]
    assert plots.to_png(view, dpi=40)[:4] == b"\x89PNG"
    with pytest.raises(ResultError, match="no run has this outcome"):
        plots.sweep_view(points(one={1.0: (math.nan,)}), parameter=DAYS, outcome=SMALL)


def test_axes_have_room_for_what_will_be_run_so_that_no_dot_moves_while_it_is():
    planned = [1.0, 2.0, 3.0]
    views = [
        plots.sweep_view(
            points(one=dict.fromkeys(planned[:count], (0.2,))),
            parameter=DAYS,
            outcome=SHARE,
            planned=planned,
        )
        for count in (1, 3)
    ]
    assert views[0].panel.x_range == views[1].panel.x_range
    assert views[0].panel.y_range == views[1].panel.y_range
    first = plots.sweep_map(
        [MapPoint(1.0, 1.0, (0.5,))], x=DAYS, y=DAYS, outcome=SHARE, planned=(planned, planned)
    )
    assert first.panel.x.tolist() == planned and first.panel.y.tolist() == planned
    assert first.panel.counts.sum() == 1 and first.alt.endswith("from 1 run.")
    assert plots.to_echarts(first)["series"] and plots.to_png(first, dpi=40)[:4] == b"\x89PNG"


def test_one_setting_alone_is_drawn_and_told():
    view = plots.sweep_view(points(one={2.0: (0.25, 0.75)}), parameter=DAYS, outcome=SHARE)
    assert view.title == "Cues answered with B is highest at 2 days: 0.50 (“one”)."
    assert view.panel.x_range[0] < 2.0 < view.panel.x_range[1]


def test_outcomes_below_zero_are_inside_the_axis():
    view = plots.sweep_view(
        points(one={1.0: (-0.3, -0.1), 2.0: (0.1, 0.2)}), parameter=DAYS, outcome=SMALL
    )
    assert view.panel.y_range[0] <= -0.3
    assert view.panel.y_range[1] >= 0.2


def slope(level=None, current=None):
    places = [MapPoint(x, y, (x * y, x * y)) for x in (0.0, 0.5, 1.0) for y in (0.2, 0.6, 1.0)]
    return plots.sweep_map(places, x=DAYS, y=DAYS, outcome=SHARE, level=level, current=current)


def test_a_map_holds_means_and_counts():
    view = slope()
    assert view.panel.values == pytest.approx(np.outer([0.2, 0.6, 1.0], [0.0, 0.5, 1.0]))
    assert set(view.panel.counts.ravel()) == {2}
    assert (view.key, view.panel.bounds) == ("dashed line: 0.5", (0.0, 1.0))
    assert view.title == "Cues answered with B: the mean is at least 0.5 in 3 of 9 settings."


def test_current_settings_are_ringed_between_their_neighbours_and_not_outside():
    assert slope(current=(0.25, 0.8)).panel.current == pytest.approx((0.5, 1.5))
    assert slope(current=(2.0, 0.8)).panel.current is None


def test_settings_without_a_run_are_empty_in_a_map():
    view = plots.sweep_map(
        [MapPoint(0.0, 0.0, (0.1,)), MapPoint(1.0, 1.0, (0.9,))], x=DAYS, y=DAYS, outcome=SHARE
    )
    assert np.isnan(view.panel.values[0, 1])
    assert view.panel.contour == ()
    assert len(plots.to_echarts(view)["series"][0]["data"]) == 2
    assert plots.to_png(view, dpi=40)[:4] == b"\x89PNG"


def test_a_map_names_value_and_runs_of_every_cell():
    cells = plots.to_echarts(slope())["series"][0]["data"]
    assert cells[5]["name"] == "1 and 0.6: 0.6 (2 runs)"


def test_contour_runs_where_the_map_has_the_level():
    x, y = np.meshgrid(np.arange(6.0), np.arange(5.0))
    (line,) = contour(x + 2.0 * y, 5.25)
    assert line[:, 0] + 2.0 * line[:, 1] == pytest.approx(np.full(len(line), 5.25))
    for end in (line[0], line[-1]):  # it runs from edge to edge
        assert end[0] in (0.0, 5.0) or end[1] in (0.0, 4.0)


def test_a_value_equal_to_the_level_is_above_it():
    (line,) = contour(np.array([[0.0, 0.5], [0.0, 0.5]]), 0.5)
    assert line[:, 0] == pytest.approx([1.0, 1.0])
    assert contour(np.full((2, 2), 0.5), 0.5) == ()


def test_contour_leaves_out_squares_with_a_gap():
    values = np.array([[0.0, 1.0, 1.0], [0.0, 1.0, np.nan]])
    assert len(contour(values, 0.5)) == 1
    assert contour(np.full((2, 2), np.nan), 0.5) == contour(np.arange(3.0)[None], 0.5) == ()


@pytest.mark.parametrize("n_seeds", [1, 2, 20])
def test_every_picture_is_drawn_with_any_number_of_runs(many, n_seeds):
    some = {label: results[:n_seeds] for label, results in many.items()}
    for draw in (
        plots.spines_over_days,
        plots.drug_and_window,
        plots.rates_over_days,
        plots.scorecard,
        plots.seed_dots,
    ):
        view = draw(some)
        assert plots.to_png(view, dpi=30)[:4] == b"\x89PNG"
        assert plots.to_echarts(view)["series"]
        assert plots.table(view)[1]


def test_rates_and_visits_that_do_not_exist_are_drawn_as_gaps(result):
    gap = {
        name: np.full_like(result.probes[name], np.nan)
        for name in ("rate_exc_hz", "rate_inh_hz", "dwell_ms")
    }
    blank = replace(result, probes={**result.probes, **gap})
    for view in (
        plots.rates_over_days({"one": [blank]}),
        plots.scorecard({"one": [blank]}),
        plots.seed_dots({"one": [blank]}, "dwell.a_ms"),
    ):
        assert plots.to_png(view, dpi=30)[:4] == b"\x89PNG"
        assert "nan" not in f"{view.title} {view.alt}".lower()


def test_many_groups_are_numbered_in_both_parts():
    view = value_dots({f"arm {k}": {0: 0.1 * k, 1: 0.2 * k} for k in range(4)}, SHARE)
    assert [row.label for row in view.panels[0].rows][1] == "(2) arm 1"
    assert [line.label for line in view.panels[1].lines][1] == "(2)"
    assert view.title.endswith("the highest mean is 0.45, that of “arm 3”.")
