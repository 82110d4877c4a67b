"""The documents say what is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import sim
from benchmarks.equations import page_part
from sim.equations import FOLDERS
from sim.scenario import get_path

ROOT = Path(__file__).parents[1]
DOCS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.name)
def test_every_file_that_a_document_names_exists(page):
    text = page.read_text("utf-8")
    named = re.findall(r"`((?:sim|tests|docs|scenarios)/[\w/.]+)`", text)
    named += re.findall(r"\]\(((?:docs/)?[A-Z_a-z]+\.md)\)", text)
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_parameter_that_the_model_page_lists_has_the_value_it_prints():
    scenario = sim.load("practice_in_window")
    text = (ROOT / "docs/model.md").read_text("utf-8")
    section = text.split("## Set by hand")[1].split("## What takes")[0]
    rows = re.findall(r"^\| (`[^|]+) \| ([^|]+) \|", section, re.M)
    assert len(rows) >= 7
    for names, values in rows:
        paths = re.findall(r"`([\w.]+)`", names)
        table = paths[0].split(".")[0]
        for path, value in zip(paths, values.split(","), strict=True):
            full = table + path if path.startswith(".") else path
            assert get_path(scenario, full) == float(value.split()[0]), full


def test_the_lock_file_pins_with_hashes_and_names_no_address():
    text = (ROOT / "requirements.lock").read_text("utf-8")
    assert "://" not in text
    pinned = re.findall(r"^([\w.-]+)==[^\n]*\\\n\s+--hash=sha256:", text, re.M)
    assert {"numpy", "numba", "matplotlib", "streamlit", "pydantic", "typer"} <= set(pinned)
    assert len(pinned) == len(re.findall(r"^[\w.-]+==", text, re.M))


def test_the_equations_of_the_model_page_are_those_of_the_files():
    text = (ROOT / "docs/model.md").read_text("utf-8")
    part = text.partition("<!-- equations -->")[2].partition("<!-- end of equations -->")[0]
    assert part.strip() == page_part()
    assert part.count("**`sim/") >= 20


def test_no_equation_of_a_model_file_is_missing_from_the_model_page():
    """Wherever it stands: at the head of a file, or under a function, where nobody copies it."""
    text = (ROOT / "docs/model.md").read_text("utf-8")
    n = 0
    for folder in FOLDERS:
        for path in (ROOT / "sim" / folder).rglob("*.py"):
            for block in _blocks(path):
                n += 1
                assert block in text, f"{path.name}: {block}"
    assert n >= 25


def _blocks(path: Path) -> list[str]:
    """Return the indented blocks that follow ``::`` in any docstring of a file."""
    documented = ast.Module | ast.ClassDef | ast.FunctionDef
    docs = [
        ast.get_docstring(node) or ""
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, documented)
    ]
    return [
        block.strip("\n")
        for doc in docs
        for block in re.findall(r"::\n\n((?:(?: +\S.*)?\n)+)", doc + "\n")
    ]
