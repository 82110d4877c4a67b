"""Calls from a notebook: numbers and lists of NumPy mean what Python's own mean."""

from __future__ import annotations

import json
import pickle

import numpy as np
import pandas as pd
import pytest

import sim
from sim import ResultStore, ScenarioError, Task
from sim.many import seed_list


@pytest.mark.parametrize("seed", [np.int64(1), np.uint8(1), np.array(1), 1.0, np.float64(1.0)])
def test_a_seed_of_any_library_is_a_number_of_python(seed, tiny, tmp_path):
    result = sim.run(tiny, arm=np.str_("treated"), seed=seed)
    assert type(result.seed) is int
    assert sim.Result.load(result.save(tmp_path / "r.npz")).seed == 1


@pytest.mark.parametrize("seed", ["7", "x", 1.5, -1, None, True, [1], np.nan, np.array([1, 2])])
def test_a_seed_that_is_none_is_refused_in_words(seed, tiny):
    with pytest.raises(ScenarioError, match=r"seed: found .*; allowed: a whole number of at least"):
        sim.run(tiny, arm="treated", seed=seed)
    with pytest.raises(ScenarioError, match="seed: found"):
        list(sim.run_many([Task(tiny, "treated", seed)]))


def test_tasks_and_stores_take_what_numpy_gives(tiny, tmp_path):
    tasks = [Task(tiny, "treated", seed) for seed in np.arange(2)]
    results = list(sim.run_many(tasks, store=tmp_path / "runs", jobs=np.int64(1)))
    assert sorted(result.seed for result in results) == [0, 1]
    assert ResultStore(tmp_path / "runs").get(tiny.fingerprint("treated", 1)) is not None
    assert not list((tmp_path / "runs").glob("*.part"))


@pytest.mark.parametrize(
    "seeds",
    [
        2,
        2.0,
        np.int64(2),
        [0, 1],
        range(2),
        np.arange(2),
        iter([0, 1]),
        pd.Series([0, 1]),
        (np.uint8(0), np.int32(1)),
    ],
    ids=lambda source: type(source).__name__,
)
def test_seeds_of_any_library(seeds):
    found = seed_list(seeds)
    assert found == (0, 1)
    assert all(type(seed) is int for seed in found)


@pytest.mark.parametrize("seeds", ["20", "0:5", ["1", "2"], None, 1.5, b"20"])
def test_seeds_as_text_are_refused_in_words(seeds):
    with pytest.raises(ScenarioError, match="seeds: found"):
        seed_list(seeds)


def test_one_arm_may_be_named_without_brackets(tiny):
    table = sim.compare(tiny, arms="treated", seeds=1)
    assert set(table["arm"]) == {"treated"}
    with pytest.raises(ScenarioError, match="did you mean treated"):
        sim.compare(tiny, arms="treatet", seeds=1)


@pytest.mark.parametrize("arm", [None, 1, ["treated"]])
def test_an_arm_that_is_no_name_is_refused_with_the_names(arm, tiny):
    with pytest.raises(ScenarioError, match="one of: nothing, treated"):
        sim.run(tiny, arm=arm)


@pytest.mark.parametrize(
    ("path", "value", "plain"),
    [
        ("time.test_days", np.arange(0, 3), (0.0, 1.0, 2.0)),
        ("time.test_days", pd.Series([0.0, 2.0]), (0.0, 2.0)),
        ("time.test_days", range(3), (0.0, 1.0, 2.0)),
        ("probe.trials", np.int16(4), 4),
        ("spines.enabled", np.bool_(False), False),
        ("probe.rest_s", np.array(0.5), 0.5),
    ],
)
def test_values_of_numpy_are_those_of_python(path, value, plain, tiny):
    assert tiny.with_changes({path: value}) == tiny.with_changes({path: plain})


def test_a_sweep_is_called_like_a_comparison_and_takes_arrays(tiny):
    import sim.many  # the module must not hide the function

    table = sim.sweep(tiny, vary={"practice.repeats": np.array([1, 2])}, arms="treated", seeds=1)
    assert sorted(table["practice.repeats"].unique()) == [1, 2]
    table = sim.sweep(tiny, vary={"practice.pattern": "A"}, arms="treated", seeds=1)
    assert set(table["practice.pattern"]) == {"A"}


@pytest.mark.parametrize("source", [3, None, ["tiny"], b"tiny"])
def test_what_is_no_scenario_is_refused_in_words(source):
    for door in (
        sim.load,
        lambda it: sim.run(it, arm="a"),
        lambda it: sim.compare(it, seeds=1),
        lambda it: list(sim.run_many([Task(it, "a", 0)])),
    ):
        with pytest.raises(ScenarioError, match="allowed: the id of a preset"):
            door(source)


def test_arrays_stay_read_only_through_a_pickle(tiny_result):
    again = pickle.loads(pickle.dumps(tiny_result))
    assert not again.t_d.flags.writeable
    assert not any(array.flags.writeable for array in again.probes.values())


def test_what_stands_at_the_prompt_is_short(tiny, tiny_result, tmp_path):
    for thing in (
        tiny,
        tiny_result,
        tiny_result.without_spikes(),
        Task(tiny, "treated", 0),
        ResultStore(tmp_path),
        sim.load("practice_in_window"),
    ):
        assert len(repr(thing)) < 300
        assert len(str(thing)) < 300
    assert "treated" in repr(tiny_result)
    assert "tiny" in repr(tiny)
    json.dumps(repr(tiny))
