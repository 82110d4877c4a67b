"""Result files: nothing is lost in them, and no file of another kind does more than be refused."""

from __future__ import annotations

import dataclasses
import io
import json
import random
import zipfile

import numpy as np
import pytest

from sim import Result, ResultError

ARRAYS = ("t_d", "probe_d", "session_d", "session_share", "group_of_neuron")
GROUPS = ("series", "probes", "spikes")


@pytest.fixture
def saved(tiny_result, tmp_path):
    """A saved result."""
    return tiny_result.save(tmp_path / "result.npz")


def rewritten(path, **members):
    """Replace members of an npz file; None removes one."""
    with zipfile.ZipFile(path) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    for name, value in members.items():
        file = io.BytesIO()
        if value is not None:
            np.save(file, value, allow_pickle=True)
        content[f"{name}.npy"] = file.getvalue()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in content.items():
            if data:
                archive.writestr(name, data)
    return path


def meta_of(path):
    """Return the description inside a file."""
    with np.load(path) as file:
        return json.loads(str(file["meta"][()]))


def test_a_saved_result_comes_back_bit_for_bit(tiny_result, saved):
    loaded = Result.load(saved)
    for name in ARRAYS:
        assert_same(getattr(loaded, name), getattr(tiny_result, name))
    for group in GROUPS:
        ours, theirs = getattr(tiny_result, group), getattr(loaded, group)
        assert ours.keys() == theirs.keys()
        for name in ours:
            assert_same(theirs[name], ours[name])
    for name in ("scenario", "arm", "arm_label", "seed", "provenance"):
        assert getattr(loaded, name) == getattr(tiny_result, name)


def assert_same(first, second):
    """Assert that two arrays agree in every bit, NaN included."""
    assert first.dtype == second.dtype
    assert first.shape == second.shape
    assert first.tobytes() == second.tobytes()


def test_a_saved_result_needs_no_pickle_to_be_read(saved):
    with np.load(saved, allow_pickle=False) as file:
        assert all(file[name].dtype.kind in "fiub" for name in file.files if name != "meta")


def test_arrays_of_a_result_can_not_be_written(tiny_result, saved):
    for result in (tiny_result, Result.load(saved)):
        with pytest.raises(ValueError, match="read-only"):
            result.probes["answer"][0, 0] = 1.0
        with pytest.raises(dataclasses.FrozenInstanceError):
            result.seed = 8


def test_a_result_file_is_whole_or_not_there(tiny_result, tmp_path):
    tiny_result.save(tmp_path / "a.npz")
    assert [path.name for path in tmp_path.iterdir()] == ["a.npz"]
    with pytest.raises(ResultError, match="choose another folder"):
        tiny_result.save(tmp_path / "missing" / "a.npz")


def test_a_missing_file_is_refused_by_name(tmp_path):
    with pytest.raises(ResultError, match=r"nowhere\.npz: cannot be read"):
        Result.load(tmp_path / "nowhere.npz")


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(ResultError, match="cannot be read"):
        Result.load(tmp_path)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"not a zip at all", b"\x93NUMPY\x01\x00"])
def test_a_file_of_another_kind_is_refused(content, tmp_path):
    path = tmp_path / "other.npz"
    path.write_bytes(content)
    with pytest.raises(ResultError, match=r"other\.npz: damaged or not a result"):
        Result.load(path)


@pytest.mark.parametrize("share", [0.01, 0.3, 0.5, 0.9, 0.999])
def test_a_truncated_file_is_refused(share, saved):
    whole = saved.read_bytes()
    saved.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(ResultError, match="damaged"):
        Result.load(saved)


def test_an_npz_of_somebody_else_is_refused(tmp_path):
    path = tmp_path / "foreign.npz"
    np.savez(path, weights=np.zeros(3))
    with pytest.raises(ResultError, match="not a result of plasticity-lab"):
        Result.load(path)


