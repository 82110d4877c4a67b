"""The words on the page: short sentences, no promise, no person, nothing from outside as markup."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from sim.errors import Problem, ScenarioError
from sim.ui import text
from sim.ui.text import lab_text
from tests.wording import forbidden_in, texts_in, too_long_in

FOLDER = Path(text.__file__).parent
FILES = sorted(FOLDER.glob("*.py"))


def name(file: Path) -> str:
    return file.stem


def test_there_are_words_to_check():
    assert sum(len(texts_in(file)) for file in FILES) > 1000


@pytest.mark.parametrize("file", FILES, ids=name)
def test_no_forbidden_word(file):
    assert [word for words in texts_in(file) for word in forbidden_in(words)] == []


@pytest.mark.parametrize("file", FILES, ids=name)
def test_sentences_are_short(file):
    assert [long for words in texts_in(file) for long in too_long_in(words)] == []


@pytest.mark.parametrize(
    "file",
    sorted(path for path in FOLDER.parent.rglob("*.py") if FOLDER not in path.parents),
    ids=name,
)
def test_no_sentence_stands_outside_the_package_of_words(file):
    """Words of the pages wait for translation in one place; names and paths are no words."""
    tree, said = ast.parse(file.read_text(encoding="utf-8")), set(texts_in(file))
    told = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.Raise)
        for part in ast.walk(node)
    }  # for programmers
    found = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in told
        and node.value in said
    ]
    assert [text for text in found if re.search(r"[A-Z][a-z]+ [a-z]+ [a-z]+", text)] == []


@pytest.mark.parametrize("part", ["Dependence", "Bladder", "off-label", "988", "supervision"])
def test_risks_beside_the_dose_are_complete(part):
    assert part in " ".join(lab_text.RISKS)


def test_dose_is_named_a_model_input():
    assert "not advice" in lab_text.DOSE_HELP


@pytest.mark.parametrize(
    "word",
    [
        "**bold**",
        "[link](http://x)",
        "<b>",
        "`code`",
        "$x$",
        ":red[x]",
        "# title",
        "a_b_c",
        "![picture](x)",
        "one\n\n- two",
    ],
)
def test_text_from_outside_is_shown_as_it_is(word):
    shown = text.plain(word)
    assert "\n" not in shown
    assert re.search(r"(?<!\\)[*_\[\]<>`$:#!]", shown) is None


def test_every_problem_of_a_scenario_is_listed():
    error = ScenarioError([Problem("link", "a.b", "1", "2"), Problem("link", "c.d", "3", "4")])
    assert text.problems(error).count("\n- ") == 2


@pytest.mark.parametrize(
    ("count", "words"), [(1, "1 run ahead of you"), (3, "3 runs ahead of you")]
)
def test_place_in_the_queue_is_said_in_words(count, words):
    assert text.ahead(count) == words


def test_progress_names_seed_day_and_time_left():
    assert text.progress(3, 5, 12.4, 30.0, 4.2) == "seed 3 of 5, model day 12 of 30, about 4 s left"
