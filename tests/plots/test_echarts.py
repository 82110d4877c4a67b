"""Chart options for the page."""

from __future__ import annotations

import numpy as np
import pytest

from sim import plots
from sim.plots import style

HEIGHT_PX = 330


def series_of(option, name: str) -> dict:
    return next(one for one in option["series"] if one["name"] == name)


def test_band_runs_along_its_upper_edge_and_back_along_the_lower(many):
    view = plots.answer_over_days(many)
    line = view.lines[0]
    band = series_of(plots.to_echarts(view), f"{line.name}: 95 % band")
    n = line.x.size
    assert [point[0] for point in band["data"]] == [*line.x, *line.x[::-1]]
    assert [point[1] for point in band["data"][:n]] == pytest.approx(line.high, abs=1e-5)
    assert [point[1] for point in band["data"][n:]] == pytest.approx(line.low[::-1], abs=1e-5)
    assert band["tooltip"] == {"show": False}


def test_tooltip_follows_the_axis_and_zoom_works_inside(many):
    option = plots.to_echarts(plots.answer_over_days(many))
    assert option["tooltip"]["trigger"] == "axis"
    assert option["dataZoom"][0]["type"] == "inside"
    # the wheel alone must go on scrolling the page
    assert option["dataZoom"][0]["zoomOnMouseWheel"] == "ctrl"


def test_seeds_are_dots_of_their_own(many):
    dots = series_of(plots.to_echarts(plots.answer_over_days(many)), "Practice early: seeds")
    assert len(dots["data"]) == 20 * 3


def test_labels_at_line_ends_do_not_cover_each_other(arms):
    for draw in (plots.answer_over_days, plots.strengths_over_days, plots.occupancy_over_days):
        view = draw(arms)
        option = plots.to_echarts(view, height_px=HEIGHT_PX)
        plot_px = HEIGHT_PX - option["grid"]["top"] - 62
        low, high = option["yAxis"]["min"], option["yAxis"]["max"]
        middle = sorted(
            (line.y[-1] - low) / (high - low) * plot_px
            - series_of(option, line.name)["endLabel"]["offset"][1]
            for line in view.lines
        )
        assert np.diff(middle).min() >= 15.9


def test_long_lines_have_few_markers(arms):
    option = plots.to_echarts(plots.spines_over_days({"one": arms["Practice early"]}))
    line = series_of(option, "all")
    marked = [point for point in line["data"] if isinstance(point, dict)]
    assert len(line["data"]) > 100
    assert 6 <= len(marked) <= 10
    assert line["symbol"] == "none"


def test_dark_page_has_its_own_colours(arms):
    view = plots.strengths_over_days({"one": arms["Practice early"]})
    light, dark = plots.to_echarts(view), plots.to_echarts(view, dark=True)
    assert series_of(light, "cue to A")["lineStyle"]["color"] == "#B84300"
    assert series_of(dark, "cue to A")["lineStyle"]["color"] == "#F58231"


def test_text_of_a_scenario_is_no_template(many):
    view = plots.answer_over_days({"{b} {c|x}": many["Practice early"],
                                   "other": many["Practice late"]})
    label = series_of(plots.to_echarts(view), "{b} {c|x}")["endLabel"]["formatter"]
    assert "{" not in label


def test_raster_is_a_large_scatter_of_every_spike(result):
    view = plots.raster(result, 3.0)
    option = plots.to_echarts(view)
    assert [one["name"] for one in option["series"]] == list(view.group_names)
    assert all(one["type"] == "scatter" and one["large"] for one in option["series"])
    assert sum(len(one["data"]) for one in option["series"]) == view.t_ms.size


def test_matrix_is_a_heat_map_with_its_numbers(result):
    view = plots.strength_matrix(result, 3.0)
    (series,) = plots.to_echarts(view)["series"]
    assert series["type"] == "heatmap"
    assert len(series["data"]) == 36
    for cell in series["data"]:
        column, row, value = cell["value"]
        assert value == pytest.approx(view.values[row, column], abs=0.006)
        assert cell["label"]["formatter"] == f"{view.values[row, column]:.1f}"


def test_gaps_become_null(result):
    x = np.array([0.0, 1.0, 2.0])
    line = plots.Line("gap", x, np.array([1.0, np.nan, 2.0]), "A")
    view = plots.View("v", "T.", "W.", "L.", "x (h)", "y (Hz)", (line,), (), (), None, "A.")
    data = series_of(plots.to_echarts(view), "gap")["data"]
    assert data[1] == [1.0, None]
    assert plots.table(view)[1][1] == (1.0, None)


def test_empty_views_are_drawn_too(arms):
    view = plots.drug_and_window({"Nothing": arms["Nothing"]})
    assert plots.to_echarts(view)["series"] == []
    assert plots.to_png(view, dpi=40)[:4] == b"\x89PNG"


def test_every_style_has_a_symbol(result):
    x = np.array([0.0, 1.0])
    for name in style.STYLES:
        view = plots.View("v", "T.", "W.", "L.", "x (h)", "y (Hz)",
                          (plots.Line("a", x, x, name),), (), (), None, "A.")
        assert "symbol" in series_of(plots.to_echarts(view), "a")