def test_a_file_with_python_objects_is_refused_unread(saved):
    class Trap:
        def __reduce__(self):
            return (pytest.fail, ("the object was made",))

    rewritten(saved, t_d=np.array([Trap()], dtype=object))
    with pytest.raises(ResultError, match="damaged"):
        Result.load(saved)


def test_a_file_that_unpacks_to_gigabytes_is_refused_before_it_is_unpacked(tmp_path):
    path = tmp_path / "bomb.npz"
    zipped = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED)
    with zipped as archive, archive.open("t_d.npy", "w") as member:
        for _ in range(600):
            member.write(bytes(1 << 20))
    assert path.stat().st_size < 1 << 20
    with pytest.raises(ResultError, match="unpacks to 600 MB"):
        Result.load(path)


def test_an_array_that_claims_to_be_enormous_is_refused(saved):
    with zipfile.ZipFile(saved, "a") as archive:
        header = io.BytesIO()
        np.lib.format.write_array_header_1_0(
            header, {"descr": "<f8", "fortran_order": False, "shape": (1 << 45,)}
        )
        archive.writestr("series.huge.npy", header.getvalue())
    with pytest.raises(ResultError, match="damaged"):
        Result.load(saved)


def test_a_file_of_a_newer_version_says_so(saved):
    rewritten(saved, meta=np.array(json.dumps(meta_of(saved) | {"format": 99})))
    with pytest.raises(ResultError, match="newer version"):
        Result.load(saved)


def test_a_file_of_an_older_version_says_so_and_what_to_do(saved):
    rewritten(saved, meta=np.array(json.dumps(meta_of(saved) | {"format": 1})))
    with pytest.raises(ResultError, match="older version; run the scenario again"):
        Result.load(saved)


@pytest.mark.parametrize("meta", ["null", "[]", "{}", "3", "{", '"text"', "[" * 100_000])
def test_a_description_that_is_none_is_refused(meta, saved):
    rewritten(saved, meta=np.array(meta))
    with pytest.raises(ResultError, match="damaged"):
        Result.load(saved)


def test_an_impossible_scenario_in_a_file_is_refused(saved):
    meta = meta_of(saved)
    meta["scenario"]["time"]["length_d"] = -1.0
    rewritten(saved, meta=np.array(json.dumps(meta)))
    with pytest.raises(ResultError, match="damaged"):
        Result.load(saved)


@pytest.mark.parametrize("missing", ["t_d", "series.window", "probes.answer", "spikes.spike_ms"])
def test_a_file_that_lacks_an_array_is_refused(missing, saved):
    with pytest.raises(ResultError, match="damaged"):
        Result.load(rewritten(saved, **{missing: None}))


@pytest.mark.parametrize(
    ("offset", "value"), [(8, 99), (6, 1), (4, 250)], ids=["compression", "encryption", "version"]
)
def test_a_zip_of_a_kind_we_never_write_is_refused(offset, value, saved):
    raw = bytearray(saved.read_bytes())
    central = raw.find(b"PK\x01\x02")
    raw[central + offset + 2] = value  # in the list of contents fields stand 2 bytes later
    raw[offset] = value
    saved.write_bytes(raw)
    with pytest.raises(ResultError, match="damaged"):
        Result.load(saved)


def test_random_damage_is_refused_or_leaves_the_numbers_as_they_are(tiny_result, saved):
    """The checksums of the zip cover the arrays, so what can be read is what was written."""
    whole = saved.read_bytes()
    rng = random.Random(7)
    for _ in range(400):
        raw = bytearray(whole)
        for _ in range(rng.choice([1, 4, 30])):
            near = rng.choice(
                [rng.randrange(len(raw)), rng.randrange(2000), len(raw) - rng.randrange(1, 4000)]
            )
            raw[near] = rng.randrange(256)
        saved.write_bytes(raw)
        try:
            loaded = Result.load(saved)
        except ResultError:
            continue
        np.testing.assert_array_equal(loaded.probes["answer"], tiny_result.probes["answer"])
