"""Whatever happens to the compiled code on disk, a kernel returns the right number.

The small package of `tests.kernels.toy` stands in for `sim.kernels`, in processes of its own.
"""

from __future__ import annotations

import ast
import importlib.util
import inspect
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numba
import pytest

from sim.kernels._cache_folder import choose_folder, prepare, remove_unused, user_caches
from tests.kernels.toy import INNER, KERNELS, RIGHT, ToyProcess, run, run_from_nothing, write_toy

CACHE = KERNELS / "_numba_cache.py"


@pytest.fixture(scope="module")
def toy(tmp_path_factory) -> Path:
    return write_toy(tmp_path_factory.mktemp("toy"))


@pytest.fixture(scope="module")
def warm_cache(toy, tmp_path_factory) -> Path:
    cache = tmp_path_factory.mktemp("warm")
    first = run(toy, PLASTICITY_LAB_CACHE=cache)
    assert first["values"] == RIGHT
    assert (first["warm"], first["hits"]) == (False, 0)
    return cache


@pytest.fixture
def cache(warm_cache, tmp_path) -> Path:
    return Path(shutil.copytree(warm_cache, tmp_path / "cache"))


def files(cache: Path, kernel: str, ending: str) -> list[Path]:
    found = sorted(cache.rglob(f"*.{kernel}-*{ending}"))
    assert found
    return found


def test_second_process_loads_what_the_first_compiled(toy, cache):
    second = run(toy, PLASTICITY_LAB_CACHE=cache)
    assert second["values"] == RIGHT
    assert (second["warm"], second["hits"]) == (True, 2)
    assert Path(second["folder"]).parent == cache


def halve(paths):
    for path in paths:
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def truncate_code(cache):
    halve(files(cache, "advance", ".nbc"))


