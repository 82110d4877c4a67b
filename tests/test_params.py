"""Parameters: what a declaration says is read in one place."""

from __future__ import annotations

from typing import Annotated, Literal

import pytest
from pydantic import Field

from sim.params import Leaf, Params, declarations, limits_of, par, walk

type_of_rise = Literal["slow", "fast"]


class Pair(Params):
    """A table in a table."""

    tau_ms: float = par(
        20.0, unit="ms", gt=0, le=200, label="Memory", help="How long.", source="Wang 2002"
    )


class Table(Params):
    """One parameter of each sort, and a field that is none."""

    name: str = "plain"
    rate: float = par(
        0.5, ge=0, le=1, step=0.1, up_to=0.8, label="Rate", help="How fast.", source="chosen"
    )
    rise: type_of_rise = par(
        "slow",
        label="Rise",
        help="How it rises.",
        source="chosen after A01",
        words={"slow": "over hours", "fast": "at once"},
    )
    pair: Pair = Field(default_factory=Pair)


def leaf(path: str) -> Leaf:
    return {leaf.path: leaf for leaf in walk(Table())}[path]


def test_a_number_has_its_range_its_step_and_the_end_of_its_slider():
    rate = leaf("rate")
    assert (rate.low, rate.high, rate.step, rate.slider_end) == (0, 1, 0.1, 0.8)
    assert (rate.label, rate.help, rate.unit, rate.default) == ("Rate", "How fast.", "", 0.5)
    assert (rate.choices, rate.choice_labels) == ((), {})


def test_an_open_bound_is_a_limit_and_no_value_to_choose():
    tau = leaf("pair.tau_ms")
    assert tau.limits == {"gt": 0, "le": 200}
    assert (tau.low, tau.high, tau.step, tau.slider_end) == (None, 200, None, 200)


def test_bounds_in_a_list_are_read_as_well():
    inner = Annotated[float, Field(ge=2, lt=7)]
    assert limits_of(inner.__metadata__) == {"ge": 2, "lt": 7}


def test_a_choice_has_a_name_for_each_value():
    rise = leaf("rise")
    assert rise.choices == ("slow", "fast")
    assert rise.in_words("fast") == "at once"
    assert rise.in_words("") == "none"


@pytest.mark.parametrize(("value", "nearest"), [(-1.0, 0), (0.3, 0.3), (1.5, 1)])
def test_a_number_is_moved_into_its_range(value, nearest):
    assert leaf("rate").nearest(value) == nearest


def test_a_value_is_written_with_its_unit():
    assert leaf("pair.tau_ms").in_words(25.0) == "25 ms"


def test_what_was_set_by_hand_says_so_before_what_it_follows():
    assert leaf("rate").is_hand_set and leaf("rise").is_hand_set
    assert not leaf("pair.tau_ms").is_hand_set
    assert [leaf(path).precedent for path in ("rate", "rise", "pair.tau_ms")] == [
        "",
        "after A01",
        "Wang 2002",
    ]


def test_declarations_of_a_class_hold_its_defaults_and_no_other_field():
    assert [(leaf.path, leaf.value) for leaf in declarations(Table, "table")] == [
        ("table.rate", 0.5),
        ("table.rise", "slow"),
    ]
