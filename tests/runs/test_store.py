"""The store: what was put in comes out, and nothing else ever does."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
import threading

import numpy as np
import pytest

from sim import ResultError, ResultStore
from sim.runs import cache, user_store
from sim.store import BoundedStore


def fingerprint(result):
    """Return the fingerprint a result is filed under."""
    return result.scenario.fingerprint(None, result.seed)


@pytest.fixture
def store(tmp_path):
    """An empty store."""
    return ResultStore(tmp_path / "runs" / "here")


def test_a_stored_result_is_found_by_the_fingerprint_of_its_arm_and_seed(store, tiny, tiny_result):
    assert store.get(tiny.fingerprint("treated", 0)) is None
    path = store.put(tiny_result)
    assert path.name == f"{tiny.fingerprint('treated', 0)}.npz"
    found = store.get(tiny.fingerprint("treated", 0))
    np.testing.assert_array_equal(found.probes["answer"], tiny_result.probes["answer"])
    assert found.provenance == tiny_result.provenance
    assert store.get(tiny.fingerprint("treated", 1)) is None
    assert store.get(tiny.fingerprint("nothing", 0)) is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda raw: b"",
        lambda raw: raw[: len(raw) // 2],
        lambda raw: b"not a zip",
        lambda raw: raw[:5000] + b"\x00" * 200 + raw[5200:],
    ],
)
def test_a_damaged_file_counts_as_absent_and_is_replaced(damage, store, tiny_result):
    path = store.put(tiny_result)
    path.write_bytes(damage(path.read_bytes()))
    assert store.get(fingerprint(tiny_result)) is None
    store.put(tiny_result)
    assert store.get(fingerprint(tiny_result)) is not None


def test_a_file_under_the_name_of_another_run_counts_as_absent(store, tiny, tiny_result):
    path = store.put(tiny_result)
    other = tiny.fingerprint("nothing", 0)
    path.rename(path.with_name(f"{other}.npz"))
    assert store.get(other) is None


def test_a_folder_under_the_name_of_a_run_counts_as_absent_and_is_reported(store, tiny_result):
    store.path(fingerprint(tiny_result)).mkdir(parents=True)
    assert store.get(fingerprint(tiny_result)) is None
    with pytest.raises(ResultError, match="cannot be written"):
        store.put(tiny_result)


def test_a_result_of_another_model_version_counts_as_absent(store, tiny_result, monkeypatch):
    store.put(tiny_result)
    old = fingerprint(tiny_result)
    monkeypatch.setattr("sim.scenario.schema.MODEL_VERSION", 10**6)
    assert fingerprint(tiny_result) != old
    assert store.get(old) is None


def test_nothing_is_left_beside_the_results(store, tiny_result):
    path = store.put(tiny_result)
    assert list(store.folder.iterdir()) == [path]


def test_a_text_that_is_no_fingerprint_is_refused(store):
    for text in ("", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "\n"):
        with pytest.raises(ResultError, match="no fingerprint"):
            store.get(text)


@pytest.mark.parametrize("place", ["a_file", "a_file/below", "zero\0byte"])
def test_a_folder_that_can_not_be_written_is_refused_with_the_remedy(place, tmp_path, tiny_result):
    (tmp_path / "a_file").write_text("here already")
    store = ResultStore(f"{tmp_path}/{place}")
    remedy = "choose another folder|give the name of a folder"
    with pytest.raises(ResultError, match=remedy):
        store.check_writable()
    with pytest.raises(ResultError, match=remedy):
        store.put(tiny_result)
    assert (tmp_path / "a_file").read_text() == "here already"


def test_many_writers_and_readers_of_one_run_never_meet_a_half_written_file(store, tiny_result):
    store.put(tiny_result)
    missing = []

    def write():
        for _ in range(10):
            store.put(tiny_result)

    def read():
        for _ in range(30):
            missing.append(store.get(fingerprint(tiny_result)) is None)

    threads = [threading.Thread(target=work) for work in (write, write, read, read)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(missing) == 60
    assert not any(missing)
    assert len(list(store.folder.iterdir())) == 1


def test_a_result_is_stored_by_what_it_is_not_by_what_it_says(store, tiny, tiny_result):
    provenance = dataclasses.replace(tiny_result.provenance, fingerprint="0" * 64)
    path = store.put(dataclasses.replace(tiny_result, provenance=provenance))
    assert path.stem == tiny.fingerprint("treated", 0)


def seeds_of(result, seeds):
    """Return the result as if other seeds had given the same numbers."""
    return [dataclasses.replace(result, seed=seed) for seed in seeds]


def test_a_bounded_store_removes_the_files_unused_for_longest(tmp_path, tiny_result):
    results = seeds_of(tiny_result, range(5))
    size = ResultStore(tmp_path / "size").put(tiny_result).stat().st_size
    store = BoundedStore(tmp_path / "runs" / "now", max_bytes=int(3.5 * size))
    for age, result in enumerate(results[:3]):
        path = store.put(result)
        os.utime(path, (1e9 + age, 1e9 + age))
    assert store.get(fingerprint(results[0])) is not None  # used now
    store.put(results[3])
    store.put(results[4])
    there = [store.get(fingerprint(result)) is not None for result in results]
    assert there == [True, False, False, True, True]


def test_the_bound_holds_for_all_versions_together(tmp_path, tiny_result):
    old = ResultStore(tmp_path / "runs" / "old")
    size = old.put(tiny_result).stat().st_size
    os.utime(old.path(fingerprint(tiny_result)), (1e9, 1e9))
    new = BoundedStore(tmp_path / "runs" / "new", max_bytes=int(1.5 * size))
    new.put(tiny_result)
    assert old.get(fingerprint(tiny_result)) is None
    assert new.get(fingerprint(tiny_result)) is not None


def test_a_bounded_store_that_cannot_be_written_keeps_nothing_and_says_nothing(
    tmp_path, tiny_result
):
    (tmp_path / "file").write_text("in the way")
    store = BoundedStore(tmp_path / "file" / "runs", max_bytes=10**9)
    store.put(tiny_result)
    assert store.get(fingerprint(tiny_result)) is None


TWO_PROCESSES = """
import dataclasses, sys
from sim.result import Result
from sim.store import BoundedStore
result = Result.load(sys.argv[1])
store = BoundedStore(sys.argv[2], max_bytes=int(sys.argv[3]))
for turn in range(3):
    for seed in range(12):
        one = dataclasses.replace(result, seed=seed)
        found = store.get(one.scenario.fingerprint(None, seed))
        assert found is None or found.seed == seed
        store.put(one)
