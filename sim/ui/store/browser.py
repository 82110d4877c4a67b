"""The store in the visitor's own browser, and nowhere else: one localStorage item for each entry.

``begin`` mounts a small component that nobody sees. It sends all items once, soon after the first
script run began; from then on the session holds the same entries, and every change is written to
its item. Of two writers of an entry, in two tabs, the last one wins. What the browser sends draws
the page anew only if that changes entries, and the page has read any.

What is read here may have come from a browser or a file: its texts are untrusted.
"""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal, NamedTuple

import streamlit as st
from pydantic import BaseModel, Field, ValidationError

from sim.errors import Problem
from sim.files import packaged_text
from sim.ui.components.mount import component
from sim.ui.store import copy_file
from sim.ui.store.copy_file import MOST_BYTES
from sim.ui.store.records import KINDS, AnyRecord, Entry, EntryId, Notes, Record, Run, read_entry
from sim.ui.text import store_text

_OLD_COPY = copy_file.FORMAT  # item of earlier versions: one copy of all entries
_ENTRY, _DAMAGED = "plasticity-lab/2/", "plasticity-lab/damaged/"  # what items begin with
_KEY = "browser"  # of the component
SESSION_KEY = "browser store"

_component = component(
    "sim.ui.store",
    css=packaged_text("sim.ui.store", "connection.css"),
    js="\n".join(
        packaged_text("sim.ui.store", name) for name in ("connection.js", "autosave.js", "store.js")
    ),
)


class _Write(NamedTuple):
    """A change of one item; without a text it is removed."""

    number: int
    text: str | None = None


@dataclass
class Store:
    """The browser's store, as far as one session knows it."""

    token: str = field(default_factory=lambda: secrets.token_hex(8))
    entries: dict[EntryId, Entry] = field(default_factory=dict)
    writes: dict[str, _Write] = field(default_factory=dict)  # by item; not yet known to be stored
    n_writes: int = 0  # number of the last write
    n_sent: int = 0  # number of the last write that is on its way
    cleared: int = 0  # number of the write that removed everything
    is_extra_run: bool = False  # the script runs only to send what was written late
    heard: int = 0  # number of the last message of the browser
    state: str = ""  # of the store in the browser; empty until it has answered
    is_damaged: bool = False
    n_dropped: int = 0  # old runs that made room
    is_read: bool = False  # the page was drawn with what is here
    has_changed: bool = False  # by a message of the browser, since the page was drawn

    def records(self, model: type[AnyRecord]) -> dict[str, AnyRecord]:
        """Return all records of a model, by key."""
        return {id.key: entry.record for id, entry in self.entries.items() if id.kind == model.kind}

    def visible(self) -> tuple[Any, ...]:
        """Return all that a page may show of the store."""
        return (
            self.entries.copy(),
            self.writes.copy(),
            self.state,
            self.is_damaged,
            self.n_dropped,
        )

    def write(self, item: str, text: str | None) -> None:
        """Let the browser set an item, or remove it."""
        self.n_writes += 1
        self.writes[item] = _Write(self.n_writes, text)

    def set(self, id: EntryId, entry: Entry | None) -> None:
        """Hold an entry, or none, here and in the browser."""
        if entry is None:
            self.entries.pop(id, None)
        else:
            self.entries[id] = entry
        self.write(_item(id), None if entry is None else entry.text())


class _Message(BaseModel):
    """A message of the browser, see ``store.js``."""

    number: Annotated[int, Field(strict=True)]
    state: Literal["ok", "blocked", "full"]
    written: Annotated[int, Field(strict=True)]  # number of the last write that it has carried out
    items: Annotated[dict[str, str], Field(max_length=len(KINDS) * copy_file.MOST_ENTRIES)]


def session_store() -> Store:
    """Return the visitor's entries as this session knows them."""
    return st.session_state.setdefault(SESSION_KEY, Store())


def _item(id: EntryId) -> str:
    return f"{_ENTRY}{id.kind}/{id.key}"


def begin() -> None:
    """Send the browser what has changed; the first thing in every script run."""
    store = session_store()
    store.is_read = store.has_changed = False
    _exchange()


@st.fragment
def _exchange() -> None:
    """Mount the component; alone, without the page, when the browser has sent a message."""
    store = session_store()
    _component(data=_for_browser(store), key=_KEY, on_message_change=_receive)
    store.n_sent = store.n_writes
    if store.is_read and store.has_changed:
        st.rerun()


def end() -> None:
    """Send what was written after `begin`, by one more script run; the last thing in each.

    Without it a result would be in the browser only after the next click, and not after a reload.
    """
    store = session_store()
    is_late = store.n_writes != store.n_sent and not store.is_extra_run
    store.is_extra_run = is_late  # never twice in a row: a page may write in every run
    if is_late:
        st.rerun()


def _for_browser(store: Store) -> dict[str, Any]:
    """Return the data of the component, see ``store.js``."""
    return {
        "token": store.token,
        "heard": store.heard,
        "cleared": store.cleared,
        "writes": [[write.number, item, write.text] for item, write in store.writes.items()],
        "lost": store_text.CONNECTION_LOST,
    }


def _receive() -> None:
    """Take in what the browser sends, before the script runs."""
    if (message := st.session_state[_KEY].get("message")) is not None:
        take_in(message)


def take_in(message: Any) -> None:
    """Take in what the browser has sent, which may be anything.

    Parameters
    ----------
    message : JSON value
        All items, and which of our writes are in them, see ``store.js``.
    """
    store = session_store()
    before = store.visible()
    _take_in(store, message)
    store.has_changed |= store.visible() != before


