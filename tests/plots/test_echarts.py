"""Chart options for the page."""

from __future__ import annotations

import numpy as np
import pytest

from sim import plots
from sim.plots import style
from sim.plots.echarts.axes import FOOT_PX
from tests.plots.conftest import picture_of

HEIGHT_PX = 330


def series_of(option, name: str) -> dict:
    return next(series for series in option["series"] if series["name"] == name)


def test_band_runs_along_its_upper_edge_and_back_along_the_lower(many):
    view = plots.answer_over_days(many)
    line = view.panel.lines[0]
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


def label_spans(panel, option) -> list[tuple[float, float]]:
    """Return the lower and upper edges of the labels at line ends, in px above the x axis."""
    (low, high), plot_px = panel.y_limits, HEIGHT_PX - option["grid"]["top"] - FOOT_PX
    spans = []
    for line in panel.lines:
        label = series_of(option, line.name)["endLabel"]
        if label["show"]:
            middle = (line.y[-1] - low) / (high - low) * plot_px - label["offset"][1]
            half = label["lineHeight"] * len(label["formatter"].split("\n")) / 2.0
            spans.append((middle - half, middle + half))
    return sorted(spans)


def test_labels_at_line_ends_do_not_cover_each_other(arms):
    for draw in (plots.answer_over_days, plots.strengths_over_days, plots.occupancy_over_days):
        picture = draw(arms)
        spans = label_spans(picture.panel, plots.to_echarts(picture, height_px=HEIGHT_PX))
        assert len(spans) > 1
        slack_px = 4.0  # a label that lines share is in the middle of their ends
        assert all(upper <= low + slack_px for (_, upper), (low, _) in zip(spans, spans[1:]))


def line_view(*ends: float):
    """Return a picture of lines from 0 to 1 that end at some shares of its height."""
    x = np.array([0.0, 1.0])
    lines = (
        plots.Line(f"line number {k}", x, np.array([k / 10.0, end]), f"arm{k}")
        for k, end in enumerate(ends)
    )
    return picture_of(*lines, y_range=(0.0, 1.0), x_range=(0.0, 1.0))


def test_lines_that_end_alike_share_one_label():
    option = plots.to_echarts(line_view(0.0, 0.0, 0.5))
    labels = [series["endLabel"] for series in option["series"]]
    assert [label["show"] for label in labels] == [True, False, True]
    assert " ".join(labels[0]["formatter"].split()) == "line number ● 0 and ■ 1"


def test_a_label_is_near_its_line_or_a_thin_line_leads_to_it():
    for ends in ((0.0, 0.5, 1.0), (0.5, 0.52, 0.54, 0.56, 0.58)):
        series = plots.to_echarts(line_view(*ends))["series"]
        led = {line["name"] for line in series if line["name"].endswith(": leader")}
        assert bool(led) == (len(ends) == 5)  # of few lines each label is at its line
        for line in series:
            label = line.get("endLabel", {"show": False})
            if label["show"] and f"{line['name']}: leader" not in led:
                assert abs(label["offset"][1]) < label["lineHeight"]


def test_words_around_a_plot_leave_room_for_it_on_a_phone(many):
    longer = dict(zip(("Practice in the window", "Practice two weeks later"), many.values()))
    option = plots.to_echarts(plots.answer_over_days(longer))
    assert option["grid"]["right"] <= 155  # of about 340 px
    rows = [
        series["name"]
        for series in option["series"]
        if series.get("clip") is False and not series["name"].endswith(": leader")
    ]
    assert {"practice (1)", "practice (2)"} <= set(rows)
    assert max(map(len, rows)) <= 20


def test_names_of_shaded_stretches_stand_above_the_plot(many):
    option = plots.to_echarts(plots.drug_and_window(many))
    area = next(series["markArea"] for series in option["series"] if "markArea" in series)
    assert area["label"] == {"show": False}
    above = series_of(option, "learning is worse here")
    assert above["symbolOffset"][1] < 0


def test_raster_marks_where_another_moment_begins_and_cues(result):
    view = plots.raster(result, 3.0)
    data = plots.to_echarts(view)["series"][0]["markLine"]["data"]
    assert [mark["xAxis"] for mark in data if "xAxis" in mark] == [1000.0, 1250.0, 1500.0]
    cues = [mark for mark in data if isinstance(mark, list)]
    assert [tuple(end["coord"][0] for end in cue) for cue in cues] == list(view.panel.cues_ms)


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
    view = plots.answer_over_days(
        {"{b} {c|x}": many["Practice early"], "other": many["Practice late"]}
    )
    label = series_of(plots.to_echarts(view), "{b} {c|x}")["endLabel"]["formatter"]
    assert "{" not in label


def test_raster_is_a_large_scatter_of_every_spike(result):
    view = plots.raster(result, 3.0)
    option = plots.to_echarts(view)
    assert [series["name"] for series in option["series"]] == list(view.panel.group_names)
    assert all(series["type"] == "scatter" and series["large"] for series in option["series"])
    assert sum(len(series["data"]) for series in option["series"]) == view.panel.t_ms.size


def test_matrix_is_a_heat_map_with_its_numbers(result):
    view = plots.strength_matrix(result, 3.0)
    (series,) = plots.to_echarts(view)["series"]
    assert series["type"] == "heatmap"
    assert len(series["data"]) == 36
    for cell in series["data"]:
        column, row, value = cell["value"]
        assert value == pytest.approx(view.panel.values[row, column], abs=0.006)
        assert cell["label"]["formatter"] == f"{view.panel.values[row, column]:.1f}"


def test_gaps_become_null(result):
    x = np.array([0.0, 1.0, 2.0])
    line = plots.Line("gap", x, np.array([1.0, np.nan, 2.0]), "A")
    view = picture_of(line)
    data = series_of(plots.to_echarts(view), "gap")["data"]
    assert data[1] == [1.0, None]
    assert plots.table(view)[1][1] == (1.0, None)


def test_empty_views_are_drawn_too(arms):
    view = plots.drug_and_window({"Nothing": arms["Nothing"]})
    assert [series["name"] for series in plots.to_echarts(view)["series"]] == ["usual rate"]
    assert plots.to_png(view, dpi=40)[:4] == b"\x89PNG"


def test_every_style_has_a_symbol(result):
    x = np.array([0.0, 1.0])
    for name in style.STYLES:
        view = picture_of(plots.Line("a", x, x, name))
        assert "symbol" in series_of(plots.to_echarts(view), "a")
