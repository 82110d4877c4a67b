"""What a visitor keeps in the browser: entries with the time of their last change.

One rule merges any two copies, whatever tab, file or session they come from: of each entry the
newest wins, and a deletion is an entry too. The same rule stands in ``store.js``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sim.errors import Problem
from sim.ui.store.records import accepted
from sim.ui.text import store_text as words

FORMAT = "plasticity-lab/1"
NAMES = ("runs", "notebook", "lessons", "guesses")
MOST_BYTES = 1_000_000  # of a copy, as JSON
MOST_ENTRIES = 2000  # of one name
_MOST_READ = 1_500_000  # bytes: a copy from elsewhere may be over the limit, and shrinks then
_MOST_KEY = 120  # letters
_LAST_MS = 2**52  # JavaScript can still count on from here


class Entry(NamedTuple):
    """A value and when it was changed (ms since 1970); without a value it was deleted."""

    at_ms: int
    value: Any = None


@dataclass
class Copy:
    """All entries by name and key; what is not newer than ``cleared_ms`` was deleted for good."""

    entries: dict[str, dict[str, Entry]] = field(
        default_factory=lambda: {name: {} for name in NAMES}
    )
    cleared_ms: int = 0

    def values(self, name: str) -> dict[str, Any]:
        """Return the values of a name, by key."""
        return {
            key: entry.value for key, entry in self.entries[name].items() if entry.value is not None
        }

    def newest_ms(self) -> int:
        """Return the time of the last change of all."""
        stamps = [entry.at_ms for some in self.entries.values() for entry in some.values()]
        return max([self.cleared_ms, *stamps])

    def merge(self, other: Copy) -> list[tuple[str, str]]:
        """Take in another copy; return name and key of the entries that this changed."""
        self.cleared_ms = max(self.cleared_ms, other.cleared_ms)
        taken = []
        for name, some in other.entries.items():
            for key, entry in some.items():
                mine = self.entries[name].get(key)
                if mine is None or entry.at_ms > mine.at_ms:
                    self.entries[name][key] = entry
                    taken.append((name, key))
        self._drop_cleared()
        return [(name, key) for name, key in taken if key in self.entries[name]]

    def clear(self, at_ms: int) -> None:
        """Delete everything that was there at a time."""
        self.cleared_ms = max(self.cleared_ms, at_ms)
        self._drop_cleared()

    def _drop_cleared(self) -> None:
        self.entries = {
            name: {key: entry for key, entry in some.items() if entry.at_ms > self.cleared_ms}
            for name, some in self.entries.items()
        }

    def shrink(self, most_bytes: int = MOST_BYTES) -> int:
        """Drop the oldest runs, those with notes last, until the rest fits; return how many."""
        left = _size(self.plain())
        if left <= most_bytes:
            return 0
        runs, noted = self.entries["runs"], self.values("notebook")
        dropped = 0
        for key in sorted(runs, key=lambda key: (key in noted, runs[key].at_ms, key)):
            left -= _size({key: runs.pop(key)})
            dropped += 1
            if left <= most_bytes:
                break
        return dropped

    def part(self, chosen: Iterable[tuple[str, str]]) -> Copy:
        """Return a copy that holds the chosen entries only."""
        part = Copy(cleared_ms=self.cleared_ms)
        for name, key in chosen:
            if key in self.entries[name]:
                part.entries[name][key] = self.entries[name][key]
        return part

    def plain(self) -> dict[str, Any]:
        """Return the copy as JSON values: ``[time, value]`` for each entry."""
        return {
            "format": FORMAT,
            "cleared": self.cleared_ms,
            "entries": {
                name: {key: list(entry) for key, entry in some.items()}
                for name, some in self.entries.items()
            },
        }

    def to_json(self) -> str:
        """Return the copy as text, for a file."""
        return _json(self.plain())


class Reading(NamedTuple):
    """What a text from outside holds.

    ``copy`` is None if the text is no copy at all; ``refused`` deletes the entries that are wrong.
    """

    copy: Copy | None
    problems: tuple[Problem, ...]
    refused: Copy


def read(text: str, *, where: str) -> Reading:
    """Read a copy from a browser or a file, which may be anything.

    Parameters
    ----------
    text : str
    where : str
        Where it comes from, for the messages.
    """
    n_bytes = len(text.encode("utf-8", "replace"))
    if n_bytes > _MOST_READ:
        return _no_copy(where, "", f"{n_bytes} bytes", f"at most {MOST_BYTES}")
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return _no_copy(where, "", words.NO_JSON, words.A_COPY)
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        return _no_copy(where, "format", words.OTHER_FORMAT, FORMAT)
    copy, refused, problems = Copy(), Copy(), []
    copy.cleared_ms = data["cleared"] if _is_time(data.get("cleared")) else 0
    entries = data.get("entries")
    for name, some in entries.items() if isinstance(entries, dict) else ():
        if name not in NAMES or not isinstance(some, dict):
            problems.append(Problem(where, str(name)[:40], words.UNKNOWN, ", ".join(NAMES)))
            continue
        if len(some) > MOST_ENTRIES:
            problems.append(Problem(where, name, f"{len(some)} entries", f"{MOST_ENTRIES}"))
        for key, entry in list(some.items())[:MOST_ENTRIES]:
            try:
                copy.entries[name][key] = _entry(name, key, entry)
            except ValueError as error:
                problems.append(
                    Problem(where, f"{name}.{key[:40]}", str(error)[:200], words.AN_ENTRY)
                )
                if isinstance(entry, list) and entry and _is_time(entry[0]):
                    refused.entries[name][key] = Entry(entry[0] + 1)
    return Reading(copy, tuple(problems), refused)


def _no_copy(*problem: str) -> Reading:
    return Reading(None, (Problem(*problem),), Copy())


def _entry(name: str, key: str, entry: Any) -> Entry:
    """Return an entry that may be kept; raise `ValueError` for any other."""
    if len(key) > _MOST_KEY or not key.isprintable():
        raise ValueError(words.BAD_KEY)
    if not isinstance(entry, list) or len(entry) != 2 or not _is_time(entry[0]):
        raise ValueError(words.NO_ENTRY)
    return Entry(entry[0], None if entry[1] is None else accepted(name, entry[1]))


def _is_time(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _LAST_MS


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _size(value: Any) -> int:
    return len(_json(value).encode())
