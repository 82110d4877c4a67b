"""The words of the exports keep the rules for words on the page."""

from __future__ import annotations

import pytest

from sim.export import EXPORTS, words
from tests.wording import forbidden_in, too_long_in


def texts():
    for name, value in vars(words).items():
        if not name.isupper():
            continue
        yield from (
            value.values()
            if isinstance(value, dict)
            else ([value] if isinstance(value, str) else [])
        )


@pytest.mark.parametrize("text", [*texts()])
def test_sentences_are_short_and_use_no_forbidden_word(text):
    assert forbidden_in(text) == []
    assert too_long_in(text) == []


def test_every_export_has_a_label_and_every_file_of_the_zip_a_line():
    assert {one.id for one in EXPORTS} == set(words.LABELS)
    assert set(words.CONTENTS) == {one.id for one in EXPORTS} - {
        "picture_png",
        "picture_svg",
        "bundle",
    }
