"""Numbers that are typed, with a point or a comma: read by us, not by the browser.

A browser drops the comma from a number box whose page is in another language than its own menus,
and sends 25 for 2,5. So a number is typed as text. What can not be read is said below the box, with
what is allowed, and the box shows the old value again.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import streamlit as st

from sim.phrases import number
from sim.ui import text
from sim.ui.settings import widget_sync
from sim.ui.text import number_box_text as words

_PLAIN = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d{1,3})?", re.IGNORECASE)
# A group of three digits after a mark that can be a decimal comma or part a thousand.
_TWO_MEANINGS = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}")
_MOST_LETTERS = 40


class UnreadableError(ValueError):
    """What was typed is no number that fits; the message says what is allowed."""


def read(
    typed: str,
    *,
    kind: type = float,
    low: float | None = None,
    high: float | None = None,
    unit: str = "",
) -> float:
    """Return the number that was typed.

    Parameters
    ----------
    typed : str
        With a point or a comma before the decimals, and perhaps with the unit: ``2,5 days``.
    kind : type
        ``int`` for a whole number.
    low, high : float, optional
        Closed bounds.
    unit : str
        Unit as printed; empty without one.

    Raises
    ------
    UnreadableError
        If it is no number, could be read as two, or lies outside the bounds.
    """
    word = "".join(typed.split()).replace("\N{MINUS SIGN}", "-")
    bare = unit.replace(" ", "")
    if bare and word.lower().endswith(bare.lower()):
        word = word[: -len(bare)]
    if _TWO_MEANINGS.fullmatch(word):
        raise UnreadableError(words.two_meanings(word.replace(",", ""), word.replace(",", ".")))
    allowed = words.allowed(kind is int, low, high, unit)
    if not _PLAIN.fullmatch(word):
        raise UnreadableError(words.no_number(typed.strip(), allowed))
    value = float(word.replace(",", "."))
    is_outside = (low is not None and value < low) or (high is not None and value > high)
    if is_outside or value != value or (kind is int and not value.is_integer()):
        raise UnreadableError(words.not_allowed(typed.strip(), allowed))
    return kind(value)


def number_box(
    key: str,
    label: str,
    value: float,
    take: Callable[[float], object],
    *,
    low: float | None = None,
    high: float | None = None,
    unit: str = "",
    **options: object,
) -> None:
    """Draw a box that shows a number; ``take`` is called with another one when it was typed.

    Parameters
    ----------
    key, label : str
    value : float or int
        What the box shows; its type is that of the numbers that ``take`` gets.
    take : callable
        Called before the next run of the script.
    low, high, unit
        As for `read`.
    **options
        Of ``st.text_input``: help, disabled.
    """
    shown, said = number(value), f"{key} said"
    widget_sync.show(key, shown)

    def changed() -> None:
        try:
            found = read(st.session_state[key], kind=type(value), low=low, high=high, unit=unit)
        except UnreadableError as error:
            st.session_state[said] = (shown, str(error))
            return
        st.session_state.pop(said, None)
        if found != value:
            take(found)

    st.text_input(label, shown, key=key, on_change=changed, max_chars=_MOST_LETTERS, **options)
    of, why = st.session_state.get(said, ("", ""))
    if why and of == shown:
        st.warning(text.plain(why))
