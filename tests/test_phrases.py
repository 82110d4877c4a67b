"""Phrases: lists, counts, numbers, values and quartiles as text."""

from __future__ import annotations

import math

import pytest

from sim import phrases


def test_names_are_listed_as_in_a_sentence():
    assert phrases.listed([]) == ""
    assert phrases.listed(["a"]) == "a"
    assert phrases.listed(["a", "b"]) == "a and b"
    assert phrases.listed(["a", "b", "c"], "or") == "a, b or c"


def test_what_is_allowed_is_cut_where_it_is_long():
    assert phrases.listing("abc") == "a, b, c"
    assert phrases.listing("abcd", 3) == "a, b, c, ..."


@pytest.mark.parametrize(
    ("word", "near"), [("lat", "late"), ("LATE", "late"), ("zebra", None), ("x" * 10_000, None)]
)
def test_a_slip_of_the_hand_is_understood_and_nothing_else(word, near):
    assert phrases.suggest(word, ["early", "late"]) == near


def test_a_choice_is_suggested_as_it_is_spelt():
    assert phrases.suggest("cl46", ["CL45x", "CL46"]) == "CL46"


def test_one_is_singular():
    assert phrases.plural(1, "seed") == "1 seed"
    assert phrases.plural(0, "seed") == "0 seeds"
    assert phrases.plural(20, "entry was", "entries were") == "20 entries were"


@pytest.mark.parametrize(
    ("whole", "text"),
    [([4], "4"), ([2, 4], "2, 4"), ([3, 4], "3, 4"), ([9, 3, 5, 4], "3 to 5, 9"), ([], "")],
)
def test_neighbours_are_written_as_a_range(whole, text):
    assert phrases.ranges(whole) == text


def test_seeds_are_told_by_their_numbers():
    assert phrases.seeds([7]) == "seed 7"
    assert phrases.seeds(range(20)) == "seeds 0 to 19"
    assert phrases.seeds([0, 1]) == "seeds 0, 1"
    assert phrases.seeds([0, 1], shortest=2) == "seeds 0 to 1"


def test_a_text_is_shortened_to_the_length_it_may_have():
    assert phrases.shortened("practice", 8) == "practice"
    assert phrases.shortened("practice in the window", 10) == "practice…"
    assert len(phrases.shortened("x" * 90, 40)) == 40


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.1 + 0.2, "0.3"),
        (1e-17, "0"),
        (-1e-17, "0"),
        (3.84e-65, "0"),
        (0.00016, "0.00016"),
        (5e-5, "0.00005"),
        (2e6, "2000000"),
        (30.000000001, "30"),
        (7, "7"),
        (math.inf, "inf"),
    ],
)
def test_numbers_have_no_exponent_and_no_noise(value, text):
    assert phrases.number(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(3.84e-65, "0"), (1.1e-06, "0"), (-2e-9, "0"), (0.0123456, "0.0123"), (1234567.0, "1234567")],
)
def test_what_is_nothing_beside_other_results_is_0(value, text):
    assert phrases.rounded(value) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (6.0, phrases.MODEL_DAY, "day 6"),
        ((3.0, 4.0, 5.0), phrases.MODEL_DAY, "days 3, 4 and 5"),
        ((6.0,), phrases.MODEL_DAY, "day 6"),
        (1.0, "days", "1 day"),
        (30.0, "days", "30 days"),
        (0.5, "mg/kg", "0.5 mg/kg"),
        ((1.0, 2.5), "mV", "1 and 2.5 mV"),
        (2.0, "", "2"),
        (True, "", "on"),
        (False, "", "off"),
        (None, "Hz", "none"),
        ((), "mV", "none"),
    ],
)
def test_a_value_has_its_unit_and_is_no_code(value, unit, text):
    assert phrases.with_unit(value, unit) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(5.0, "5"), (0.25, "0.25"), (True, "true"), ("B", "B"), ((1.0, 2.5), "[1, 2.5]")],
)
def test_a_value_is_written_as_one_would_type_it(value, text):
    assert phrases.typed(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "-"),
        ((), "-"),
        (math.nan, "-"),
        (0.123456, "0.1235"),
        (12, "12"),
        (True, "yes"),
        (False, "no"),
        ("late", "late"),
        (("a", 0.5), "a, 0.5"),
    ],
)
def test_a_cell_of_a_table_is_for_readers(value, text):
    assert phrases.cell(value, missing="-") == text


def test_a_median_stands_before_its_quartiles():
    assert phrases.with_quartiles(0.83, 0.9166, 1.0) == "0.917 (0.83 to 1)"
