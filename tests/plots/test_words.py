"""No text of this package uses wording that claims too much."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from sim import plots

FILES = sorted(Path(plots.__file__).parent.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_text_uses_forbidden_words(path, forbidden):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            assert not forbidden.search(node.value), node.value


def test_the_disclaimer_is_word_for_word():
    assert plots.DISCLAIMER == (
        "Toy model for learning. It does not predict what any drug or therapy does for a "
        "person. Not medical or dosing advice."
    )