def flip_bits_in_machine_code(cache):
    """Damage that pickle does not notice; running such code can end the process."""
    for path in files(cache, "advance", ".nbc"):
        content = bytearray(path.read_bytes())
        start_byte = max(content.find(b"\x7fELF"), len(content) // 4) + 64  # past the ELF header
        for place in range(start_byte, start_byte + 512, 16):
            content[place] ^= 0x10
        path.write_bytes(content)


def swap_signatures(cache):
    first, second = files(cache, "advance", ".nbc")
    content = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(content)


def fill_index_with_garbage(cache):
    for path in files(cache, "*", ".nbi"):
        path.write_bytes(b"\x93\x00garbage" * 40)


def truncate_index(cache):
    halve(files(cache, "*", ".nbi"))


def empty_every_file(cache):
    for path in files(cache, "*", ".nb?"):
        path.write_bytes(b"")


DAMAGES = (truncate_code, flip_bits_in_machine_code, swap_signatures)
DAMAGES += (truncate_index, empty_every_file)


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_code_is_compiled_again(toy, cache, damage):
    damage(cache)
    assert run(toy, PLASTICITY_LAB_CACHE=cache)["values"] == RIGHT


def test_damaged_code_is_compiled_again_and_replaced_on_disk(toy, cache):
    fill_index_with_garbage(cache)
    damaged = run(toy, PLASTICITY_LAB_CACHE=cache)
    assert (damaged["values"], damaged["hits"]) == (RIGHT, 0)
    healed = run(toy, PLASTICITY_LAB_CACHE=cache)
    assert (healed["values"], healed["hits"]) == (RIGHT, 2)


def test_change_in_a_called_file_is_never_answered_from_old_code(tmp_path):
    root, cache = write_toy(tmp_path), tmp_path / "cache"
    assert run(root, PLASTICITY_LAB_CACHE=cache)["values"] == RIGHT
    # Of another length: one of the same length, changed within a second, is the same to Python.
    (root / "toy" / "inner.py").write_text(INNER.replace("0.5", "1.000"))
    changed = run(root, PLASTICITY_LAB_CACHE=cache)
    assert changed["values"] == [8.0, 8.0]
    assert not changed["warm"]


def test_unwritable_folder_falls_back_to_a_private_temporary_one(toy, tmp_path):
    (tmp_path / "file").write_text("")
    found = run(toy, PLASTICITY_LAB_CACHE=tmp_path / "file" / "sub", TMPDIR=tmp_path)
    assert found["values"] == RIGHT
    assert list(tmp_path.rglob(f"{Path(found['folder']).name}/**/*.nbc"))


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="temporary folders are private here")
def test_temporary_folder_that_others_can_write_is_not_trusted(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("PLASTICITY_LAB_CACHE", str(tmp_path / "file" / "sub"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    shared = tmp_path / f"plasticity-lab-{os.getuid()}"
    shared.mkdir()
    shared.chmod(0o777)
    assert choose_folder() is None
    shared.chmod(0o700)
    assert choose_folder().parent == shared


def test_nothing_writable_at_all_still_computes(toy, tmp_path):
    (tmp_path / "file").write_text("")
    name = f"plasticity-lab-{os.getuid()}" if hasattr(os, "getuid") else "plasticity-lab"
    (tmp_path / name).write_text("a file where the folder would be")
    found = run(toy, PLASTICITY_LAB_CACHE=tmp_path / "file" / "sub", TMPDIR=tmp_path, TEMP=tmp_path)
    assert (found["values"], found["folder"], found["warm"]) == (RIGHT, None, False)


@pytest.mark.parametrize("trouble", ["folder_replaced_by_a_file", "disk_full"])
def test_trouble_during_a_run_does_not_stop_it(toy, tmp_path, trouble):
    assert run(toy, trouble, PLASTICITY_LAB_CACHE=tmp_path)["values"] == RIGHT


def test_caching_can_be_switched_off(toy, tmp_path):
    found = run(toy, PLASTICITY_LAB_CACHE="off", XDG_CACHE_HOME=tmp_path)
    assert (found["values"], found["folder"]) == (RIGHT, None)
    assert not list(tmp_path.iterdir())
    assert not list(toy.rglob("*.nb?"))


def test_kernels_run_as_python_without_touching_the_disk(toy, tmp_path):
    found = run_from_nothing(toy, NUMBA_DISABLE_JIT="1", PLASTICITY_LAB_CACHE=tmp_path / "cache")
    assert (found["values"], found["folder"]) == (RIGHT, None)
    assert not (tmp_path / "cache").exists()


def test_plain_python_wraps_numbers_around_as_quietly_as_compiled_code():
    script = (
        "import numpy as np\nfrom sim.kernels._jit import kernel\n@kernel\n"
        "def wrap(x):\n    return x * np.uint64(3)\nprint(wrap(np.uint64(2**63)))"
    )
    for is_plain in "01":
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", script],
            check=False,
            text=True,
            env=os.environ | {"NUMBA_DISABLE_JIT": is_plain},
            timeout=60,
            capture_output=True,
            cwd=KERNELS.parents[1],
        )
        assert (done.stdout, done.stderr) == ("9223372036854775808\n", "")


def test_another_processor_has_a_folder_of_its_own(toy, cache):
    here = run(toy, PLASTICITY_LAB_CACHE=cache)
    plain = {"NUMBA_CPU_NAME": "generic", "NUMBA_CPU_FEATURES": "", "PLASTICITY_LAB_CACHE": cache}
    first, second = run_from_nothing(toy, **plain), run_from_nothing(toy, **plain)
    assert first["folder"] == second["folder"] != here["folder"]
    assert (here["hits"], first["warm"], first["hits"], second["hits"]) == (2, False, 0, 2)
    assert first["values"] == second["values"] == RIGHT


# What the cache leans on and numba does not promise: a name of a module, or of a class, with the
# names of what it is called with.
CLASSES = {
    "FunctionCache": {
        "load_overload": ["sig", "target_context"],
        "save_overload": ["sig", "data"],
        "flush": [],
        "disable": [],
        "cache_path": None,
        "_impl_class": None,
    },
    "CompileResultCacheImpl": {"reduce": ["data"], "rebuild": ["target_context", "payload"]},
}
LEANED_ON = [
    (alias.name, node.module)
    for node in ast.walk(ast.parse(CACHE.read_text(encoding="utf-8")))
    if isinstance(node, ast.ImportFrom) and node.module.startswith("numba")
    for alias in node.names
]


@pytest.mark.parametrize("name, module", LEANED_ON)
def test_numba_still_has_the_private_names_that_the_cache_leans_on(name, module):
    told = f"numba {numba.__version__} has moved {{}}: mend {CACHE.name}, or forbid this numba"
    assert module in sys.modules or importlib.util.find_spec(module), told.format(module)
    found = getattr(importlib.import_module(module), name, None)
    assert found is not None, told.format(f"{module}.{name}")
    for part, wanted in CLASSES.get(name, {}).items():
        assert hasattr(found, part), told.format(f"{module}.{name}.{part}")
        if wanted is not None:
            taken = [*inspect.signature(getattr(found, part)).parameters][1:]
            assert len(taken) == len(wanted), told.format(f"what {name}.{part} takes, now {taken}")


def test_numba_still_takes_a_cache_of_another_class():
    compiled = numba.njit(lambda: 0)
    assert hasattr(compiled, "_cache"), "numba has moved the cache of a compiled function"


def test_a_numba_that_moved_its_private_names_computes_without_the_disk(toy, tmp_path):
    found = run(toy, "numba_moved", PLASTICITY_LAB_CACHE=tmp_path / "cache")
    assert (found["values"], found["folder"], found["warm"]) == (RIGHT, None, False)
    assert f"numba {numba.__version__} keeps compiled code in a way" in found["obstacle"]
    assert not (tmp_path / "cache").exists()
    assert run(toy, PLASTICITY_LAB_CACHE=tmp_path / "cache")["obstacle"] == ""


def test_own_numba_cache_of_the_user_is_left_alone(toy, cache, tmp_path):
    theirs = tmp_path / "theirs"
    found = run_from_nothing(toy, PLASTICITY_LAB_CACHE=cache, NUMBA_CACHE_DIR=theirs)
    assert (found["values"], found["hits"]) == (RIGHT, 2)
    assert found["numba"] == str(theirs)
    assert not theirs.exists()


def test_processes_that_start_cold_together_all_compute(toy, tmp_path):
    together = [ToyProcess(toy, PLASTICITY_LAB_CACHE=tmp_path) for _ in range(3)]
    assert [process.report()["values"] for process in together] == [RIGHT] * 3


def test_only_long_unused_folders_of_ours_are_removed(tmp_path):
    current = prepare(tmp_path)
    old_s = time.time() - 31 * 86400
    names = ("kernels-0.1-numba0.60.0-aa", "kernels-0.2-numba0.60.0-bb", "photographs")
    for name in names:
        (current.parent / name).mkdir()
    for name in (current.name, "kernels-0.1-numba0.60.0-aa", "photographs"):
        os.utime(current.parent / name, (old_s, old_s))
    remove_unused(current)
    left = {folder.name for folder in current.parent.iterdir()}
    assert left == {current.name, "kernels-0.2-numba0.60.0-bb", "photographs"}


PLACES = (
    ("linux", "XDG_CACHE_HOME", "{given}"),
    ("linux", None, "~/.cache"),
    ("darwin", "XDG_CACHE_HOME", "~/Library/Caches"),
    ("win32", "LOCALAPPDATA", "{given}"),
    ("win32", None, "~/AppData/Local"),
)


@pytest.mark.parametrize(("platform", "variable", "place"), PLACES)
def test_caches_lie_where_the_platform_has_them(tmp_path, monkeypatch, platform, variable, place):
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    if variable:
        monkeypatch.setenv(variable, str(tmp_path))
    monkeypatch.setattr(sys, "platform", platform)
    assert user_caches() == Path(place.format(given=tmp_path))
