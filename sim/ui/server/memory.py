"""Give memory back: what sessions that are over have freed goes back to the operating system.

The allocator of the GNU C library keeps freed memory for later, in a pool for each of many threads.
A page is drawn by a new thread each time, so a server would keep the size of its busiest hour. With
two pools, pages of its own for each array of some size, and a word to the allocator now and then, a
hundred sessions that have come and gone leave a third of what they took. Other C libraries are left
alone; garbage is collected with each of them.
"""

from __future__ import annotations

import asyncio
import ctypes
import gc
from collections.abc import Callable

EVERY_S = 60.0
_POOLS = 2
_ALONE_BYTES = 128 * 1024
# Of malloc.h: the size from which an array has pages of its own, and the largest number of pools.
_M_MMAP_THRESHOLD, _M_ARENA_MAX = -3, -8


def share_pools() -> None:
    """Let all threads share a few pools of memory; to be called before there are many threads.

    An array of some size has pages of its own, which go back as soon as it is freed. The library
    would raise that size to the largest array freed so far, and then scatter arrays in its pools.
    """
    set_option = _of_the_c_library("mallopt")
    if set_option is not None:
        set_option(_M_ARENA_MAX, _POOLS)
        set_option(_M_MMAP_THRESHOLD, _ALONE_BYTES)


async def give_back_memory(every_s: float = EVERY_S) -> None:
    """Collect garbage and return freed memory again and again, until cancelled.

    Streamlit would collect after every script, while all sessions wait: 25 ms of the 40 ms that
    another tab of the Lab takes, and more with each session.

    Parameters
    ----------
    every_s : float
        Seconds between two times.
    """
    trim = _of_the_c_library("malloc_trim")
    while True:
        await asyncio.sleep(every_s)
        await asyncio.to_thread(gc.collect)
        if trim is not None:
            await asyncio.to_thread(trim, 0)


def _of_the_c_library(name: str) -> Callable[..., int] | None:
    """Return a function that the GNU C library has; None where there is another library."""
    try:
        return getattr(ctypes.CDLL(None), name)
    except (AttributeError, OSError, TypeError):  # the last: Windows wants a name
        return None
