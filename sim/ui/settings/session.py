"""The settings of one visitor: now and before, for undo, and what the address asked for."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import streamlit as st

from sim.ui import projector
from sim.ui.settings import address
from sim.ui.settings.state import LinkOptions, Settings, allowed

_KEY = "visit"
_MOST_STEPS = 50  # that can be undone
# A script can start with an address that is older than the one just written, if the visitor was
# quicker than the browser. Only a later one is the visitor going back.
_SETTLED_S = 1.0


@dataclass
class Visit:
    """All that the session knows of one visitor's settings.

    Attributes
    ----------
    settings : Settings
    options : LinkOptions
        What the last link decided beside them.
    notes : tuple of str
        What was wrong with the address.
    is_unread : bool
        Whether the settings came from the address and nothing was done about them yet. It stands
        in the session, for a script may be interrupted anywhere.
    is_changed : bool
        Whether the settings were changed since the last script: then the address is the old one.
    past, future : list of Settings
        What undo and redo go to, the last entry first.
    query : dict
        The address that `meaning` belongs to.
    meaning : tuple of Settings and LinkOptions, or None
        What the address stands for; None if that is not all that it says.
    written_s : float
        When the page last wrote the address.
    """

    settings: Settings
    options: LinkOptions = field(default_factory=LinkOptions)
    notes: tuple[str, ...] = ()
    is_unread: bool = False
    is_changed: bool = False
    past: list[Settings] = field(default_factory=list)
    future: list[Settings] = field(default_factory=list)
    query: dict[str, list[str]] | None = None
    meaning: tuple[Settings, LinkOptions] | None = None
    written_s: float = 0.0

    def remember(self) -> None:
        """Keep the present settings for undo; what was undone before is given up."""
        self.past = [*self.past, self.settings][-_MOST_STEPS:]
        self.future = []

    def step(self, source: list[Settings], target: list[Settings]) -> None:
        """Go to the last settings of one list and put the present ones on the other."""
        if source:
            target.append(self.settings)
            self.settings = source.pop()
            self.is_changed = True


def begin() -> None:
    """Take in the address: at the first view, and when the visitor goes back or follows a link."""
    current, visit = _current_query(), st.session_state.get(_KEY)
    if visit is None:
        link = address.from_query(current)
        st.session_state[_KEY] = Visit(link.settings, link.options, link.notes, is_unread=True)
        return
    is_changed, visit.is_changed = visit.is_changed, False
    is_settled = time.monotonic() - visit.written_s > _SETTLED_S
    if is_changed or not is_settled or not current or current == visit.query:
        return
    link = address.from_query(current)
    visit.remember()
    if link.options.is_bound:
        visit.past = []  # what another link allowed or held cannot come back by undo
    visit.is_unread = True
    visit.settings, visit.options, visit.notes = link.settings, link.options, link.notes


def is_unread() -> bool:
    """Return whether settings came from the address and nothing was done about them yet."""
    return _visit().is_unread


def mark_read() -> None:
    """Say that the page deals with the settings that came from the address."""
    _visit().is_unread = False


def settings() -> Settings:
    """Return the settings of this visit."""
    return _visit().settings


def options() -> LinkOptions:
    """Return what the link decides beside the settings; nothing before an address was read."""
    visit = st.session_state.get(_KEY)
    return LinkOptions() if visit is None else visit.options


def notes() -> tuple[str, ...]:
    """Return what was wrong with the address."""
    return _visit().notes


def change(new: Settings) -> None:
    """Take over other settings, which can be undone; notes about the address are done with.

    What the link fixes stays as it is, whichever control or message asks for something else.
    """
    visit = _visit()
    new = allowed(visit.options, visit.settings, new)
    if new == visit.settings:
        return
    visit.remember()
    visit.settings, visit.notes, visit.is_changed = new, (), True


def ask_for_a_guess() -> None:
    """Let the question of every preset that is opened from now on ask for a guess."""
    _visit().options = _visit().options._replace(guess=True)


def mark_unread() -> None:
    """Let the page deal with the settings as if they had just come from an address."""
    _visit().is_unread = True


def can_undo() -> bool:
    """Return whether there is a change to undo."""
    return bool(_visit().past)


def can_redo() -> bool:
    """Return whether there is an undone change."""
    return bool(_visit().future)


def undo() -> None:
    """Go back to the settings before the last change; does nothing without one."""
    visit = _visit()
    visit.step(visit.past, visit.future)


def redo() -> None:
    """Take up the change that was undone last; does nothing without one."""
    visit = _visit()
    visit.step(visit.future, visit.past)


def write_address() -> None:
    """Let the address of the page hold the settings.

    One that means the same already stays as it is: a new one would be a step more to go back.
    """
    visit, current = _visit(), _current_query()
    meaning = visit.meaning
    if current != visit.query:
        link = address.from_query(current)
        meaning = None if link.notes else (link.settings, link.options)
    present = (visit.settings, visit.options)
    if meaning == present:
        visit.query, visit.meaning = current, meaning
        return
    query = address.to_query(*present)
    st.query_params.from_dict(projector.kept(query))
    visit.written_s = time.monotonic()
    visit.meaning = present
    visit.query = {
        name: [part] if isinstance(part, str) else list(part) for name, part in query.items()
    }


def _visit() -> Visit:
    return st.session_state[_KEY]


def _current_query() -> dict[str, list[str]]:
    return {
        name: st.query_params.get_all(name)
        for name in st.query_params
        if name not in ("embed", "embed_options", projector.PART)
    }
