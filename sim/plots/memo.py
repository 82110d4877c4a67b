"""A small memory of drawings, for all who look at the same runs."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Memo(Generic[T]):
    """Values by key, of which the ones unused for longest are dropped; safe to use from threads.

    Unlike `functools.lru_cache` it takes what makes a value apart from its key, and so keeps no run
    alive whose fingerprint is part of a key. A value is handed out many times: nobody changes it.

    Parameters
    ----------
    most : int
        Values that are kept.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[Hashable, T] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return the value of a key; made outside the lock, so perhaps by two threads at once."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = make()
        with self._lock:
            self._values[key] = value
            self._values.move_to_end(key)
            while len(self._values) > self._most:
                self._values.popitem(last=False)
        return value
