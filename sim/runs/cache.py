"""Finished runs, found again by their fingerprint: in memory, on disk, shipped with the package."""

from __future__ import annotations

import hashlib
import os
import threading
from collections import OrderedDict
from pathlib import Path

from sim import stored
from sim.kernels._jit import cache_folder
from sim.result import Result
from sim.store import BoundedStore, ResultStore

MAX_BYTES = 24 * 2**20  # two arms of 20 seeds of the default network, with room to spare
_DISK_MB = 500.0


class ResultCache:
    """Finished runs by fingerprint; safe to use from several threads.

    Parameters
    ----------
    max_bytes : int
        Memory of all arrays; above it the runs unused for longest are dropped.
    store : ResultStore, optional
        Asked after the memory, and given every run.
    has_shipped : bool
        Whether the runs that ship with the package count as finished.
    """

    def __init__(
        self,
        max_bytes: int = MAX_BYTES,
        *,
        store: ResultStore | None = None,
        has_shipped: bool = True,
    ) -> None:
        self._max_bytes, self._store, self._has_shipped = max_bytes, store, has_shipped
        self._lock = threading.Lock()
        self._results: OrderedDict[str, Result] = OrderedDict()  # the one used last stands last
        self._n_bytes = 0

    def get(self, key: str, *, with_spikes: bool = False) -> Result | None:
        """Return the run of a fingerprint, or None; ``with_spikes`` refuses one without them."""
        with self._lock:
            result = self._results.get(key)
            if result is not None:
                self._results.move_to_end(key)
        if result is not None and (result.has_spikes or not with_spikes):
            return result
        result = self._store.get(key) if self._store is not None else None
        if self._has_shipped and (result is None or (with_spikes and not result.has_spikes)):
            result = stored.get(key) or result
        if result is None or (with_spikes and not result.has_spikes):
            return None
        self._remember(key, result)
        return result

    def put(self, key: str, result: Result) -> None:
        """Keep a run."""
        self._remember(key, result)
        if self._store is not None:
            self._store.put(result)

    def _remember(self, key: str, result: Result) -> None:
        with self._lock:
            if key in self._results:
                self._n_bytes -= self._results.pop(key).nbytes
            self._results[key] = result
            self._n_bytes += result.nbytes
            while self._n_bytes > self._max_bytes:
                _, dropped = self._results.popitem(last=False)
                self._n_bytes -= dropped.nbytes


def user_store() -> BoundedStore | None:
    """Return the folder in which this user's finished runs outlive the process, or None.

    It stands beside the compiled kernels, so ``PLASTICITY_LAB_CACHE`` moves it or turns it off.
    ``PLASTICITY_LAB_RUNS_MB`` is its size in megabytes; 0 or ``off`` is none.
    """
    kernels, max_bytes = cache_folder(), _disk_bytes()
    if kernels is None or max_bytes == 0:
        return None
    folder = kernels.parent / "runs" / _sources_digest(kernels.name)
    return BoundedStore(folder, max_bytes=max_bytes)


def _disk_bytes() -> int:
    text = os.environ.get("PLASTICITY_LAB_RUNS_MB", "").strip().lower()
    try:
        megabytes = 0.0 if text == "off" else float(text or _DISK_MB)
    except ValueError:
        megabytes = _DISK_MB
    return int(max(megabytes, 0.0) * 1e6) if megabytes < 1e9 else int(_DISK_MB * 1e6)


def _sources_digest(kernels: str) -> str:
    """Return a name that belongs to the present sources, numba and processor.

    Fingerprints hold `MODEL_VERSION`; this is for those who change a file and look at once.
    """
    root = Path(__file__).parents[1]
    folders = ("assays", "engine", "interventions", "model", "scenario")
    sources = [path for folder in folders for path in (root / folder).rglob("*.py")]
    digest = hashlib.sha256(kernels.encode())
    for source in sorted([*root.glob("*.py"), *sources]):
        digest.update(f" {source.relative_to(root)} ".encode() + source.read_bytes())
    return digest.hexdigest()[:16]
