"""The projector view: large type, few words, a light page. It is on where the address says so.

Pages ask `is_on` and leave out what is read alone at a desk; `projector.css` sets the sizes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from sim.ui import text

PART, _VALUE = "view", "projector"  # of the address
LARGE = ("lessons", "lab", "board")  # pages that are drawn for a projector
PAGES = (*LARGE, "teach")  # links to them keep the view
CHART_ZOOM = 1.4  # of charts on a projector; `projector.css` says it again, and a test compares
_IS_ON = "projector page"  # in the session


def is_asked() -> bool:
    """Return whether the address asks for the view."""
    return st.query_params.get(PART) == _VALUE


def begin(page: str) -> None:
    """Note which page is drawn; Teach keeps the view for its links, and looks as ever."""
    st.session_state[_IS_ON] = page in LARGE and is_asked()


def is_on() -> bool:
    """Return whether the page at hand is drawn for a projector."""
    return bool(st.session_state.get(_IS_ON))


def kept(query: Mapping[str, str | Sequence[str]]) -> dict[str, str | Sequence[str]]:
    """Return the parts of an address, with the view if it is asked for now."""
    return {**query, PART: _VALUE} if is_asked() else dict(query)


def switch() -> None:
    """Draw the button that turns the view on or off."""
    st.button(
        text.PROJECTOR_OFF if is_asked() else text.PROJECTOR_ON,
        key="projector",
        icon=":material/present_to_all:",
        type="tertiary",
        on_click=_turn,
    )


def _turn() -> None:
    if is_asked():
        st.query_params.pop(PART)
    else:
        st.query_params[PART] = _VALUE
