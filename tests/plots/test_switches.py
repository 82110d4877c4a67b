"""The switch map: counts, shares, landscape, arrows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim import plots
from sim.errors import ScenarioError
from sim.plots.panels.switches import NODES
from sim.plots.views.switches import folded


def with_rest(result, occupancy, transitions=None):
    """Return a run whose tests all rested in the same way."""
    n = result.probe_d.size
    counts = np.zeros((5, 5)) if transitions is None else np.asarray(transitions)
    return replace(
        result,
        probes={
            **result.probes,
            "occupancy": np.tile(occupancy, (n, 1)),
            "transitions": np.tile(counts, (n, 1, 1)),
        },
    )


def counted(**changes):
    """Return counts of changes, named as ``a_none=3``."""
    names, counts = ["a", "b", "c", "d", "none"], np.zeros((5, 5))
    for name, count in changes.items():
        source, target = name.split("_")
        counts[names.index(source), names.index(target)] = count
    return counts


def test_c_d_and_none_are_one_state_and_changes_inside_it_are_none():
    made = folded(counted(a_none=3, none_b=2, c_none=7, d_a=1, b_c=4))
    assert made.tolist() == [[0, 0, 3], [0, 0, 4], [1, 2, 0]]


def test_rates_are_per_minute_of_rest_and_means_over_seeds(result):
    share = [0.5, 0.2, 0.1, 0.0, 0.2]
    runs = [with_rest(result, share, counted(none_b=count)) for count in (1, 3)]
    view = plots.switch_map({"one": runs}, day=1.0)
    rest_s = result.scenario.probe.rest_s
    assert view.panel.maps[0].per_min[2, 1] == pytest.approx(2.0 * 60.0 / rest_s)
    assert view.panel.maps[0].share == pytest.approx([0.5, 0.2, 0.3])
    assert f"to B {120.0 / rest_s:.0f} times a minute" in view.title
    row = next(row for row in plots.table(view)[1] if row[1].startswith("neither to B"))
    assert row[2:] == pytest.approx((120.0 / rest_s, 60.0 / rest_s, 180.0 / rest_s))


def test_the_landscape_goes_through_minus_log_of_the_shares(result):
    view = plots.switch_map({"one": [with_rest(result, [0.5, 0.2, 0.1, 0.0, 0.2])]})
    x, y, at = view.panel.landscape(view.panel.maps[0])
    assert np.interp(at, x, y) == pytest.approx(-np.log([0.5, 0.2, 0.3]), abs=2e-3)
    assert y.max() == view.panel.top_height >= 1.0


def test_a_network_that_never_visits_b_is_said_and_drawn_so(result):
    view = plots.switch_map({"one": [with_rest(result, [1.0, 0.0, 0.0, 0.0, 0.0])]})
    assert "neither to A nor to B" in view.title
    heights = view.panel.maps[0].heights
    assert np.isfinite(heights).all() and view.panel.top_height >= heights.max()
    graph = plots.to_echarts(view)["series"][0]
    assert graph["links"] == []
    assert [node["label"]["formatter"] for node in graph["data"]] == [
        "A: 100 %",
        "B: never",
        "neither: never",
    ]
    assert plots.to_png(view, dpi=40)[:4] == b"\x89PNG"


def test_arrows_are_as_wide_as_their_rate_and_carry_it(result):
    share, counts = [0.4, 0.4, 0.0, 0.0, 0.2], counted(a_none=10, none_b=5)
    view = plots.switch_map({"one": [with_rest(result, share, counts)]})
    links = plots.to_echarts(view)["series"][0]["links"]
    wide, thin = sorted(links, key=lambda link: -link["lineStyle"]["width"])
    assert (NODES[wide["source"]], NODES[wide["target"]]) == ("A", "neither")
    assert float(wide["label"]["formatter"]) == 2.0 * float(thin["label"]["formatter"])


def test_area_of_a_circle_is_the_share_of_rest(result):
    view = plots.switch_map({"one": [with_rest(result, [0.64, 0.16, 0.0, 0.0, 0.2])]})
    a, b, _ = (node["symbolSize"] for node in plots.to_echarts(view)["series"][0]["data"])
    assert a / b == pytest.approx(2.0, rel=0.02)


def test_maps_side_by_side_share_arrows_and_landscape(result):
    often = with_rest(result, [0.4, 0.4, 0.0, 0.0, 0.2], counted(a_none=10))
    never = with_rest(result, [0.999, 0.0, 0.0, 0.0, 0.001])
    views = plots.same_scale([plots.switch_map({"x": [run]}) for run in (often, never)])
    first, second = (view.panel for view in views)
    assert first.top_per_min == second.top_per_min == first.maps[0].per_min.max()
    assert first.top_height == second.top_height == np.ceil(second.maps[0].heights.max())


def test_twenty_seeds_and_many_arms_make_a_short_title(many):
    arms = {f"arm {k}": runs for k, runs in enumerate([*many.values(), *many.values()])}
    view = plots.switch_map(arms)
    assert "arm by arm" in view.title and len(view.panel.maps) == 4
    assert "20 seeds" in view.what
    assert "drawing of counts" in plots.to_echarts(view)["title"][0]["text"]


def test_an_unknown_day_is_refused_with_the_known_ones(result):
    with pytest.raises(ScenarioError, match="3"):
        plots.switch_map({"one": [result]}, day=2.2)
