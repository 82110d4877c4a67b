"""Promises that every plot of the registry holds."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter

import numpy as np
import pytest

from sim import plots
from sim.measures import by_name
from sim.outputs import output_named
from sim.plots import style
from sim.plots.echarts.draw import KINDS as DRAWN_ON_THE_PAGE
from sim.plots.figure.draw import KINDS as PRINTED
from sim.plots.figure.draw import to_figure
from sim.plots.panels.calendar import Calendar
from sim.plots.panels.lines import Lines
from sim.plots.registry import PLOTS
from tests.wording import forbidden_in, too_long_in

UNIT = re.compile(r"\(.+\)$")


def names_of(axes) -> list[str]:
    """Return the names of one axis of ECharts, or of several."""
    return [
        " ".join(axis.get("name", "").split())
        for axis in (axes if isinstance(axes, list) else [axes])
    ]


def words_of(view) -> list[str]:
    axes = (label for panel in view.panels for label in (panel.x_label, panel.y_label))
    return [view.title, view.what, view.leaves_out, view.alt, *axes]


def test_every_plot_has_an_id_of_its_own():
    ids = [plot.id for plot in PLOTS]
    assert len(set(ids)) == len(ids)
    assert {plot.takes for plot in PLOTS} == {"arms", "result", "measure", "points"}


def test_the_id_of_a_view_is_that_of_its_plot(views):
    assert {view.id for view in views} == {plot.id for plot in PLOTS}


def test_axes_carry_a_unit(views):
    for view in views:
        for panel in view.panels:
            assert UNIT.search(panel.x_label), view.id
            assert UNIT.search(panel.y_label), view.id


@pytest.mark.parametrize(
    ("plot", "name"),
    [
        ("occupancy_over_days", "occupancy"),
        ("strengths_over_days", "strength"),
        ("strength_matrix", "strength"),
        ("drug_and_window", "level_ng_per_ml"),
        ("rates_over_days", "rate_exc_hz"),
        ("rates_over_days", "rate_inh_hz"),
        ("learning", "session_share"),
    ],
)
def test_an_axis_of_one_output_has_its_declared_name_and_unit(plot, name, views):
    output = output_named(name)
    unit = output.unit or "share"
    labels = {
        label
        for view in views
        if view.id == plot
        for panel in view.panels
        for label in (panel.x_label, panel.y_label, getattr(panel, "label", ""))
    }
    assert any(label.startswith(f"{output.label} ({unit}") for label in labels), labels


def test_answers_have_the_declared_name_of_the_measure(views):
    panels = [view.panel for view in views if view.id == "answer_over_days"]
    assert panels
    assert {panel.y_label for panel in panels} == {f"{by_name('answer.b').label} (share, 0 to 1)"}


def test_printed_axes_carry_the_labels_of_the_view(views):
    for view in views:
        seen = [axes for axes in to_figure(view).axes if axes.axison]
        across = [axes.get_xlabel() for axes in seen]
        up = [" ".join(axes.get_ylabel().split()) for axes in seen]
        for place, panel in enumerate(view.panels):
            if not view.shares_x or place == len(view.panels) - 1:
                assert panel.x_label in across, view.id
            if not panel.has_x_above:  # rows below a scale are named one by one
                assert panel.y_label in up, view.id


def test_both_renderers_draw_every_kind_of_panel(views):
    assert (
        set(DRAWN_ON_THE_PAGE)
        == set(PRINTED)
        == {panel.kind for view in views for panel in view.panels}
    )


def test_title_and_description_are_sentences(views):
    for view in views:
        for text in (view.title, view.what, view.leaves_out, view.alt):
            assert text.endswith("."), (view.id, text)
            assert text[0].isupper(), (view.id, text)


def test_explanations_have_short_sentences(views):
    for view in views:
        assert too_long_in(f"{view.what} {view.leaves_out}") == [], view.id


def test_no_view_uses_forbidden_words(views):
    for view in views:
        for text in words_of(view):
            assert forbidden_in(text, is_picture=True) == [], text


def test_lines_of_a_view_differ_in_dash_and_marker(views):
    for view in views:
        for part in view.panels:
            if isinstance(part, Lines):
                looks = Counter(
                    (*style.STYLES[line.style][1:], line.variant) for line in part.lines
                )
                assert max(looks.values()) == 1, (view.id, looks)


def test_seven_arms_look_different_without_colour():
    looks = {style.STYLES[style.arm_style(number)][1:] for number in range(7)}
    assert len(looks) == 7


def contrast(colour: str, paper: str) -> float:
    """Return the contrast ratio of WCAG 2."""

    def luminance(text: str) -> float:
        part = np.array([int(text[k : k + 2], 16) for k in (1, 3, 5)]) / 255.0
        linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
        return float(linear @ (0.2126, 0.7152, 0.0722))

    high, low = sorted((luminance(colour), luminance(paper)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_lines_stand_out_from_the_page(dark):
    paper = style.on(style.PAPER, dark=dark)
    for look in style.STYLES.values():
        assert contrast(style.on(look.colour, dark=dark), paper) >= 3.0


def test_chart_options_are_plain_json_without_nan(views):
    for view in views:
        for dark in (False, True):
            option = plots.to_echarts(view, dark=dark)
            assert json.loads(json.dumps(option, allow_nan=False)) == option
            assert "function" not in json.dumps(option)


def test_chart_is_described_in_words_and_names_its_axes(views):
    for view in views:
        option = plots.to_echarts(view)
        assert option["aria"]["enabled"]
        assert option["aria"]["label"]["description"] == view.alt
        assert {view.panels[-1].x_label} <= set(names_of(option["xAxis"]))
        assert {panel.y_label for panel in view.panels} <= set(names_of(option["yAxis"]))


def test_every_view_is_a_table_of_plain_values(views):
    for view in views:
        header, rows = plots.table(view)
        assert rows
        for row in rows:
            assert len(row) == len(header)
            assert all(cell is None or type(cell) in (str, int, float) for cell in row), view.id


def test_tables_can_be_thinned_and_keep_their_ends(views):
    for view in views:
        if not isinstance(view.panel, Calendar):
            all_rows = plots.table(view)[1]
            few = plots.table(view, most_rows=2)[1]
            assert few == (all_rows[0], all_rows[-1])


def test_pictures_need_no_pyplot_and_views_no_matplotlib():
    script = (
        "import sys, numpy as np\n"
        "from sim import plots\n"
        "assert 'matplotlib' not in sys.modules\n"
        "x = np.array([0.0, 1.0])\n"
        "lines = plots.Lines('x (h)', 'y (Hz)', (plots.Line('a', x, x, 'A'),))\n"
        "view = plots.Picture('v', 'T.', 'w', 'l', (lines,), 'alt')\n"
        "plots.to_echarts(view)\n"
        "assert 'matplotlib' not in sys.modules\n"
        "assert plots.to_svg(view).startswith('<svg')\n"
        "assert plots.to_png(view)[:4] == b'\\x89PNG'\n"
        "bad = [name for name in ('matplotlib.pyplot', 'streamlit', 'pandas')\n"
        "       if name in sys.modules]\n"
        "assert not bad, bad\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=120)


def test_unknown_names_of_the_package_are_attribute_errors():
    with pytest.raises(AttributeError, match="nonsense"):
        _ = plots.nonsense
