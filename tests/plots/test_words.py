"""No text of this package uses wording that claims too much."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim import plots
from tests.wording import forbidden_in, texts_in

FILES = sorted(Path(plots.__file__).parent.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_text_uses_forbidden_words(path):
    texts = texts_in(path)
    assert [word for text in texts for word in forbidden_in(text, is_picture=True)] == []


def test_the_disclaimer_is_word_for_word():
    assert plots.DISCLAIMER == (
        "Toy model for learning. It does not predict what any drug or therapy does for a "
        "person. Not medical or dosing advice."
    )