"""


def test_two_processes_share_a_bounded_store(tmp_path, tiny_result):
    path = tiny_result.save(tmp_path / "one.npz")
    folder, size = tmp_path / "runs" / "now", path.stat().st_size
    command = [sys.executable, "-c", TWO_PROCESSES, str(path), str(folder), str(4 * size)]
    both = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    for process in both:
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
    files = list(folder.iterdir())
    assert sum(file.stat().st_size for file in files) <= 4 * size
    assert files and all(ResultStore(folder).get(file.stem) is not None for file in files)


@pytest.mark.parametrize(
    ("wish", "max_bytes"),
    [("0", None), ("off", None), ("", 500e6), ("20", 20e6), ("1.5", 1.5e6), ("plenty", 500e6)],
)
def test_the_size_of_the_users_store_is_a_setting(wish, max_bytes, tmp_path, monkeypatch):
    monkeypatch.setattr(cache, "cache_folder", lambda: tmp_path / "kernels-1")
    monkeypatch.setenv("PLASTICITY_LAB_RUNS_MB", wish)
    store = user_store()
    assert (None if store is None else store.max_bytes) == max_bytes
    assert store is None or store.folder.parent == tmp_path / "runs"


def test_without_a_folder_of_kernels_there_is_no_store_of_the_user(monkeypatch):
    monkeypatch.setattr(cache, "cache_folder", lambda: None)
    monkeypatch.setenv("PLASTICITY_LAB_RUNS_MB", "20")
    assert user_store() is None
