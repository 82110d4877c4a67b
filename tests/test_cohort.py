"""The statistics of docs/cohort.md: known intervals, and predictors that predict or do not."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

pytest.importorskip("distributed")

from benchmarks.cohort import Share, chance_of_more, shares_table, with_interval
from sim.scenario import load


@pytest.mark.parametrize(
    ("n_yes", "n", "low", "high"),
    [(8, 10, 0.4902, 0.9433), (0, 10, 0.0, 0.2775), (50, 100, 0.4038, 0.5962)],
)
def test_the_interval_of_a_share_is_that_of_wilson(n_yes, n, low, high):
    share = Share.of(np.array([1.0] * n_yes + [0.0] * (n - n_yes) + [np.nan]))
    assert share == pytest.approx((n_yes / n, low, high), abs=1e-4)


def test_the_chance_of_more_is_the_share_of_pairs():
    responds = np.array([0.0, 1.0, 0.0, 1.0])
    assert chance_of_more(np.array([1.0, 2.0, 3.0, 4.0]), responds) == 0.75
    assert chance_of_more(np.array([1.0, 1.0, 1.0, 1.0]), responds) == 0.5
    assert np.isnan(chance_of_more(np.arange(4.0), np.ones(4)))


def test_an_interval_holds_a_half_if_a_number_says_nothing_and_leaves_it_if_it_does():
    rng = np.random.default_rng(1)
    value = rng.standard_normal(400)
    noise = (rng.standard_normal(400) > 0).astype(float)
    assert with_interval(value, noise).startswith("0.5")
    follows = (value + rng.standard_normal(400) > 0).astype(float)
    low = float(with_interval(value, follows).split("(")[1].split(" to ")[0])
    assert low > 0.6


def test_a_cohort_in_which_nobody_or_everybody_responds_is_said_in_words():
    value = np.arange(10.0)
    assert with_interval(value, np.zeros(10)) == "nobody responds"
    assert with_interval(value, np.append(np.ones(9), np.nan)) == "all respond"
    assert str(Share.of(np.zeros(2000))) == "0.00 (0.00 to 0.00)"


def test_the_table_has_a_row_for_each_arm_and_a_column_for_each_test():
    scenario = load("virtual_subjects")
    rows = [
        (arm.id, seed, "responds", day, float(seed < 8))
        for arm in scenario.arm
        for seed in range(10)
        for day in (15.0, 21.0)
    ]
    table = pd.DataFrame(rows, columns=["arm", "seed", "measure", "day", "value"])
    head, _, *lines = shares_table(scenario, table).splitlines()
    assert head == "| arm | day 15 | day 21 |"
    assert lines == [
        f"| {name} | 0.80 (0.49 to 0.94) | 0.80 (0.49 to 0.94) |"
        for name in scenario.arm_names().values()
    ]
