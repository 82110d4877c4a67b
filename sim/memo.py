"""What is made once and handed out many times, to all sessions of a server; bounded in bytes."""

from __future__ import annotations

import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Generic, TypeVar

import numpy as np

T = TypeVar("T")


class Memo(Generic[T]):
    """Values by key, of which the ones unused for longest are dropped; safe to use from threads.

    Of many threads that ask for a value at the same time one makes it, and the others wait for it.
    Unlike `functools.lru_cache` it takes what makes a value apart from its key, and so keeps no run
    alive whose fingerprint is part of a key. A value is handed out many times: nobody changes it.

    Parameters
    ----------
    max_bytes : int
        Bound for all values together, as `bytes_of` counts them.
    """

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._values: OrderedDict[Hashable, tuple[T, int]] = OrderedDict()  # with their bytes
        self._being_made: dict[Hashable, threading.Event] = {}
        self._lock = threading.Lock()
        self.n_bytes = 0

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return the value of a key, made now if it is not there; an error is not kept."""
        while True:
            with self._lock:
                if key in self._values:
                    self._values.move_to_end(key)
                    return self._values[key][0]
                made = self._being_made.get(key)
                if made is None:
                    self._being_made[key] = threading.Event()
                    break
            made.wait()
        try:
            value = make()
            n_bytes = bytes_of(value)
            with self._lock:
                self._hold(key, value, n_bytes)
            return value
        finally:
            with self._lock:
                self._being_made.pop(key).set()

    def _hold(self, key: Hashable, value: T, n_bytes: int) -> None:
        self._values[key] = (value, n_bytes)
        self.n_bytes += n_bytes
        while self.n_bytes > self._max_bytes:
            _, (_, dropped) = self._values.popitem(last=False)
            self.n_bytes -= dropped


def bytes_of(value: Any) -> int:
    """Return about how much memory a value takes: arrays, texts, numbers, and what holds them."""
    if isinstance(value, np.ndarray):
        return value.nbytes
    n_bytes = sys.getsizeof(value, 64)
    if isinstance(value, Mapping):
        return n_bytes + sum(bytes_of(part) for item in value.items() for part in item)
    if isinstance(value, (tuple, list, set, frozenset)):
        return n_bytes + sum(map(bytes_of, value))
    if is_dataclass(value):
        return n_bytes + sum(bytes_of(getattr(value, field.name)) for field in fields(value))
    return n_bytes
