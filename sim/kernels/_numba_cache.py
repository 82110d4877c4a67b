"""numba's file cache, made to check and to heal itself; the only place with private names of numba.

numba promises nothing about them, and a new version may move them. Then the import of this file
fails, and `sim.kernels._jit` goes on without it: kernels are compiled in every process.
"""

from __future__ import annotations

import hashlib
import pickle
from typing import Any

from numba.core.caching import CompileResultCacheImpl, FunctionCache
from numba.core.serialize import dumps
from numba.core.sigutils import normalize_signature

# What pickle and numba raise on damaged files: most of it seen in twenty thousand damaged ones,
# the rest promised by the documentation of pickle.
DAMAGE = (
    pickle.UnpicklingError,
    EOFError,
    ValueError,
    TypeError,
    AttributeError,
    ImportError,
    LookupError,
    OverflowError,
    MemoryError,
    RuntimeError,
    SystemError,
    OSError,
)


class _CheckedCode(CompileResultCacheImpl):
    """Compiled code together with its SHA-256; the code is touched only if the two agree."""

    def reduce(self, data: Any) -> tuple[bytes, bytes]:
        code = dumps(super().reduce(data))
        return hashlib.sha256(code).digest(), code

    def rebuild(self, target_context: Any, reduced_data: tuple[bytes, bytes]) -> Any:
        checksum, code = reduced_data
        if hashlib.sha256(code).digest() != checksum:
            raise ValueError("compiled code on disk is damaged")
        return super().rebuild(target_context, pickle.loads(code))


class HealingCache(FunctionCache):
    """numba's file cache of one kernel, except that no state of the disk can stop a call."""

    _impl_class = _CheckedCode

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        try:
            found = super().load_overload(sig, target_context)
            # Two processes that start together can write two signatures under one file name.
            if found is None or tuple(found.signature.args) == tuple(normalize_signature(sig)[0]):
                return found
        except DAMAGE:
            pass
        try:
            self.flush()  # an empty index, so that numba compiles now and writes anew
        except OSError:
            self.disable()
        return None

    def save_overload(self, sig: Any, data: Any) -> None:
        try:
            super().save_overload(sig, data)
        except OSError:  # disk full, folder gone: this process keeps the code in memory
            self.disable()
