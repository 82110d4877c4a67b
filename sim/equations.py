"""Title, text and equations that head each file of the model.

Nothing is written twice: the page and docs/model.md both copy from here.
"""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
FOLDERS = ("model", "kernels", "interventions", "assays")
_BLOCK = re.compile(r"::\n\n((?:[ ]+\S[^\n]*\n|\n)+)")


@dataclass(frozen=True)
class Head:
    """The docstring of one file.

    Attributes
    ----------
    file : str
        Its path in the project, such as ``sim/model/stdp.py``.
    title : str
        The first line.
    parts : tuple of (bool, str)
        What follows, in order: paragraphs of words (False) and blocks of equations (True), the
        latter with their indentation.
    """

    file: str
    title: str
    parts: tuple[tuple[bool, str], ...]

    @property
    def equations(self) -> tuple[str, ...]:
        """The blocks of equations."""
        return tuple(text for is_equation, text in self.parts if is_equation)


@cache
def heads() -> tuple[Head, ...]:
    """Return the heads of all files of model, kernels, interventions and assays."""
    return tuple(
        _head(path)
        for folder in FOLDERS
        for path in sorted((_PACKAGE / folder).glob("*.py"))
        if path.name != "__init__.py"
    )


def _head(path: Path) -> Head:
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    title, _, rest = text.partition("\n")
    file = path.relative_to(_PACKAGE.parent).as_posix()
    return Head(file, title, tuple(_parts(rest.strip() + "\n")))


def _parts(text: str) -> Iterator[tuple[bool, str]]:
    end = 0
    for block in _BLOCK.finditer(text):
        yield from _paragraphs(text[end : block.start()], ends_in_colon=True)
        yield True, block[1].strip("\n")
        end = block.end()
    yield from _paragraphs(text[end:], ends_in_colon=False)


def _paragraphs(text: str, *, ends_in_colon: bool) -> Iterator[tuple[bool, str]]:
    blocks = (" ".join(textwrap.dedent(block).split()) for block in text.strip().split("\n\n"))
    paragraphs = [block for block in blocks if block]
    for number, paragraph in enumerate(paragraphs, 1):
        yield False, f"{paragraph}:" if ends_in_colon and number == len(paragraphs) else paragraph
