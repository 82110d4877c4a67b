"""The table of numbers, and the way to a card or a row by its id."""

from __future__ import annotations

import re

import pytest

from sim import evidence
from sim.errors import ScenarioError
from sim.evidence import STATUSES, targets

ROWS = targets()


def test_ids_are_unique_and_in_order():
    ids = [row.id for row in ROWS]
    assert len(ids) == len(set(ids)) >= 186
    assert ids == sorted(ids)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_row_says_what_where_and_how_sure(row):
    assert re.fullmatch(r"[A-M]\d{2}[a-c]?", row.id)
    assert row.quantity and row.unit and row.source
    assert row.status in STATUSES and row.confidence in ("high", "medium", "low")
    assert row.doi == "" or re.fullmatch(r"10\.\d{4,9}/\S+", row.doi)
    assert row.url == "" or re.fullmatch(r"https?://[\w.-]+\.[a-z]{2,}/\S+", row.url)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_low_mid_and_high_are_in_order_and_a_range_says_what_it_is(row):
    given = [value for value in (row.low, row.mid, row.high) if value is not None]
    assert given == sorted(given)
    assert (row.low is None) == (row.high is None) == (row.range_kind == "")
    assert row.range_kind in ("", "range", "window", "ci95", "ci90", "sd_or_se")


def test_a_remembered_number_is_not_checked():
    assert not evidence.target("A28").is_checked and not evidence.target("H15").is_checked
    assert evidence.target("A02").is_checked


def test_a_row_and_a_card_are_found_whatever_the_case():
    assert evidence.target("h01A").id == "H01a"
    assert evidence.claim(" cl07").id == "CL07"


def test_a_wrong_id_is_refused_with_the_nearest_one():
    with pytest.raises(ScenarioError, match=r"no card 'CL80'.*CL01 to CL72.*did you mean CL"):
        evidence.claim("CL80")
    with pytest.raises(ScenarioError, match=r"no row 'H01'.*did you mean H0"):
        evidence.target("H01")
    with pytest.raises(ScenarioError, match="no row 'zebra'"):
        evidence.target("zebra")


def test_data_are_read_once():
    assert evidence.claims() is evidence.claims() and evidence.targets() is evidence.targets()
