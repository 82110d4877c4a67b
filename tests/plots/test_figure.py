"""Printed figures."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from sim import plots
from sim.plots.figure.draw import to_figure
from sim.plots.panels.layout import spread
from tests.plots.conftest import picture_of


def texts(figure) -> str:
    return " ".join(" ".join(text.get_text().split()) for text in figure.texts)


def test_title_disclaimer_and_caption_are_on_the_figure(many):
    view = plots.answer_over_days(many)
    found = texts(to_figure(view, caption="seeds 0 to 19; fingerprint abc"))
    for part in (view.title, plots.DISCLAIMER, "seeds 0 to 19; fingerprint abc"):
        assert part in found


def test_key_of_numbered_arms_is_on_the_figure(arms):
    view = plots.strengths_over_days(arms)
    assert " ".join(view.key.split()) in texts(to_figure(view))


def test_size_is_as_asked_for(many):
    figure = to_figure(plots.answer_over_days(many), width_in=5.0, height_in=3.0)
    assert tuple(figure.get_size_inches()) == (5.0, 3.0)
    png = plots.to_png(plots.answer_over_days(many), width_in=5.0, height_in=3.0, dpi=100)
    assert int.from_bytes(png[16:20], "big") == 500  # width in the header of a PNG


def test_drawn_lines_are_those_of_the_view(many):
    view = plots.answer_over_days(many)
    drawn = {line.get_label(): line for line in to_figure(view).axes[0].lines}
    for line in view.panel.lines:
        assert np.array_equal(drawn["_" + line.style].get_ydata(), line.y)


def test_seven_arms_are_drawn_with_seven_dashes_or_markers(result):
    view = plots.answer_over_days({f"arm {k}": [result] for k in range(7)})
    lines = [line for line in to_figure(view).axes[0].lines if line.get_label().startswith("_arm")]
    looks = {
        (line.get_marker(), line.get_linestyle(), str(line._unscaled_dash_pattern))
        for line in lines
    }
    assert len(lines) == len(looks) == 7


def test_svg_is_the_same_each_time_and_loads_nothing(views):
    drawn_twice = set()  # one picture of each kind of panel
    for view in {view.id: view for view in reversed(views)}.values():
        svg = plots.to_svg(view)
        kinds = {type(panel) for panel in view.panels}
        if not kinds <= drawn_twice:
            assert svg == plots.to_svg(view)
            drawn_twice |= kinds
        assert 'role="img"' in svg
        for link in re.findall(r'(?:href|src)="([^"]*)"', svg):
            assert link.startswith(("#", "data:")), link


def test_spikes_in_svg_are_one_bitmap(result):
    svg = plots.to_svg(plots.raster(result, 3.0))
    assert "data:image/png;base64" in svg
    assert svg.count("<use") < 500


def test_threads_draw_the_same_pictures_as_one_thread(views):
    alone = [plots.to_png(view, dpi=40) for view in views[:4]]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda view: plots.to_png(view, dpi=40), views[:4]))
    assert alone == together


@pytest.mark.parametrize("label", [r"$\frac{1}$", "a\nb\x00c", "<b>&\"'", "x" * 300, "%s {0}"])
def test_hostile_labels_are_drawn_as_text(arms, label):
    pair = {label: arms["Practice early"], "other": arms["Practice late"]}
    for draw in (plots.answer_over_days, plots.calendar, plots.strengths_over_days):
        assert plots.to_png(draw(pair), dpi=40)[:4] == b"\x89PNG"
        assert "<b>" not in plots.to_svg(draw(pair))


def test_labels_keep_apart_and_inside():
    places = spread([0.0, 0.1, 0.1, 9.9], [0.5] * 4, 10.0)
    assert all(later - earlier >= 1.0 - 1e-9 for earlier, later in zip(places, places[1:]))
    assert places[0] >= 0.5
    assert places[-1] <= 9.5
    assert spread([], [], 10.0) == []


@pytest.mark.parametrize(
    ("top", "end"),
    [(0.0, 1.0), (0.9, 1.0), (9.8, 12.0), (100.0, 120.0), (13.0, 15.0), (0.04, 0.05)],
)
def test_open_axes_end_at_a_round_number_above_the_data(top, end):
    x = np.array([0.0, 1.0])
    line = plots.Line("a", x, np.array([0.0, top]), "A")
    panel = picture_of(line, y_range=(0.0, None)).panel
    assert panel.y_limits == pytest.approx((0.0, end))
