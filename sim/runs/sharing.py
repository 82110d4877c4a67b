"""Families that several processes on one folder of results divide among themselves.

Who is at a family holds a lock on one byte of a file in that folder. A lock, and not a file for
each family: the system lets go of it when its process ends, however it ends, so nothing has to be
cleaned up and no clock decides who is alive. It holds between machines if the file system has
locks, as NFS and Lustre can. Where there are none, each process computes everything, to the same
numbers.
"""

from __future__ import annotations

import contextlib
import errno
import os
import time
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

from sim.runs.family import families
from sim.runs.task import Task
from sim.store import ResultStore

if os.name == "nt":
    import msvcrt

    def _set_lock(file: BinaryIO, byte: int, *, is_held: bool) -> None:
        file.seek(byte)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK if is_held else msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _set_lock(file: BinaryIO, byte: int, *, is_held: bool) -> None:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB if is_held else fcntl.LOCK_UN, 1, byte)


LOCK_FILE = ".families.lock"
_N_BYTES = 2**31  # as far as Windows can lock
_AGAIN_AFTER_S = 0.5  # when all that is left is with other processes


class Family(NamedTuple):
    """Numbers of the tasks that are computed together, and the byte that stands for them."""

    numbers: list[int]
    byte: int


class FamilyQueue:
    """Families of tasks, in the order of their first members; without those of other processes.

    Parameters
    ----------
    tasks : sequence of Task
    store : ResultStore or None
        Processes share the work if they share its folder.
    """

    def __init__(self, tasks: Sequence[Task], store: ResultStore | None) -> None:
        self._waiting = deque(
            Family(numbers, (int(tables[:8], 16) + seed) % _N_BYTES)
            for (tables, seed), numbers in families(tasks).items()
        )
        self._locks = None if store is None else _locks_in(store.folder)
        self._look_again_s = 0.0

    def __len__(self) -> int:
        """Return how many families are not taken yet."""
        return len(self._waiting)

    def take(self) -> Family | None:
        """Return the next family that no other process is at; None if there is none now.

        Some of its results, or all, may be in the store by then.
        """
        if time.monotonic() < self._look_again_s:
            return None
        for _ in range(len(self._waiting)):
            family = self._waiting.popleft()
            if self._locks is None or self._locks.acquire(family.byte):
                return family
            self._waiting.append(family)
        self._look_again_s = time.monotonic() + _AGAIN_AFTER_S
        return None

    def finish(self, family: Family) -> None:
        """Say that all results of a family are in the store."""
        if self._locks is not None:
            self._locks.release(family.byte)

    def close(self) -> None:
        """Let go of all families."""
        if self._locks is not None:
            self._locks.close()


class ByteLocks:
    """Locks on single bytes of a file, which need not be that long.

    They keep other processes out, not other threads of this one. Where a system has locks by
    process, those of a process are gone when it closes the file anywhere.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("ab")

    def acquire(self, byte: int) -> bool:
        """Return whether the byte is ours now; also true where the file system has no locks."""
        try:
            _set_lock(self._file, byte, is_held=True)
        except OSError as error:
            return error.errno not in (errno.EAGAIN, errno.EACCES, errno.EDEADLK)
        return True

    def release(self, byte: int) -> None:
        """Let another process have the byte."""
        with contextlib.suppress(OSError):
            _set_lock(self._file, byte, is_held=False)

    def close(self) -> None:
        """Release all."""
        self._file.close()


def _locks_in(folder: Path) -> ByteLocks | None:
    """Return the locks of a folder; None if it cannot be written, and nobody computes for it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return ByteLocks(folder / LOCK_FILE)
    except (OSError, ValueError):  # ValueError: a zero byte in the name
        return None
