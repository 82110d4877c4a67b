"""Compilation: the one decorator of the kernels and the folder their compiled code is kept in.

Compiling takes seconds, loading takes milliseconds, so numba keeps compiled code on disk. Its own
way of doing that returns old results when a function called from another file has changed, dies
on a damaged file and stops the import when no folder can be written. Here instead

* the folder is named after the package, numba and a hash of every kernel source. Whatever shapes
  compiled code, NamedTuples and constants included, therefore has to live in this package;
* code on disk carries a checksum, because damaged machine code ends the process without a word;
* damaged code is compiled again and written anew, whichever kernel call meets it;
* code is kept apart by processor, because a home folder may serve several machines;
* without a writable folder, kernels are compiled in every process. Nothing is reported;
* the same holds with a numba that keeps its cache in a way we do not know, see `obstacle`.

``PLASTICITY_LAB_CACHE`` names another place for the folder, or is ``off``. numba's settings are
left alone: ``numba.config.CACHE_DIR`` changes only while one of our kernels is being decorated.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import llvmlite.binding
import numba
import numpy as np

try:
    from ._numba_cache import HealingCache
except (ImportError, AttributeError):  # a numba that has moved its private parts
    HealingCache = None

SOURCES = Path(__file__).parent
KEEP_UNUSED_S = 30 * 86400.0  # 30 days; then folders of earlier kernels are removed


def _folder_name() -> str:
    """Name that belongs to the present kernels, processor, numba and its settings alone."""
    # The path counts too, because numba files compiled code by the path of its source.
    digest = hashlib.sha256(
        f"{SOURCES} {_processor()} {numba.config.OPT!r} {numba.config.BOUNDSCHECK}".encode()
    )
    for source in sorted(SOURCES.rglob("*.py")):
        content = source.read_bytes()
        digest.update(f"{source.relative_to(SOURCES)} {len(content)} ".encode() + content)
    try:
        package = version("plasticity-lab")
    except PackageNotFoundError:
        package = "source"
    return f"kernels-{package}-numba{numba.__version__}-{digest.hexdigest()[:16]}"


def _processor() -> str:
    """What code is compiled for: this processor, unless numba's settings name another."""
    name = numba.config.CPU_NAME or llvmlite.binding.get_host_cpu_name()
    features = numba.config.CPU_FEATURES
    if features is None:
        try:
            features = llvmlite.binding.get_host_cpu_features().flatten()
        except RuntimeError:  # LLVM can not tell on this platform; numba then asks for none
            features = ""
    return f"{name} {features} {numba.config.ENABLE_AVX}"


def _user_caches() -> Path:
    """The platform's folder for files that may be deleted at any time."""
    given, usual = {
        "win32": (os.environ.get("LOCALAPPDATA", ""), "~/AppData/Local"),
        "darwin": ("", "~/Library/Caches"),
    }.get(sys.platform, (os.environ.get("XDG_CACHE_HOME", ""), "~/.cache"))
    return Path(given if os.path.isabs(given) else usual)


def _prepare(parent: Path, only_ours: bool = False) -> Path | None:
    """Make the folder below `parent` and write a file in it; None if that does not work."""
    try:
        parent = parent.expanduser().absolute()
        parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = parent.lstat()
        if only_ours and (status.st_uid != os.getuid() or status.st_mode & 0o022):
            return None
        folder = parent / _folder_name()
        folder.mkdir(exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
        os.utime(folder)  # "used today", for the removal of unused folders
    except (OSError, RuntimeError):  # RuntimeError: this user has no home
        return None
    return folder


def _choose_folder() -> Path | None:
    """The first usable place, or None: kernels are then compiled in every process."""
    wish = os.environ.get("PLASTICITY_LAB_CACHE", "")
    if wish.lower() == "off" or numba.config.DISABLE_JIT or HealingCache is None:
        return None
    folder = _prepare(Path(wish) if wish else _user_caches() / "plasticity-lab")
    if folder is None:
        # Loading compiled code runs it, so in a place open to all it has to be ours alone.
        shared = hasattr(os, "getuid")
        name = f"plasticity-lab-{os.getuid()}" if shared else "plasticity-lab"
        folder = _prepare(Path(tempfile.gettempdir()) / name, only_ours=shared)
    return folder


def _remove_unused(current: Path) -> None:
    """Delete the folders of earlier kernels that nobody has used for a while."""
    oldest_s = time.time() - KEEP_UNUSED_S
    for folder in current.parent.glob("kernels-*-numba*-*"):
        try:
            if folder != current and folder.stat().st_mtime < oldest_s:
                shutil.rmtree(folder)
        except OSError:  # another process is using or removing it
            continue


_FOLDER = _choose_folder()
_CONFIG_LOCK = threading.Lock()
if _FOLDER is not None:
    _remove_unused(_FOLDER)


def kernel(function: Callable) -> Callable:
    """Compile a function with numba at its first call; used bare: ``@kernel``.

    One set of options for every kernel, because numba's cache does not tell options apart: no GIL,
    NumPy's rules for division by zero, no fast-math, no threads. Nothing may be allocated inside,
    so numba need not count references to arrays (``_nrt``); it does that with atomic instructions
    at every call, which took up to half of a step. With ``NUMBA_DISABLE_JIT=1`` the function runs
    as Python, and like compiled code it does not warn of numbers that wrap around.
    """
    if numba.config.DISABLE_JIT:
        return np.errstate(all="ignore")(function)
    return _compiled(function)


def inner(function: Callable) -> Callable:
    """Compile a function that only kernels call; without the part that Python would need.

    That part unpacks the arguments one by one and takes longer to compile than most functions.
    """
    return _compiled(function, no_cpython_wrapper=True, no_cfunc_wrapper=True)


def _compiled(function: Callable, **options: bool) -> Callable:
    compiled = numba.njit(nogil=True, error_model="numpy", _nrt=False, **options)(function)
    if _FOLDER is None:
        return compiled
    with _CONFIG_LOCK:
        usual = numba.config.CACHE_DIR
        numba.config.CACHE_DIR = str(_FOLDER)
        try:
            cache = HealingCache(function)
        except (OSError, RuntimeError):  # the folder has become unusable since it was chosen
            return compiled
        except (AttributeError, TypeError):  # a numba that has changed its private parts
            return compiled
        finally:
            numba.config.CACHE_DIR = usual
    if _FOLDER in Path(cache.cache_path).parents:  # numba may have settled for a folder of its own
        compiled._cache = cache
    return compiled


def is_warm() -> bool:
    """Whether compiled code of the present kernels lies on disk, so that the start is quick."""
    return _FOLDER is not None and any(_FOLDER.rglob("*.nbc"))


def obstacle() -> str:
    """What makes a start, or every run, slow on this machine, for messages; mostly nothing."""
    if numba.config.DISABLE_JIT:
        return (
            "NUMBA_DISABLE_JIT is set, so nothing is compiled: a run takes many minutes "
            "instead of seconds; unset it"
        )
    if HealingCache is None:
        return (
            f"numba {numba.__version__} keeps compiled code in a way that this version of "
            "plasticity-lab does not know: every start takes 5 to 20 s longer; the install "
            "command of the README brings a numba that it knows"
        )
    return ""


def cache_folder() -> Path | None:
    """The folder of compiled code, for messages; None if nothing is kept on disk."""
    return _FOLDER
