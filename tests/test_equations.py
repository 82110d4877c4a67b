"""Heads of files are read whole: title, words and equations in their order."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.equations import FOLDERS, heads

ROOT = Path(__file__).parents[1]
HEADS = {head.file: head for head in heads()}


def test_every_file_of_the_model_is_read():
    there = {
        path.relative_to(ROOT).as_posix()
        for folder in FOLDERS
        for path in (ROOT / "sim" / folder).glob("*.py")
    }
    assert set(HEADS) == {file for file in there if not file.endswith("__init__.py")}


@pytest.mark.parametrize("head", HEADS.values(), ids=lambda head: head.file)
def test_nothing_of_a_docstring_is_lost(head):
    source = " ".join((ROOT / head.file).read_text("utf-8").split()).replace("::", ":")
    assert " ".join(head.title.split()) in source
    for _, told in head.parts:
        assert " ".join(told.split()) in source


def test_words_and_equations_alternate_as_in_the_file():
    kinds = [is_equation for is_equation, _ in HEADS["sim/model/sleep.py"].parts]
    assert kinds == [True, False, False, True, False]
    assert "dS/dt" in HEADS["sim/model/sleep.py"].equations[0]
