"""The numbers of virtual subjects: those that a run uses, the same in every arm, in a file."""

from __future__ import annotations

import pandas as pd

import sim
from sim.many import compare_tasks, drawn_values, sweep_tasks, write_subjects
from sim.many.subjects import DRAWN
from sim.model.subjects import as_subject


def test_the_drawn_numbers_are_all_in_which_a_subject_differs(tiny):
    spread = tiny.with_changes({"subjects.spread": 1.0}).for_arm("treated")
    ours, theirs = spread.model_dump(), as_subject(spread, 5).model_dump()
    differing = {
        f"{table}.{name}"
        for table, values in ours.items()
        if isinstance(values, dict)
        for name, value in values.items()
        if theirs[table][name] != value
    }
    assert differing == set(DRAWN)
    drawn = drawn_values(tiny.with_changes({"subjects.spread": 1.0}), "treated", 5)
    for path, value in drawn.items():
        table, name = path.split(".")
        assert value == theirs[table][name]


def test_a_subject_is_the_same_in_every_arm_and_another_for_every_seed(tiny, tmp_path):
    scenario = tiny.with_changes({"subjects.spread": 1.0})
    tasks = compare_tasks(scenario, arms=None, seeds=3)
    assert write_subjects(tasks, [{}] * len(tasks), tmp_path / "subjects.csv")
    table = pd.read_csv(tmp_path / "subjects.csv")
    assert list(table.columns) == ["arm", "seed", *DRAWN]
    assert len(table) == 6
    assert (table.groupby("seed")[list(DRAWN)].nunique() == 1).all(axis=None)
    assert (table[list(DRAWN)].nunique() == 3).all()


def test_varied_values_are_columns_too(tiny, tmp_path):
    tasks, points = sweep_tasks(
        tiny, vary={"subjects.spread": [0.0, 1.0]}, arms=["treated"], seeds=2
    )
    write_subjects(tasks, points, tmp_path / "subjects.csv")
    table = pd.read_csv(tmp_path / "subjects.csv")
    assert list(table["subjects.spread"]) == [0.0, 0.0, 1.0, 1.0]
    assert list(table["network.wear"].duplicated()) == [False, True, False, False]


def test_where_subjects_do_not_differ_no_file_is_written(tiny, tmp_path):
    tasks = compare_tasks(sim.load(tiny), arms=None, seeds=1)
    assert not write_subjects(tasks, [{}] * len(tasks), tmp_path / "subjects.csv")
    assert not list(tmp_path.iterdir())
