"""Plain data of a file: dictionaries, tuples, numbers and texts, and the locations in them."""

from __future__ import annotations

import numbers
from collections.abc import Iterator, Mapping
from typing import Any

# The way to a value, for example ("intervention", 1, "start_d").
Loc = tuple[str | int, ...]

_PLAIN = (str, bool, int, type(None))
# More blocks than any scenario may have; a malicious file is not searched beyond them.
_MAX_BLOCKS = 60


def freeze(value: Any) -> Any:
    """Return plain, immutable data: lists become tuples, numbers of any library become Python's."""
    kind = type(value)
    if kind in _PLAIN:  # most values of a scenario; the checks below are slower
        return value
    if kind is float:
        return value + 0.0  # turns -0.0 into 0.0: equal numbers, equal text
    if isinstance(value, Mapping):
        return {str(key): freeze(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple, range)):
        return tuple(freeze(inner) for inner in value)
    if hasattr(value, "tolist"):  # arrays and numbers of NumPy, columns of a table
        return freeze(value.tolist())
    if isinstance(value, bool):
        return value
    if isinstance(value, numbers.Integral):
        return int(value)
    return float(value) + 0.0 if isinstance(value, numbers.Real) else value


def blocks(data: Mapping[str, Any], key: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield index and content of those ``[[key]]`` blocks that are tables."""
    listed = data.get(key)
    for index, block in enumerate(listed[:_MAX_BLOCKS] if isinstance(listed, tuple) else ()):
        if isinstance(block, dict):
            yield index, block


def replaced(data: Any, loc: Loc, value: Any) -> Any:
    """Return a copy of ``data`` with the value at ``loc`` replaced; the original is untouched.

    A value where a table should be is replaced by a table: the reader has reported it already.
    """
    if not loc:
        return value
    head, rest = loc[0], loc[1:]
    if isinstance(head, int):
        return (*data[:head], replaced(data[head], rest, value), *data[head + 1 :])
    table = data if isinstance(data, Mapping) else {}
    return {**table, head: replaced(table.get(head, {}), rest, value)}
