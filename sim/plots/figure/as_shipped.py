"""Matplotlib as it ships: what a user has set for other figures does not reach ours.

A file ``matplotlibrc``, a style sheet in use and the variable ``MPLBACKEND`` may hold anything:
TeX that is not installed, a dark paper, a backend of another environment. Figures here are drawn
into files alone, so that no backend of a screen is ever asked.
"""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from typing import Any

_BACKEND = "MPLBACKEND"


def _load() -> None:
    """Import matplotlib even where the backend that is asked for does not exist.

    Of a backend that exists, figures of the user know as before.
    """
    asked = os.environ.pop(_BACKEND, None)
    try:
        import matplotlib
    finally:
        if asked is not None:
            os.environ[_BACKEND] = asked
    if asked:
        with suppress(ValueError):  # told by matplotlib to who draws with it
            matplotlib.rcParams["backend"] = asked


if "matplotlib" not in sys.modules:
    _load()

import matplotlib  # noqa: E402
from matplotlib import font_manager  # noqa: E402

# Characters that DejaVu Sans lacks, by fonts that systems ship or that are often installed.
_FURTHER_FONTS = (
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "Noto Sans CJK KR",
    "Noto Sans SC",
    "Noto Sans JP",
    "Noto Sans KR",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Microsoft YaHei",
    "SimHei",
    "Yu Gothic",
    "Meiryo",
    "Malgun Gothic",
    "PingFang SC",
    "PingFang HK",
    "Hiragino Sans",
    "Apple SD Gothic Neo",
    "Noto Sans Devanagari",
    "Nirmala UI",
    "Noto Sans Thai",
    "Arial Unicode MS",
)
_FONT = "DejaVu Sans"  # ships with matplotlib


@cache
def fonts() -> tuple[str, ...]:
    """Return the fonts of figures: the one that ships, then those here that hold others."""
    here = set(font_manager.fontManager.get_font_names())
    return (_FONT, *(name for name in _FURTHER_FONTS if name in here))


@cache
def characters() -> frozenset[int]:
    """Return the characters that one of the fonts holds."""
    held: set[int] = set()
    for name in fonts():
        held.update(font_manager.get_font(font_manager.findfont(name)).get_charmap())
    return frozenset(held)


def lacks_font(text: str) -> bool:
    """Return whether a character of a text is drawn as a box, since no font here has it."""
    return any(char.isprintable() and ord(char) not in characters() for char in text)


@contextmanager
def as_shipped(**more: Any) -> Iterator[None]:
    """Draw with the defaults of matplotlib, whatever the user has set; afterwards that is back.

    Parameters
    ----------
    **more : values by name
        Of ``matplotlib.rcParams``, with ``_`` for a point.
    """
    with matplotlib.rc_context(), warnings.catch_warnings():
        matplotlib.rcdefaults()
        matplotlib.rcParams["font.family"] = list(fonts())
        matplotlib.rcParams.update({key.replace("_", "."): value for key, value in more.items()})
        # The figure says so itself, in words.
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        yield
