"""Numbers that are typed, with a point or a comma: read by us, not by the browser.

A browser drops the comma from a number box whose page is in another language than its own menus,
and sends 25 for 2,5. So a number is typed as text. What cannot be read is said below the box, with
what is allowed, and the box shows the old value again.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import streamlit as st

from sim.phrases import number
from sim.ui import text
from sim.ui.settings import widget_sync
from sim.ui.text import number_box_text

_PLAIN = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d{1,3})?", re.IGNORECASE)
# A group of three digits after a mark that can be a decimal comma or part a thousand.
_TWO_MEANINGS = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}")
_MOST_CHARACTERS = 40


class UnreadableError(ValueError):
    """Typed text that is no number that fits; the message says what is allowed."""


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
        thousands, decimal = word.replace(",", ""), word.replace(",", ".")
        raise UnreadableError(number_box_text.two_meanings(thousands, decimal))
    allowed = number_box_text.allowed(kind is int, low, high, unit)
    if not _PLAIN.fullmatch(word):
        raise UnreadableError(number_box_text.no_number(typed.strip(), allowed))
    value = float(word.replace(",", "."))
    is_outside = (low is not None and value < low) or (high is not None and value > high)
    if is_outside or value != value or (kind is int and not value.is_integer()):
        raise UnreadableError(number_box_text.not_allowed(typed.strip(), allowed))
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
    shown, refusal = number(value), f"{key} refusal"
    widget_sync.show(key, shown)

    def changed() -> None:
        try:
            typed = read(st.session_state[key], kind=type(value), low=low, high=high, unit=unit)
        except UnreadableError as error:
            st.session_state[refusal] = (shown, str(error))
            return
        st.session_state.pop(refusal, None)
        if typed != value:
            take(typed)

    st.text_input(label, shown, key=key, on_change=changed, max_chars=_MOST_CHARACTERS, **options)
    of, why = st.session_state.get(refusal, ("", ""))
    if why and of == shown:
        st.warning(text.plain(why))
