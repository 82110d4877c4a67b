"""The table on disk: there while runs end, in order at the end, and never in memory."""

from __future__ import annotations

import tracemalloc

import pandas as pd
import pytest

import sim
from sim import DivergedError, ResultError
from sim.engine import Run
from sim.many.table_file import TableFile


def test_the_file_holds_the_table_that_is_returned(tiny, tmp_path):
    path = tmp_path / "summary.csv"
    vary = {"practice.pattern": ["A", "B"]}
    table = sim.sweep(tiny, vary=vary, seeds=2, jobs=2, file=path)
    pd.testing.assert_frame_equal(
        pd.read_csv(path), table, check_dtype=False, check_exact=True, check_column_type=False
    )
    assert path.read_text() == table.to_csv(index=False, lineterminator="\n")
    assert list(tmp_path.iterdir()) == [path]


def test_only_the_measures_asked_for_are_returned_and_the_file_has_all(tiny, tmp_path):
    path = tmp_path / "summary.csv"
    table = sim.compare(tiny, seeds=1, file=path, measures=["surge_peak"])
    assert set(table["measure"]) == {"surge_peak"}
    assert len(pd.read_csv(path)) == len(sim.compare(tiny, seeds=1))


def test_rows_are_on_disk_as_soon_as_their_run_has_ended_and_in_order_at_the_end(tmp_path):
    path = tmp_path / "table.csv"
    with TableFile(path, ["run", "value"]) as table:
        table.add(1, [("b", 0.25), ("b", float("nan"))])
        assert table.part.read_text() == "run,value\nb,0.25\nb,\n"
        assert not path.exists()
        table.add(0, [("a, quoted", 3)])
        table.finish()
    assert path.read_text() == 'run,value\n"a, quoted",3\nb,0.25\nb,\n'
    assert list(tmp_path.iterdir()) == [path]


def test_what_was_collected_stays_when_a_run_fails_and_an_older_table_too(
    tiny, tmp_path, monkeypatch
):
    path = tmp_path / "summary.csv"
    path.write_text("older")
    real = Run.one_step

    def fails_for_one(run):
        if run.seed == 1:
            raise DivergedError("potentials became infinite")
        real(run)

    monkeypatch.setattr(Run, "one_step", fails_for_one)
    with pytest.raises(DivergedError):
        sim.compare(tiny, seeds=2, jobs=1, file=path)
    (part,) = tmp_path.glob("summary.part-*.csv")
    assert set(pd.read_csv(part)["seed"]) == {0}
    assert path.read_text() == "older"


def test_a_table_that_cannot_be_written_is_refused_before_anything_runs(tiny, tmp_path):
    with pytest.raises(ResultError, match=r"cannot be written .*choose another folder"):
        sim.compare(tiny, seeds=1, file=tmp_path / "missing" / "summary.csv")


def test_memory_does_not_grow_with_the_rows(tmp_path):
    rows = [("arm", seed, "measure", 1.5, 0.123456789) for seed in range(1000)]
    with TableFile(tmp_path / "table.csv", ["arm", "seed", "measure", "day", "value"]) as table:
        tracemalloc.start()
        for number in range(200):  # 7 MB
            table.add(number, rows)
        table.finish()
        _, peak_bytes = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert table.path.stat().st_size > 5e6
    assert peak_bytes < 1e6
