"""Line numbers of the values in a TOML text, which the standard reader does not give."""

from __future__ import annotations

import re
import tomllib

from sim.scenario.plain_data import Loc

_TOKEN = re.compile(
    r'(?P<string>"""(?:\\.|[^\\])*?"""(?:"{0,2})'
    r"|'''.*?'''(?:'{0,2})"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*')"
    r"|(?P<comment>\#[^\n]*)"
    r"|(?P<newline>\n)"
    r"|(?P<mark>[\[\]{}=,.])"
    r"|(?P<word>[^\s\[\]{}=,.\#\"']+)",
    re.DOTALL,
)


class _Tokens:
    """The tokens of a text, one ahead, with the line each starts in."""

    def __init__(self, text: str) -> None:
        self._tokens: list[tuple[str, str, int]] = []
        line = 1
        for match in _TOKEN.finditer(text):
            kind = str(match.lastgroup)
            if kind != "comment":
                self._tokens.append((kind, match.group(), line))
            line += match.group().count("\n")
        self._tokens.append(("end", "", line))
        self._next = 0

    @property
    def kind(self) -> str:
        return self._tokens[self._next][0]

    @property
    def text(self) -> str:
        """Text of a mark or a line break, empty for strings and words."""
        kind, text, _ = self._tokens[self._next]
        return text if kind in ("mark", "newline") else ""

    @property
    def line(self) -> int:
        return self._tokens[self._next][2]

    def take(self) -> str:
        text = self._tokens[self._next][1]
        self._next += 1
        return text

    def skip_lines(self) -> None:
        while self.kind == "newline":
            self._next += 1


def _key(tokens: _Tokens) -> tuple[str, ...]:
    """Take a key, dotted or not, with its quotes removed."""
    steps = []
    while True:
        kind, text = tokens.kind, tokens.take()
        steps.append(tomllib.loads(f"v = {text}")["v"] if kind == "string" else text)
        if tokens.text != ".":
            return tuple(steps)
        tokens.take()


def line_numbers(text: str) -> dict[Loc, int]:
    """Return the line, from 1, of every table, key and list entry.

    Parameters
    ----------
    text : str
        TOML that the standard reader has accepted.

    Returns
    -------
    dict
        For example ``{("intervention", 1, "start_d"): 34}``; parts of a path that have no line of
        their own get the line in which they first occur.
    """
    document = _Document(_Tokens(text.replace("\r\n", "\n")))
    document.read()
    return document.lines


class _Document:
    """The lines of a document, noted while its tokens are taken."""

    def __init__(self, tokens: _Tokens) -> None:
        self.lines: dict[Loc, int] = {(): 1}
        self._tokens = tokens
        self._n_entries: dict[Loc, int] = {}  # of each [[list of tables]] so far

    def read(self) -> None:
        """Take all tokens: headers, and below each the keys of its table."""
        table: Loc = ()
        while self._tokens.kind != "end":
            if self._tokens.text == "\n":
                self._tokens.take()
            elif self._tokens.text == "[":
                table = self._header()
            else:
                self._pair(table)

    def _header(self) -> Loc:
        """Take ``[table]`` or ``[[list of tables]]``; return the location it opens."""
        line = self._tokens.line
        self._tokens.take()
        is_list = self._tokens.text == "["
        if is_list:
            self._tokens.take()
        *outer, last = _key(self._tokens)
        self._tokens.take()
        if is_list:
            self._tokens.take()
        table: Loc = ()
        for step in outer:
            table = self._newest_entry(self._note(table, (step,), line))
        table = self._note(table, (last,), line)
        if is_list:
            self._n_entries[table] = self._n_entries.get(table, 0) + 1
        table = self._newest_entry(table)
        self.lines[table] = line
        return table

    def _newest_entry(self, table: Loc) -> Loc:
        """Return the location of the last entry of a list of tables; of anything else, its own."""
        return (*table, self._n_entries[table] - 1) if table in self._n_entries else table

    def _pair(self, table: Loc) -> None:
        """Take ``key = value``."""
        line = self._tokens.line
        at = self._note(table, _key(self._tokens), line)
        self._tokens.take()  # the equals sign
        self._value(at)

    def _value(self, at: Loc) -> None:
        """Take a value with all that is in it."""
        tokens = self._tokens
        opening = tokens.take()
        if opening not in ("[", "{"):
            while tokens.kind != "end" and tokens.text not in (",", "]", "}", "\n"):
                tokens.take()
            return
        index = 0
        tokens.skip_lines()
        while tokens.text not in ("]", "}"):
            if opening == "[":
                self.lines[(*at, index)] = tokens.line
                self._value((*at, index))
            else:
                self._pair(at)
            index += 1
            tokens.skip_lines()
            if tokens.text == ",":
                tokens.take()
                tokens.skip_lines()
        tokens.take()

    def _note(self, base: Loc, steps: tuple[str, ...], line: int) -> Loc:
        """Note the line of a key and of the parts before it; return the location of the key."""
        for step in steps:
            base = (*base, step)
            self.lines.setdefault(base, line)
        return base
