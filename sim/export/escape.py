"""Texts that came from outside, made harmless for the place where they are put."""

from __future__ import annotations

import re
from html import escape
from typing import Any

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>()#+!|~$:^=&-])")
_QUOTES = str.maketrans('\u201c\u201d\u201e\u2018\u2019"', "''''''")
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
# In a comment: what a spreadsheet would put at the start of a cell and take for a formula.
_IN_COMMENT = re.compile(r"([,;|])(\s*)(?=[=+@-])(?!\s*[+-]?[\d.]+\s*(?:[,;)]|$))")


def one_line(text: str) -> str:
    """Return a text on one line, without control characters."""
    printable = "".join(character if character.isprintable() else " " for character in text)
    return " ".join(printable.split())


def table_comment(text: str) -> str:
    """Return a text for a comment line of a table: one line, straight quotes, no formula."""
    return _IN_COMMENT.sub(r"\1\2'", one_line(text).translate(_QUOTES))


def table_cell(value: Any) -> Any:
    """Return a value for a table; a text that a spreadsheet takes for a formula gets a quote."""
    if not isinstance(value, str):
        return value
    text = one_line(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def markdown(text: str) -> str:
    """Return a text that Markdown shows as it is, on one line."""
    return _MARKDOWN.sub(r"\\\1", one_line(text))


def xml(text: str) -> str:
    """Return a text for an element of XML."""
    return escape(one_line(text))
