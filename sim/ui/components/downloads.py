"""Files to take along, made when their button is pressed; a file that fails says so beside it.

Streamlit makes such a file in a thread without a session: what makes it holds all that it needs,
and asks neither the session nor the browser.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import streamlit as st

from sim.export import stamp
from sim.ui import text
from sim.ui.components.copy_link import absolute
from sim.ui.running.outcome import Outcome
from sim.ui.running.panel import explain
from sim.ui.settings import address

_MOST_WAIT_S = 180.0  # the browser gives up by then
_LOOK_S = 0.2


def stamp_of(outcome: Outcome, note: str) -> stamp.Stamp:
    """Return the stamp of the files of a comparison, with the address of its settings."""
    return stamp.stamp_of(
        outcome.scenario,
        outcome.arms,
        outcome.settings.changes,
        absolute(address.to_address(outcome.settings)),
        own=outcome.settings.own,
        note=note,
    )


class File(NamedTuple):
    """A file that a button offers.

    ``make`` returns its content, in a thread without a session; errors of it are said in words.
    """

    label: str
    make: Callable[[], bytes | str]
    name: str
    mime: str
    key: str
    icon: str | None = None
    is_main: bool = False
    is_disabled: bool = False


class _Maker:
    """Makes one file at each press; the page asks how often it ended, and how the last time."""

    def __init__(self) -> None:
        self.n_ended = 0
        self.n_reported = 0  # of those that ended
        self.error: BaseException | None = None

    def make(self, file: File) -> bytes | str:
        """Return the content of a file; an error is noted for the page, then raised."""
        with ThreadPoolExecutor(1) as pool:
            content = pool.submit(file.make)
            self.error = content.exception()
        self.n_ended += 1
        return content.result()


@st.fragment
def offer(*files: File, in_a_row: bool = False) -> None:
    """Draw a button for each file, and below them what went wrong with the one that was pressed.

    Parameters
    ----------
    *files : File
    in_a_row : bool
        Whether the buttons stand side by side; otherwise each takes the whole width.
    """
    pressed = None
    with st.container(horizontal=in_a_row, gap="small"):
        for file in files:
            if _button(file, is_wide=not in_a_row):
                pressed = file
    if pressed is not None:
        _wait(_maker(pressed), st.empty(), pressed)


def _maker(file: File) -> _Maker:
    return st.session_state.setdefault(f"maker {file.key}", _Maker())


def _button(file: File, *, is_wide: bool) -> bool:
    maker = _maker(file)  # here, in the script: where the file is made there is no session
    return st.download_button(
        file.label,
        lambda: maker.make(file),
        file_name=file.name or None,
        mime=file.mime,
        key=file.key,
        icon=file.icon,
        type="primary" if file.is_main else "secondary",
        disabled=file.is_disabled,
        width="stretch" if is_wide else "content",
    )


def _wait(maker: _Maker, place: st.delta_generator.DeltaGenerator, file: File) -> None:
    """Say that the file is being made until it is there, then what went wrong, if anything did."""
    end_s = time.monotonic() + _MOST_WAIT_S
    while maker.n_ended == maker.n_reported and time.monotonic() < end_s:
        place.caption(text.making(file.label))  # each time, for here the visitor may interrupt
        time.sleep(_LOOK_S)
    maker.n_reported = maker.n_ended
    place.empty()
    if maker.error is not None:
        place.error(f"{text.not_made(file.label)} {explain(maker.error)}")
