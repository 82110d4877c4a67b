"""Rigid or flexible: five measures, each on its own scale."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim import plots
from sim.errors import ScenarioError
from sim.phrases import rounded
from sim.plots import words
from sim.plots.views.scorecard import SCORES, change_per_session

MEASURES = (
    "length of a visit to A",
    "answers with A on the way to B",
    "spread of rest over the patterns",
    "weight change per session",
    "kick that ends A",
)


def asked(result, **values):
    """Return a run as if its assays had been on and had found ``values`` at every test."""
    on = {
        name: getattr(result.scenario, name).model_copy(update={"enabled": True})
        for name in ("assay_kick", "assay_reversal")
    }
    return replace(
        result,
        scenario=result.scenario.model_copy(update=on),
        probes={
            **result.probes,
            **{name: np.full(result.probe_d.size, value) for name, value in values.items()},
        },
    )


def test_there_are_five_measures_and_no_total(arms):
    view = plots.scorecard(
        {
            "one": [
                asked(run, kick_size=0.2, perseverative_errors=1.0)
                for run in arms["Practice early"]
            ]
        }
    )
    assert [panel.x_label.split(";")[0] for panel in view.panels] == list(MEASURES)
    assert "no total score" in view.leaves_out


def test_a_measure_without_a_value_has_no_panel_and_words_say_why(arms):
    for chosen, missing in ((arms, 2), ({"Nothing": arms["Nothing"]}, 3)):
        view = plots.scorecard(chosen)
        assert len(view.panels) == len(view.sizes) == len(MEASURES) - missing
        assert all(any(row.values.size for row in panel.rows) for panel in view.panels)
        assert f"kick that ends A ({words.NOT_ASKED})" in view.what
        assert f"Kick that ends A: {words.NOT_ASKED}." in view.alt
    assert "weight change per session (no practice between two tests" in view.what


def test_the_title_tells_how_long_a_visit_lasts_in_each_arm(arms):
    view = plots.scorecard(arms)
    for label, row in zip(arms, view.panels[0].rows):
        assert f"{rounded(row.mean)} ({label})" in view.title
    view = plots.scorecard({"one": arms["Nothing"]})
    assert f"lasts a mean of {rounded(view.panels[0].rows[0].mean)} ms" in view.title


def test_a_measure_that_was_asked_has_a_dot_for_each_seed(arms):
    runs = [
        asked(run, kick_size=0.2 * k, perseverative_errors=float(k))
        for k, run in enumerate(arms["Practice early"], start=1)
    ]
    view = plots.scorecard({"one": runs})
    kick = view.panels[-1]
    assert kick.rows[0].values.tolist() == pytest.approx([0.2, 0.4])
    assert kick.rows[0].mean == pytest.approx(0.3)
    assert kick.x_range == (0.0, 1.0)
    assert not kick.note
    assert "Not drawn" not in view.what


def test_each_measure_has_a_scale_of_its_own(arms):
    view = plots.scorecard(
        {
            "one": [
                asked(run, kick_size=0.3, perseverative_errors=7.0)
                for run in arms["Practice early"]
            ]
        }
    )
    ends = [panel.x_range for panel in view.panels]
    assert ends[1][1] >= 7.0
    assert ends[2] == (0.0, 2.0)
    axes = plots.to_echarts(view)["xAxis"]
    assert [(axis["min"], axis["max"]) for axis in axes] == ends


def test_change_per_session_is_that_of_the_cue_to_what_was_practised(result):
    weight = result.probes["strength"]
    early = result.session_d  # one session on day 1, tests on days 0, 1 and 3
    assert early.tolist() == [1.0]
    assert change_per_session(result, 3.0) == pytest.approx(abs(weight[2, 4, 1] - weight[1, 4, 1]))


def test_without_practice_or_without_a_later_test_there_is_no_change_per_session(arms, result):
    assert np.isnan(change_per_session(arms["Nothing"][0], 3.0))
    assert np.isnan(change_per_session(result, 1.0))


def test_an_arm_without_a_value_says_so_beside_arms_that_have_one(arms):
    view = plots.scorecard({label: arms[label] for label in ("Practice early", "Nothing")})
    row = view.panels[2].rows[1]
    assert view.panels[2].x_label.startswith("weight change per session")
    assert (row.values.size, row.mean) == (0, None)
    assert any(series["name"] == "no value" for series in plots.to_echarts(view)["series"])
    assert "no value (2)" in view.alt


def test_a_day_without_a_test_is_refused(arms):
    with pytest.raises(ScenarioError, match="no test on that day"):
        plots.scorecard(arms, day=2.0)


def test_every_measure_says_which_end_is_rigid():
    assert {score.rigid for score in SCORES} <= {"long", "many", "low", "small", "large"}
