"""What an explanation consists of."""

from __future__ import annotations

from typing import NamedTuple


class Explanation(NamedTuple):
    """Words about one kind of picture, whatever runs it shows.

    Attributes
    ----------
    what : str
        What is drawn.
    notice : str
        Where to look first.
    try_this : str
        What to change, and what to compare.
    leaves_out : str
        What the picture does not show.
    maths : str
        The equation as plain text, which can be read aloud.
    latex : str
        The same for `st.latex`, without dollar signs.
    """

    what: str
    notice: str
    try_this: str
    leaves_out: str
    maths: str
    latex: str
