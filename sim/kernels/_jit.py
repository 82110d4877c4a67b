"""Compilation: the decorators of the kernels, and how compiled code is kept on disk.

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

numba's settings are left alone: ``numba.config.CACHE_DIR`` changes only while one of our kernels is
being decorated.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import numba
import numpy as np
from numba.extending import overload

from ._cache_folder import choose_folder, remove_unused

try:
    from ._numba_cache import HealingCache
except (ImportError, AttributeError):  # a numba that has moved its private parts
    HealingCache = None

_FOLDER = None if numba.config.DISABLE_JIT or HealingCache is None else choose_folder()
_CONFIG_LOCK = threading.Lock()
if _FOLDER is not None:
    remove_unused(_FOLDER)


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
    """Compile a function that only kernels call, into the kernel itself.

    The part that Python would need is left out: it unpacks the arguments one by one and takes
    longer to compile than most functions. And a call would hand over each number of each tuple, 150
    of them in `sim.kernels.arrivals.excite`: in a small network this cost more than half of a step.
    """
    return _compiled(function, no_cpython_wrapper=True, no_cfunc_wrapper=True, forceinline=True)


def by_precision(double: Callable, single: Callable) -> Callable:
    """Return the function of a number that is ``single`` for float32 and ``double`` otherwise.

    Which of the two kernels it is, is decided by the type, when its caller is compiled.
    """

    def choose(x: float) -> float:
        return (single if isinstance(x, np.float32) else double)(x)

    @overload(choose)
    def chosen(x):  # numba compares its arguments with those below, annotations too
        formula = single if x == numba.types.float32 else double
        return lambda x: formula(x)

    return choose


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
    if _FOLDER in Path(cache.cache_path).parents:  # numba may have settled for another folder
        compiled._cache = cache
    return compiled


def is_warm() -> bool:
    """Return whether compiled code of the present kernels lies on disk: the start is then quick."""
    return _FOLDER is not None and any(_FOLDER.rglob("*.nbc"))


def obstacle() -> str:
    """Return why a start, or every run, is slow on this machine, for messages; mostly nothing."""
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
    """Return the folder of compiled code, for messages; None if nothing is kept on disk."""
    return _FOLDER
