"""Texts of the exports keep the rules for texts on the page."""

from __future__ import annotations

import pytest

from sim.export import notebook_file, stamp, table_files, zip_file
from sim.export.catalogue import EXPORTS, FILES, VIEW_EXPORTS
from tests.wording import forbidden_in, too_long_in

CONSTANTS = [
    text
    for module in (notebook_file, stamp, table_files, zip_file)
    for name, text in vars(module).items()
    if name.isupper() and isinstance(text, str)
]
TEXTS = [
    *CONSTANTS,
    *stamp.ROW_NAMES.values(),
    *(export.label for export in (*EXPORTS, *VIEW_EXPORTS)),
    *(file.contents for file in FILES),
]


@pytest.mark.parametrize("text", TEXTS)
def test_sentences_are_short_and_use_no_forbidden_word(text):
    assert forbidden_in(text) == []
    assert too_long_in(text) == []


def test_every_file_of_the_zip_has_a_line_in_its_readme():
    assert len(CONSTANTS) > 10
    assert all(file.contents for file in FILES)
