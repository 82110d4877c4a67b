"""Median and quartiles over seeds, as numbers and in words."""

from __future__ import annotations

import numpy as np
import pytest

from sim.measures.over_seeds import median_in_words, quartiles


def test_quartiles_of_five_seeds_are_the_second_third_and_fourth():
    assert quartiles([4.0, 1.0, 3.0, 5.0, 2.0]) == (2.0, 3.0, 4.0)


@pytest.mark.parametrize("missing", [np.nan, np.inf])
def test_a_seed_without_a_value_is_left_out(missing):
    assert quartiles([1.0, missing, 3.0]) == quartiles([1.0, 3.0])


def test_without_a_seed_there_are_no_quartiles():
    assert np.isnan(quartiles([])).all()


def test_curves_have_quartiles_at_each_point():
    curves = np.array([[0.0, 10.0], [1.0, 20.0], [2.0, 30.0]])
    low, median, high = quartiles(curves)
    assert (low.tolist(), median.tolist(), high.tolist()) == ([0.5, 15], [1, 20], [1.5, 25])


@pytest.mark.parametrize(
    ("values", "words"),
    [([], ""), ([np.nan], ""), ([0.5, np.nan], "0.5"), ([0.0, 0.5, 1.0], "0.5 (0.25 to 0.75)")],
)
def test_a_median_is_told_with_its_quartiles_where_there_are_any(values, words):
    assert median_in_words(values) == words
