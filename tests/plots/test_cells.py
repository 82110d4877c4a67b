"""Weights of single synapses, block by block."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim import plots
from sim.errors import ScenarioError
from sim.model.network import GROUPS


def test_every_synapse_stands_at_its_cells_and_inhibitory_cells_are_left_out(result):
    view = plots.cell_weights(result, 3.0)
    sample, n = result.sample, len(view.panel.values)
    group = result.group_of_neuron[sample["cell"]]
    assert n == np.count_nonzero(group < len(GROUPS)) == view.panel.bounds[-1]
    for pre, post, weight in zip(sample["pre"], sample["post"], sample["weight"][2]):
        assert view.panel.values[pre, post] == pytest.approx(weight, nan_ok=True)
    assert np.isfinite(view.panel.values).sum() == np.isfinite(sample["weight"][2]).sum()
    assert "Inhibitory cells" in view.leaves_out


def test_borders_lie_between_groups(result):
    view = plots.cell_weights(result, 3.0)
    group = result.group_of_neuron[result.sample["cell"]]
    for number, (first, end) in enumerate(zip(view.panel.bounds, view.panel.bounds[1:])):
        assert set(group[first:end]) == {number}


def test_before_is_the_first_test_unless_another_is_named(result):
    first = plots.cell_weights(result, 3.0, "before")
    assert first.panel.values == pytest.approx(
        plots.cell_weights(result, 0.0).panel.values, nan_ok=True
    )
    assert "day 0" in first.title
    later = plots.cell_weights(result, 3.0, "before", before_d=1.0)
    assert later.panel.values == pytest.approx(
        plots.cell_weights(result, 1.0).panel.values, nan_ok=True
    )


def test_change_is_after_less_before_and_counts_births_and_losses(result):
    weight = result.sample["weight"].copy()
    weight[0, :3], weight[2, :3] = (np.nan, 2.0, np.nan), (3.0, np.nan, np.nan)
    changed = replace(result, sample={**result.sample, "weight": weight})
    view = plots.cell_weights(changed, 3.0, "change")
    pre, post = result.sample["pre"][:3], result.sample["post"][:3]
    assert view.panel.values[pre, post] == pytest.approx([3.0, -2.0, np.nan], nan_ok=True)
    strength = result.probes["strength"]
    assert view.panel.means == pytest.approx(strength[2] - strength[0], nan_ok=True)
    shades = plots.to_echarts(view)["visualMap"]
    assert shades["min"] == -shades["max"] == pytest.approx(-view.panel.top, rel=1e-5)
    middle = shades["inRange"]["color"][len(shades["inRange"]["color"]) // 2]
    assert len({middle[1:3], middle[3:5], middle[5:7]}) == 1  # no change is grey


def test_chart_holds_every_synapse_and_the_mean_of_every_block(result):
    view = plots.cell_weights(result, 3.0)
    cells, blocks = plots.to_echarts(view)["series"]
    assert len(cells["data"]) == np.isfinite(view.panel.values).sum()
    assert [block["label"]["formatter"] for block in blocks["data"]] == [
        f"{mean:.1f}" for mean in view.panel.means.ravel() if np.isfinite(mean)
    ]
    rows = plots.table(view)[1]
    assert len(rows) == len(GROUPS) ** 2
    assert sum(row[3] for row in rows) == len(cells["data"])


def test_matrices_side_by_side_share_their_shades(result):
    weight = 2.0 * result.sample["weight"]
    views = plots.same_scale(
        [
            plots.cell_weights(run, 3.0)
            for run in (result, replace(result, sample={**result.sample, "weight": weight}))
        ]
    )
    assert views[0].panel.top == views[1].panel.top == pytest.approx(np.nanmax(weight[2]))


@pytest.mark.parametrize("show", ["before", "after", "change"])
def test_a_network_without_synapses_is_drawn_too(result, show):
    weight = np.full_like(result.sample["weight"], np.nan)
    bare = replace(result, sample={**result.sample, "weight": weight})
    view = plots.cell_weights(bare, 3.0, show)
    assert plots.to_echarts(view)["series"][0]["data"] == []
    assert plots.to_png(view, dpi=40)[:4] == b"\x89PNG"


def test_what_can_not_be_shown_is_refused(result):
    with pytest.raises(ScenarioError, match="change"):
        plots.cell_weights(result, 3.0, "during")
    with pytest.raises(ScenarioError, match="3"):
        plots.cell_weights(result, 2.2)


def test_weights_between_a_and_b_are_drawn_where_an_arm_has_its_own_picture(arms):
    alone = plots.strengths_over_days({"one": arms["Practice early"]})
    assert {line.name for line in alone.panel.lines} == {
        "cue to A",
        "cue to B",
        "A to A",
        "B to B",
        "A to B",
        "B to A",
    }
    line = next(line for line in alone.panel.lines if line.name == "A to B")
    assert line.y == pytest.approx(
        np.mean([run.probes["strength"][:, 0, 1] for run in arms["Practice early"]], axis=0)
    )
    assert len(plots.strengths_over_days(arms).panel.lines) == 4 * len(arms)
