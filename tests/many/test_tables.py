"""Tables: tidy, complete, in one order whatever ends first."""

from __future__ import annotations

import numpy as np
import pytest

import sim
from sim import ScenarioError
from sim.many import seed_list
from sim.many.tables import measured
from sim.measures import MEASURES, value_at
from sim.runs import activity_s, seconds_of_run


@pytest.fixture(scope="module")
def table(tiny):
    """A comparison of both arms over two seeds."""
    return sim.compare(tiny, seeds=2, jobs=2)


def test_the_table_has_every_measure_of_every_run_once(table):
    assert list(table.columns) == ["arm", "seed", "measure", "day", "value"]
    assert not table.duplicated(["arm", "seed", "measure", "day"]).any()
    n_rows = sum(3 if measure.per_test else 1 for measure in MEASURES)
    assert len(table) == 4 * n_rows
    assert set(table["measure"]) == {measure.name for measure in MEASURES}


def test_the_values_are_those_of_the_results(table, tiny_results):
    for result in tiny_results:
        rows = table[(table["arm"] == result.arm) & (table["seed"] == result.seed)]
        for row in rows.itertuples():
            expected = value_at(result, row.measure, 0.0 if np.isnan(row.day) else row.day)
            assert row.value == expected or (np.isnan(row.value) and np.isnan(expected))


def test_a_table_of_few_measures_has_their_rows_of_the_whole_table(table, tiny, tiny_results):
    names = {"surge_peak", "answer.a"}
    few = sim.compare(tiny, seeds=2, measures=names)
    assert few.equals(table[table["measure"].isin(names)].reset_index(drop=True))
    asked = [measure for measure in MEASURES if measure.name in names]
    assert set(measured(tiny_results[0], asked)[0]) == names


def test_a_measure_of_the_whole_run_has_no_day(table):
    assert table.loc[table["measure"] == "window_peak", "day"].isna().all()
    assert sorted(table.loc[table["measure"] == "answer.a", "day"].unique()) == [0.0, 1.51, 2.0]


def test_the_order_of_rows_does_not_depend_on_the_number_of_threads(table, tiny):
    again = sim.compare(tiny, seeds=[0, 1], jobs=5)
    assert again.equals(table)
    assert list(table["arm"].unique()) == ["nothing", "treated"]


def test_chosen_arms_and_seeds_are_the_only_ones(tiny):
    table = sim.compare(tiny, arms=["treated"], seeds=(7,))
    assert set(zip(table["arm"], table["seed"], strict=True)) == {("treated", 7)}


def test_sweep_has_a_column_for_each_varied_value(tiny):
    vary = {"practice.pattern": ["A", "B"], "dose.dose_mg_per_kg": [0.0, 1.0]}
    table = sim.sweep(tiny, vary=vary, arms=["treated"], seeds=1)
    assert list(table.columns[:2]) == list(vary)
    points = list(
        dict.fromkeys(zip(table["practice.pattern"], table["dose.dose_mg_per_kg"], strict=True))
    )
    assert points == [("A", 0.0), ("A", 1.0), ("B", 0.0), ("B", 1.0)]
    level = table[table["measure"] == "level_peak_ng_per_ml"]
    assert (level.loc[level["dose.dose_mg_per_kg"] == 0.0, "value"] == 0.0).all()
    assert (level.loc[level["dose.dose_mg_per_kg"] == 1.0, "value"] > 0.0).all()


def test_sweep_shows_a_list_as_text(tiny):
    table = sim.sweep(tiny, vary={"time.test_days": [(0.0, 2.0)]}, arms=["nothing"], seeds=1)
    assert set(table["time.test_days"]) == {"(0.0, 2.0)"}


def test_sweep_names_every_mistake_before_anything_runs(tiny):
    with pytest.raises(ScenarioError) as error:
        sim.sweep(tiny, vary={"practice.start": [1.0], "dose.dose_mg_per_kg": [-1.0, 0.5]})
    assert "did you mean practice.start_d" in str(error.value)
    assert "found -1.0" in str(error.value)


@pytest.mark.parametrize("vary", [{}, {"practice.start_d": []}])
def test_sweep_without_a_value_is_refused(vary, tiny):
    with pytest.raises(ScenarioError, match="at least one value"):
        sim.sweep(tiny, vary=vary)


def test_unknown_arms_are_all_named(tiny):
    with pytest.raises(ScenarioError) as error:
        sim.compare(tiny, arms=["treatet", "nothin"])
    assert len(error.value.problems) == 2
    with pytest.raises(ScenarioError, match="no arm"):
        sim.compare(tiny, arms=[])


def test_a_number_of_seeds_counts_from_zero():
    assert seed_list(3) == (0, 1, 2)
    assert seed_list([5, 2]) == (5, 2)
    assert seed_list(np.int64(2)) == (0, 1)


@pytest.mark.parametrize("seeds", [0, -1, [], [1, 1], [-1, 2], 10**12, range(10**9)])
def test_seeds_that_can_not_be_run_are_refused(seeds):
    with pytest.raises(ScenarioError, match="seeds"):
        seed_list(seeds)


def test_the_estimate_of_a_run_grows_with_what_is_simulated(tiny):
    longer = tiny.with_changes({"time.length_d": 20.0})
    larger = tiny.with_changes({"network.n_pattern": 200})
    assert activity_s(tiny, "treated") > activity_s(tiny, "nothing")
    assert seconds_of_run(longer, "nothing") > seconds_of_run(tiny, "nothing")
    assert seconds_of_run(larger, "nothing") > seconds_of_run(tiny, "nothing")
    assert activity_s(larger, "nothing") == activity_s(tiny, "nothing")
