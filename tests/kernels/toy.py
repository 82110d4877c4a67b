"""A small package with the project's code about compiling, and processes that run its kernels.

A cache only shows what it does in a second process. Loading numba takes most of the time of such a
process, so that is done once, in a process that all others are forked from; only where a variable
has to be there before numba is loaded does a process start from nothing.
"""

from __future__ import annotations

import errno
import importlib
import json
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
from multiprocessing.connection import Connection
from pathlib import Path
from unittest import mock

import numba
import numba.core.caching
import numpy as np
from numba.core.caching import IndexDataCacheFile

KERNELS = Path(__file__).parents[2] / "sim" / "kernels"
COPIED = ("_jit.py", "_cache_folder.py", "_numba_cache.py")

INNER = """
from ._jit import kernel

@kernel
def leak(v):
    return v * 0.5
"""

OUTER = """
from typing import NamedTuple
import numpy as np
from ._jit import kernel
from .inner import leak

class State(NamedTuple):
    v: np.ndarray

@kernel
def advance(state, steps):
    total = 0.0
    for _ in range(steps):
        for i in range(state.v.size):
            state.v[i] = leak(state.v[i])
            total += state.v[i]
    return total / 0.0 if steps == 0 else total
"""

RIGHT = [3.0, 3.0]  # 4 cells, 0.5 + 0.25 each, in both precisions
TIMEOUT_S = 60.0

_METHODS = multiprocessing.get_all_start_methods()
_PROCESSES = multiprocessing.get_context("forkserver" if "forkserver" in _METHODS else "spawn")
_PROCESSES.set_forkserver_preload([__name__])


def write_toy(root: Path) -> Path:
    """Write the package ``toy`` into a folder: the files about compiling, and two kernels."""
    package = root / "toy"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "inner.py").write_text(INNER)
    (package / "outer.py").write_text(OUTER)
    for name in COPIED:
        shutil.copy(KERNELS / name, package)
    return root


class ToyProcess:
    """A process in which the toy's kernels are called, in double and in single precision.

    Parameters
    ----------
    root : Path
        Folder of the package.
    *troubles : str
        What goes wrong meanwhile: ``numba_moved``, ``folder_replaced_by_a_file``, ``disk_full``.
    **variables : str or Path
        Environment variables.
    """

    def __init__(self, root: Path, *troubles: str, **variables: str | Path) -> None:
        texts = {name: str(value) for name, value in variables.items()}
        self._answer, sender = _PROCESSES.Pipe(duplex=False)
        self._process = _PROCESSES.Process(
            target=_send_report, args=(sender, str(root), troubles, texts)
        )
        with mock.patch.dict(os.environ, _without_numbas(), clear=True):
            self._process.start()  # the first one starts the process that all are forked from
        sender.close()

    def report(self) -> dict:
        """Return what `report_of` says, once the process has ended well."""
        self._process.join(TIMEOUT_S)
        assert self._process.exitcode == 0, f"exit {self._process.exitcode}"
        return self._answer.recv()


def run(root: Path, *troubles: str, **variables: str | Path) -> dict:
    """Call the toy's kernels in a process and return its report."""
    return ToyProcess(root, *troubles, **variables).report()


def run_from_nothing(root: Path, **variables: str | Path) -> dict:
    """Do the same in a process that loads numba itself, under variables that numba reads then."""
    done = subprocess.run(
        [sys.executable, "-m", __name__, str(root)],
        env=_without_numbas() | {name: str(value) for name, value in variables.items()},
        cwd=KERNELS.parents[1],
        check=False,
        capture_output=True,
        text=True,
        timeout=TIMEOUT_S,
    )
    assert done.returncode == 0, f"exit {done.returncode}: {done.stderr}"
    return json.loads(done.stdout)


def _without_numbas() -> dict[str, str]:
    """Return the variables of this process without those of numba, which a tester may have set."""
    return {name: value for name, value in os.environ.items() if not name.startswith("NUMBA_")}


def _send_report(
    sender: Connection, root: str, troubles: tuple[str, ...], variables: dict[str, str]
) -> None:
    os.environ.update(variables)
    tempfile.tempdir = None  # where temporary files go is asked again, under these variables
    sender.send(report_of(root, troubles))


def report_of(root: str, troubles: tuple[str, ...] = ()) -> dict:
    """Call the toy's kernels in this process and say what came of it.

    Returns
    -------
    dict
        The results ``values``; ``warm``, whether code was on disk before; ``hits``, how many forms
        of the kernel came from there; ``folder`` of the code, or None; ``numba``, the folder
        of numba itself; the ``obstacle`` that is named to users.
    """
    sys.path.insert(0, root)
    if "numba_moved" in troubles:
        del numba.core.caching.FunctionCache
    jit = importlib.import_module("toy._jit")
    warm = jit.is_warm()
    outer = importlib.import_module("toy.outer")
    if "folder_replaced_by_a_file" in troubles:
        shutil.rmtree(jit.cache_folder())
        jit.cache_folder().write_text("a file where the folder was")
    if "disk_full" in troubles:
        IndexDataCacheFile.save = _no_space
    values = [
        float(outer.advance(outer.State(np.ones(4, kind)), 2)) for kind in (np.float64, np.float32)
    ]
    is_compiled = hasattr(outer.advance, "stats")
    folder = jit.cache_folder()
    return {
        "values": values,
        "warm": warm,
        "hits": sum(outer.advance.stats.cache_hits.values()) if is_compiled else 0,
        "folder": folder and str(folder),
        "numba": numba.config.CACHE_DIR,
        "obstacle": jit.obstacle(),
    }


def _no_space(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


if __name__ == "__main__":
    print(json.dumps(report_of(sys.argv[1])))
else:
    numba.njit(lambda: 0)()  # numba loads the rest of itself when it compiles for the first time
