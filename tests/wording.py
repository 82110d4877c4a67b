"""The rules of wording that hold for all texts: of pages, pictures, lessons and exports."""

from __future__ import annotations

import ast
import re
from pathlib import Path

FORBIDDEN = re.compile(
    r"\b(depressed|patients?|heal(s|ed|ing)?|rewir\w*|reset\w*|cur(e|es|ed|ing)|unlock\w*|restor\w*|"
    r"yours?|brains?|broken circuit|wellness|gentle|paradigm|transform\w*|breakthrough|proven|"
    r"miracle|imbalance)\b",
    re.IGNORECASE,
)
# A page may speak to its reader; a picture, which is passed on, may not.
SPEAKS_TO_READER = re.compile(r"\byou\b", re.IGNORECASE)
MOST_WORDS = 20


def forbidden_in(text: str, *, is_picture: bool = False) -> list[str]:
    """Return the words of a text that it may not have."""
    rules = (FORBIDDEN, SPEAKS_TO_READER) if is_picture else (FORBIDDEN,)
    return [match.group() for rule in rules for match in rule.finditer(text)]


def too_long_in(text: str, most: int = MOST_WORDS) -> list[str]:
    """Return the sentences of a text that have too many words."""
    sentences = re.split(r"(?<=[.?!:;])\s+", text)
    return [sentence for sentence in sentences if len(sentence.split()) > most]


def texts_in(file: Path) -> list[str]:
    """Return every text of a module but docstrings; f-strings with their gaps closed."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    doc = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
        and ast.get_docstring(node)
    }
    found, inside = [], set()
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            inside |= {id(part) for part in node.values}
            found.append(
                "".join(
                    part.value if isinstance(part, ast.Constant) else "X" for part in node.values
                )
            )
        elif (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in doc | inside
        ):
            found.append(node.value)
    return found
