"""Numbers can be typed with a comma or a point, in every box; what is no number is said."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import sim.ui
from sim.ui.components.number_box import UnreadableError, read


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("2,5", 2.5),
        ("2.5", 2.5),
        (" 2,5 ", 2.5),
        ("2,5 days", 2.5),
        ("2.5DAYS", 2.5),
        (",5", 0.5),
        ("0,125", 0.125),
        ("-3", -3.0),
        ("\u22123", -3.0),
        ("1e-3", 0.001),
        ("2.", 2.0),
        ("12", 12.0),
        ("2\u00a0000", 2000.0),
    ],
)
def test_a_number_is_read_as_it_is_meant(typed, value):
    assert read(typed, unit="days") == value


@pytest.mark.parametrize(
    "typed", ["", "x", "2,5,0", "1.000,5", "nan", "inf", "2 mg", "--2", "e5", "1e9999", "0x10"]
)
def test_what_is_no_number_is_refused_with_what_is_allowed(typed):
    with pytest.raises(UnreadableError, match="Allowed: a number from 0 to 30"):
        read(typed, low=0.0, high=30.0, unit="days")


def test_a_comma_with_two_meanings_is_asked_about():
    with pytest.raises(UnreadableError, match=r"2000 or 2\.000"):
        read("2,000")


@pytest.mark.parametrize("typed", ["-1", "31", "2.5"])
def test_a_number_out_of_range_or_between_whole_ones_is_not_taken(typed):
    with pytest.raises(UnreadableError, match=r"not taken\. Allowed: a whole number from 0 to 30"):
        read(typed, kind=int, low=0, high=30)


def test_whole_numbers_stay_whole():
    assert isinstance(read("12,0", kind=int), int)


def test_no_page_leaves_the_reading_of_numbers_to_the_browser():
    for path in Path(sim.ui.__file__).parent.rglob("*.py"):
        names = {
            node.attr
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Attribute)
        }
        assert "number_input" not in names, path.name