def _take_in(store: Store, message: Any) -> None:
    try:
        sent = _Message.model_validate(message)
    except ValidationError:
        store.state = store.state or "ok"
        store.is_damaged = True
        return
    store.heard, store.state = sent.number, sent.state
    n_bytes = sum(len(f"{item}{text}".encode()) for item, text in sent.items.items())
    if n_bytes > copy_file.MOST_READ_BYTES:
        store.is_damaged = True
    elif sent.written >= store.cleared:
        _read_items(store, sent)
        _make_room(store)


def _read_items(store: Store, sent: _Message) -> None:
    """Take the entries of the browser, except those that this session has written since."""
    store.writes = {
        item: write for item, write in store.writes.items() if write.number > sent.written
    }
    newer = {id: entry for id, entry in store.entries.items() if _item(id) in store.writes}
    store.entries = {}
    for item, text in sent.items.items():
        if item.startswith(_ENTRY) and item not in store.writes:
            id = EntryId(*item.removeprefix(_ENTRY).partition("/")[::2])
            try:
                store.entries[id] = read_entry(id, text)
            except ValueError:
                _set_aside(store, item, text)
    store.entries |= newer
    if (text := sent.items.get(_OLD_COPY)) is not None and _OLD_COPY not in store.writes:
        _carry_over(store, text)


def _carry_over(store: Store, text: str) -> None:
    """Give each entry of an old copy an item of its own, and remove the copy."""
    entries, problems = copy_file.read(text, where=store_text.BROWSER)
    for id, entry in entries.items():
        if id not in store.entries:
            store.set(id, entry)
    if problems:
        _set_aside(store, _OLD_COPY, text)
    else:
        store.write(_OLD_COPY, None)


def _set_aside(store: Store, item: str, text: str) -> None:
    """Move an item that cannot be read to a name that is never read."""
    store.is_damaged = True
    store.write(_DAMAGED + item, text)
    store.write(item, None)


def _read_store() -> Store:
    """Return the entries for a page to show, which is drawn anew when they have changed."""
    store = session_store()
    store.is_read = True
    return store


def is_ready() -> bool:
    """Return whether the browser has sent its items, or they are known to be out of reach."""
    return _read_store().state != ""


def entries(model: type[AnyRecord]) -> dict[str, AnyRecord]:
    """Return all records of a model in `sim.ui.store.records`, by key."""
    return _read_store().records(model)


def get(model: type[AnyRecord], key: str) -> AnyRecord | None:
    """Return the record of a key; None if there is none."""
    entry = _read_store().entries.get(EntryId(model.kind, key))
    return None if entry is None else entry.record


def put(key: str, record: Record) -> None:
    """Store a record under a key, in this session at once and in the browser soon after.

    Raises
    ------
    ValueError
        If it could not be read again, for example because a text is too long.
    """
    store = session_store()
    id = EntryId(record.kind, key)
    entry = Entry(time.time_ns() // 1_000_000, record)
    entry = read_entry(id, entry.text())
    present = store.entries.get(id)
    if present is None or present.record != entry.record:
        store.set(id, entry)
        _make_room(store)


def remove(model: type[Record], key: str) -> None:
    """Remove a record, here and in the browser."""
    id = EntryId(model.kind, key)
    if id in session_store().entries:
        session_store().set(id, None)


def remove_everything() -> None:
    """Remove all items of this page, here and in the browser; other tabs follow."""
    store = session_store()
    store.entries.clear()
    store.writes.clear()
    store.n_writes += 1
    store.cleared = store.n_writes
    store.n_dropped = 0


def _make_room(store: Store) -> None:
    """Remove the oldest runs, those with notes last, until the rest fits."""
    n_bytes = {id: len(entry.text().encode()) for id, entry in store.entries.items()}
    excess = sum(n_bytes.values()) - MOST_BYTES
    if excess <= 0:
        return
    noted = store.records(Notes)
    oldest = sorted(
        (id for id in store.entries if id.kind == Run.kind),
        key=lambda id: (id.key in noted, store.entries[id].written_ms, id.key),
    )
    for id in oldest:
        if excess <= 0:
            break
        excess -= n_bytes[id]
        store.set(id, None)
        store.n_dropped += 1


def to_file() -> str:
    """Return all entries as JSON, to be carried to another machine."""
    return copy_file.to_text(_read_store().entries)


def from_file(file_name: str, text: str) -> tuple[int, tuple[Problem, ...]]:
    """Take in a file that `to_file` has made, perhaps elsewhere, perhaps changed.

    It removes nothing. Of an entry that is here as well the one written later stays.

    Returns
    -------
    n_entries : int
        How many entries were new here.
    problems : tuple of Problem
        What could not be used.
    """
    store = session_store()
    read, problems = copy_file.read(text, where=file_name)
    n_new = 0
    for id, entry in read.items():
        present = store.entries.get(id)
        if present is None or entry.written_ms > present.written_ms:
            store.set(id, entry)
            n_new += 1
    _make_room(store)
    return n_new, problems


def show_problem() -> None:
    """Say in words if something stands in the way of storing."""
    store = _read_store()
    if store.state in store_text.PROBLEMS:
        st.warning(store_text.PROBLEMS[store.state])
    if store.is_damaged:
        st.warning(store_text.PROBLEMS["damaged"])
    if store.n_dropped:
        st.info(store_text.dropped(store.n_dropped))
