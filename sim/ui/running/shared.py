"""The pool that all sessions of the server share."""

from __future__ import annotations

import threading

from sim.runs import Pool, ResultCache, user_store
from sim.ui.running import warm

MAX_WALL_S = 600.0  # a run that has gone on for so long is stopped, whatever was estimated

_lock = threading.Lock()
_pool: Pool | None = None


def pool() -> Pool:
    """Return the pool of this process, made at the first call."""
    global _pool
    with _lock:
        if _pool is None:
            _pool = new_pool()
        return _pool


def new_pool() -> Pool:
    """Return a pool as a server makes it at its start: it finds the runs on disk."""
    cache = ResultCache(store=user_store())
    return Pool(cache=cache, max_wall_s=MAX_WALL_S, prepare=warm.wait)
