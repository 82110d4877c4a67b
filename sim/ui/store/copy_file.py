"""A copy of all entries as one JSON file, which carries them to another machine.

Before each entry had an item of its own, this was also the text that the browser stored.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from sim.errors import Problem
from sim.ui.store.records import KINDS, Entry, EntryId, read_entry
from sim.ui.text import store_text

FORMAT = "plasticity-lab/1"
MOST_BYTES = 1_000_000  # of a copy
MOST_READ_BYTES = 1_500_000  # of one from elsewhere, which may be somewhat over the limit
MOST_ENTRIES = 2000  # of one kind


class Reading(NamedTuple):
    """Entries that were read, and what could not be used."""

    entries: dict[EntryId, Entry]
    problems: tuple[Problem, ...]


def to_text(entries: Mapping[EntryId, Entry]) -> str:
    """Return a copy of entries."""
    kinds: dict[str, dict[str, Any]] = {kind: {} for kind in KINDS}
    for id, entry in entries.items():
        kinds[id.kind][id.key] = entry.plain()
    copy = {"format": FORMAT, "cleared": 0, "entries": kinds}  # older versions ask for "cleared"
    return json.dumps(copy, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def read(text: str, *, where: str) -> Reading:
    """Read a copy, which may be anything.

    Parameters
    ----------
    text : str
    where : str
        Where it comes from, for the messages.
    """
    n_bytes = len(text.encode("utf-8", "replace"))
    if n_bytes > MOST_READ_BYTES:
        return _refused(where, "", f"{n_bytes} bytes", f"at most {MOST_BYTES}")
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return _refused(where, "", store_text.NO_JSON, store_text.A_COPY)
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        return _refused(where, "format", store_text.OTHER_FORMAT, FORMAT)
    kinds = data.get("entries")
    entries, problems = {}, []
    for kind, values in kinds.items() if isinstance(kinds, dict) else ():
        if kind not in KINDS or not isinstance(values, dict):
            problems.append(Problem(where, kind[:40], store_text.UNKNOWN, ", ".join(KINDS)))
            continue
        if len(values) > MOST_ENTRIES:
            problems.append(Problem(where, kind, f"{len(values)} entries", f"{MOST_ENTRIES}"))
        for key, pair in list(values.items())[:MOST_ENTRIES]:
            if isinstance(pair, list) and pair[1:] == [None]:
                continue  # an entry that was deleted where the copy comes from
            try:
                id = EntryId(kind, key)
                entries[id] = read_entry(id, json.dumps(pair))
            except ValueError as error:
                found = str(error)[:200]
                problems.append(Problem(where, f"{kind}.{key[:40]}", found, store_text.AN_ENTRY))
    return Reading(entries, tuple(problems))


def _refused(*problem: str) -> Reading:
    return Reading({}, (Problem(*problem),))
