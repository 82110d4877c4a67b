"""Every kind of picture is explained, in short and plain sentences."""

from __future__ import annotations

from sim.plots.explanations import EXPLAIN
from sim.plots.registry import PLOTS
from tests.wording import forbidden_in, too_long_in


def test_every_plot_has_an_explanation_and_none_is_left_over():
    assert set(EXPLAIN) == {plot.id for plot in PLOTS}


def test_explanations_are_short_whole_sentences_without_forbidden_words():
    for name, explanation in EXPLAIN.items():
        for text in (
            explanation.what,
            explanation.notice,
            explanation.try_this,
            explanation.leaves_out,
        ):
            assert text[0].isupper(), (name, text)
            assert text[-1] in ".?", (name, text)
            assert forbidden_in(text, is_picture=True) == [], name
            assert too_long_in(text) == [], name


def test_each_explanation_has_maths_to_read_and_to_set():
    for name, explanation in EXPLAIN.items():
        assert explanation.maths and explanation.latex, name
        assert explanation.latex.count("{") == explanation.latex.count("}"), name
        assert "$" not in explanation.latex, name
