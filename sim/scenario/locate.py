"""Line numbers of the values in a TOML text, which the standard reader does not give."""

from __future__ import annotations

import re
import tomllib

from sim.scenario.paths import Loc

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
    lines: dict[Loc, int] = {(): 1}
    counts: dict[Loc, int] = {}  # entries of each [[list of tables]] so far
    tokens = _Tokens(text.replace("\r\n", "\n"))

    def note(base: Loc, steps: tuple[str, ...], line: int) -> Loc:
        for step in steps:
            base = (*base, step)
            lines.setdefault(base, line)
        return base

    def value(at: Loc) -> None:
        opening = tokens.take()
        if opening not in ("[", "{"):
            while tokens.kind != "end" and tokens.text not in (",", "]", "}", "\n"):
                tokens.take()
            return
        index = 0
        tokens.skip_lines()
        while tokens.text not in ("]", "}"):
            line = tokens.line
            if opening == "[":
                inner: Loc = (*at, index)
                lines[inner] = line
            else:
                inner = note(at, _key(tokens), line)
                tokens.take()  # the equals sign
            value(inner)
            index += 1
            tokens.skip_lines()
            if tokens.text == ",":
                tokens.take()
                tokens.skip_lines()
        tokens.take()

    table: Loc = ()
    while tokens.kind != "end":
        line = tokens.line
        if tokens.text == "\n":
            tokens.take()
        elif tokens.text == "[":
            tokens.take()
            is_list = tokens.text == "["
            if is_list:
                tokens.take()
            steps = _key(tokens)
            tokens.take()
            table = ()
            for position, step in enumerate(steps):
                table = note(table, (step,), line)
                if is_list and position == len(steps) - 1:
                    tokens.take()
                    counts[table] = counts.get(table, 0) + 1
                if table in counts:
                    table = (*table, counts[table] - 1)
            lines[table] = line
        else:
            inner = note(table, _key(tokens), line)
            tokens.take()  # the equals sign
            value(inner)
    return lines
