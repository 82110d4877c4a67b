"""The page of measures names every measure, in its group, and nothing else."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from sim.assays import ASSAYS
from sim.measures import GROUPS, MEASURES

PAGE = (Path(__file__).parents[2] / "docs" / "measures.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", PAGE, re.M | re.S))


def named(section: str) -> set[str]:
    """Return what stands in backticks in the first column of the tables of a section."""
    cells = re.findall(r"^\| (`[^|]+) \|", SECTIONS[section], re.M)
    return {name for cell in cells for name in re.findall(r"`([^`]+)`", cell)}


@pytest.mark.parametrize("group", GROUPS)
def test_the_page_lists_every_measure_of_a_group_and_no_other(group):
    patterns = named(group.capitalize())
    if group == "activity":
        patterns |= named("Assays") - {assay.TABLE for assay in ASSAYS}
    names = {measure.name for measure in MEASURES if measure.group == group}
    matched = {name for name in names for pattern in patterns if fnmatchcase(name, pattern)}
    assert matched == names
    assert [
        pattern for pattern in patterns if not any(fnmatchcase(name, pattern) for name in names)
    ] == []


def test_the_page_lists_every_assay_with_its_file():
    for assay in ASSAYS:
        file = assay.__name__.replace(".", "/") + ".py"
        assert f"| `{assay.TABLE}` | `{file}` |" in SECTIONS["Assays"]
