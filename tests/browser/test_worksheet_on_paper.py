"""A worksheet is one sheet of paper: two sides, with its exercises too."""

from __future__ import annotations

import re

import pytest

from sim.lessons import lessons
from sim.paper.sheets import worksheet

ADDRESS = "https://plasticity-lab.some-school.example.org/lab"


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("lesson", lessons().values(), ids=lambda lesson: lesson.id)
def test_a_worksheet_with_its_address_prints_on_two_sides(tab, tmp_path, lesson, paper):
    (tmp_path / "worksheet.html").write_bytes(worksheet(lesson, ADDRESS))
    tab.goto((tmp_path / "worksheet.html").as_uri())
    printed = tab.pdf(format=paper, prefer_css_page_size=False)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 2
