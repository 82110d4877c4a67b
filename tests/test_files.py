"""Writing files: complete or not at all, and in the place that the user named."""

from __future__ import annotations

import ast
import errno
import os
from pathlib import Path

import pytest

import sim
from sim import ResultError, ResultStore
from sim.files import check_folder, check_writable, whole_file, write

ROOT = Path(__file__).resolve().parents[1]
links = pytest.mark.skipif(os.name != "posix", reason="symbolic links need rights on Windows")
full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full")


def test_a_file_that_could_not_be_written_is_not_there_and_the_old_one_stays(tmp_path):
    path = tmp_path / "kept.txt"
    write(path, "before")
    for failure in (OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()):
        with pytest.raises((ResultError, KeyboardInterrupt)) as raised, whole_file(path) as file:
            file.write(b"half")
            raise failure
        assert path.read_text() == "before"
        assert list(tmp_path.iterdir()) == [path]
        if raised.type is ResultError:
            assert str(raised.value) == (
                f"{path}: cannot be written (No space left on device); "
                "make room there, or choose another folder"
            )


@links
def test_a_symbolic_link_stays_and_its_file_gets_the_content(tmp_path, tiny_result):
    (tmp_path / "there").mkdir()
    link, target = tmp_path / "here.npz", tmp_path / "there" / "run.npz"
    link.symlink_to(target)
    for _ in range(2):  # a link that leads nowhere yet, then one to a file
        tiny_result.save(link)
        assert link.is_symlink()
        assert sim.Result.load(target).arm == tiny_result.arm
        assert list(target.parent.iterdir()) == [target]


@links
def test_permissions_are_those_of_the_file_before_or_the_usual_ones(tmp_path):
    write(tmp_path / "new", "x")
    (tmp_path / "usual").touch()
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "usual").stat().st_mode
    (tmp_path / "new").chmod(0o600)
    write(tmp_path / "new", "y")
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o600


@full
def test_a_full_disk_is_told_by_the_name_the_user_gave(tmp_path, tiny_result):
    path = tmp_path / "run.npz"
    path.symlink_to("/dev/full")
    with pytest.raises(ResultError, match=r"run\.npz: cannot be written \(No space left"):
        tiny_result.save(path)
    assert list(tmp_path.iterdir()) == [path]


@full
def test_a_full_disk_leaves_nothing_in_a_store(tmp_path, tiny_result, monkeypatch):
    store = ResultStore(tmp_path)
    monkeypatch.setattr("sim.result.np.savez", _fill)
    with pytest.raises(ResultError) as raised:
        store.put(tiny_result)
    told = tiny_result.scenario.fingerprint(None, tiny_result.seed)
    assert str(raised.value).startswith(f"{tmp_path / told}.npz: cannot be written")
    assert list(tmp_path.iterdir()) == []


def _fill(file, **arrays):
    """Write some of what is asked for, then meet the end of the disk."""
    file.write(b"PK")
    with Path("/dev/full").open("wb") as disk:
        disk.write(b"x")


@pytest.mark.parametrize("name", ["", "folder", "missing/x", "zero\0byte", "x" * 300])
def test_a_place_that_can_not_be_written_is_known_before_and_told_after(name, tmp_path):
    (tmp_path / "folder").mkdir()
    path = f"{tmp_path}/{name}"
    for attempt in (lambda: check_writable(path), lambda: write(path, "x")):
        with pytest.raises(ResultError) as raised:
            attempt()
        assert str(raised.value).startswith(f"{path}: cannot be written (")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_asking_leaves_nothing_behind(tmp_path):
    check_writable(tmp_path / "x.npz")
    check_folder(tmp_path / "new")
    assert [path.name for path in tmp_path.rglob("*")] == ["new"]


def test_no_other_module_opens_a_file_to_write():
    """One way of writing, so that what is held here holds everywhere."""
    writes = {"write_text", "write_bytes", "savefig"}
    found = []
    for path in sorted((ROOT / "sim").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, (ast.Attribute, ast.Name)):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                modes = {
                    constant.value for constant in node.args if isinstance(constant, ast.Constant)
                }
                to_write = name == "open" and modes & {"w", "wb", "x", "xb", "a", "ab"}
                if name in writes or to_write:
                    found.append(path.relative_to(ROOT).as_posix())
    # members of a zip; pictures in memory; output that nobody reads; locks on an empty file
    assert set(found) <= {
        "sim/files.py",
        "sim/result.py",
        "sim/plots/figure/draw.py",
        "sim/cli/streams.py",
        "sim/runs/sharing.py",
    }
