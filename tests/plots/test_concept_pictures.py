"""Pictures of concepts: every one is there, and its curves are those of the model."""

from __future__ import annotations

import numpy as np
import pytest

from sim import plots
from sim.evidence import concepts
from sim.model.drug import NG_PER_ML_PER_UM, DrugParams
from sim.model.homeostasis import HomeostasisParams
from sim.model.sleep import morning_need
from sim.model.spines import SpineParams
from sim.model.window import WindowParams
from sim.plots.concept_pictures import CONCEPT_PICTURES
from tests.wording import forbidden_in, too_long_in


def test_every_concept_has_one():
    assert set(CONCEPT_PICTURES) == {concept.id for concept in concepts()}


@pytest.mark.parametrize("name", CONCEPT_PICTURES)
def test_a_picture_is_drawn_with_its_words_and_its_equation(name):
    picture = CONCEPT_PICTURES[name]
    view = picture.draw()
    assert plots.to_echarts(view)["series"] and plots.to_png(view, dpi=40)[:4] == b"\x89PNG"
    assert picture.latex and "$" not in picture.latex
    assert len(view.alt) > len(view.title) and view.what and len(picture.maths) > 20
    for words in (view.title, view.what):
        assert forbidden_in(words) == []
    if view.id == "concept":
        assert "usual parameters" in view.what
        assert too_long_in(f"{view.title} {view.what}") == []


def line(name, which):
    return next(line for line in CONCEPT_PICTURES[name].draw().panel.lines if line.name == which)


def at(curve, x):
    return float(np.interp(x, curve.x, curve.y))


def test_curves_go_through_the_points_that_the_parameters_name():
    assert at(line("window", "gate"), WindowParams().gate_k) == pytest.approx(0.5, abs=0.01)
    assert at(line("model", "by a surge"), 1.0) == pytest.approx(0.5, abs=0.01)
    quarter = DrugParams().ic50_inh_um * NG_PER_ML_PER_UM / 3.0
    assert at(line("inhibition", "inhibitory"), quarter) == pytest.approx(0.25, abs=0.01)
    spines = SpineParams()
    assert at(line("spines", "young"), spines.w_stable) == pytest.approx(
        spines.young_loss_per_d, rel=0.01
    )
    assert at(line("homeostasis", "scaling"), 5.0) == pytest.approx(0.0, abs=1e-3)
    assert at(line("homeostasis", "scaling"), 0.0) == pytest.approx(
        np.expm1(0.5 / HomeostasisParams().tau_scaling_d), rel=0.01
    )


def test_the_order_of_spikes_decides_and_a_night_takes_the_need_away():
    assert line("hebbian", "sender first").y[-1] > 0.0 > line("hebbian", "receiver first").y[0]
    usual = line("sleep", "usual nights")
    assert at(usual, 24.0) == pytest.approx(morning_need(), rel=0.02)
    assert at(line("sleep", "a night lost"), 48.0) > at(usual, 48.0)


def test_an_open_window_lets_more_be_captured_and_the_fresh_change_fades():
    open_, shut, fast = (
        line("fast_and_slow", name).y for name in ("slow, window open", "slow, window shut", "fast")
    )
    assert open_[-1] > 2.0 * shut[-1] and fast[-1] < 0.01 * fast[0]
