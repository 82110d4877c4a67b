"""An address has to be one that a browser can open."""

from __future__ import annotations

import pytest

from sim.errors import ScenarioError
from sim.export.web_address import checked_address


@pytest.mark.parametrize(
    ("given", "address"),
    [("", ""), ("https://example.org/lab/", "https://example.org/lab")],
)
def test_an_address_loses_the_slash_at_its_end(given, address):
    assert checked_address(given) == address


@pytest.mark.parametrize(
    "given",
    ["example.org", "https://", "http://[bad", "ftp://example.org", "https://e.org/" + "a" * 200],
)
def test_an_address_that_is_none_is_named_with_an_example(given):
    with pytest.raises(ScenarioError, match=r"https://lab[.]example[.]org"):
        checked_address(given)
