"""What interventions make of the world together: nothing from nothing, and no order."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.conditions import NEUTRAL, Conditions, Current, Silent, combine

SHARES = ("ampa_block", "bdnf_block", "synthesis_block", "bdnf", "window")
FACTORS = ("spine_birth",)


def test_nothing_and_neutral_parts_come_to_neutral():
    assert combine([]) == combine([NEUTRAL, Conditions(), NEUTRAL]) == NEUTRAL


@pytest.mark.parametrize("name", SHARES)
def test_shares_combine_as_independent_ones_do(name):
    both = combine([Conditions(**{name: 0.5}), Conditions(**{name: 0.4})])
    assert getattr(both, name) == pytest.approx(0.7)
    assert getattr(combine([Conditions(**{name: 1.0}), Conditions(**{name: 0.4})]), name) == 1.0


@pytest.mark.parametrize("name", FACTORS)
def test_factors_are_multiplied(name):
    both = combine([Conditions(**{name: 0.5}), Conditions(**{name: 3.0})])
    assert getattr(both, name) == 1.5


def test_hazards_are_added_and_lists_joined():
    current, silent = Current("A", 0.0, 1.0, -5.0), Silent("rest", 0.0, 0.5)
    both = combine(
        [
            Conditions(unused_loss_per_d=0.1, currents=(current,)),
            Conditions(unused_loss_per_d=0.2, currents=(current,), silent=(silent,)),
        ]
    )
    assert both.unused_loss_per_d == pytest.approx(0.3)
    assert both.currents == (current, current) and both.silent == (silent,)


def test_every_field_is_a_share_a_factor_or_a_thing_to_add():
    """A field that is forgotten would be added, and two blocks of 0.6 would exceed 1."""
    added = set(Conditions._fields) - set(SHARES) - set(FACTORS)
    assert added == {"unused_loss_per_d", "currents", "silent"}


def test_a_part_that_acts_on_one_field_leaves_all_others_at_neutral():
    assert combine([Conditions(window=0.25)])._replace(window=0.0) == NEUTRAL


share = st.floats(0.0, 1.0)
parts = st.lists(
    st.builds(Conditions, *[share] * 5, st.floats(0.0, 10.0), st.floats(0.0, 1.0)),
    min_size=1,
    max_size=4,
)


@given(parts)
def test_combined_shares_stay_shares_and_factors_stay_positive(many):
    both = combine(many)
    assert all(0.0 <= getattr(both, name) <= 1.0 for name in SHARES)
    assert all(getattr(both, name) >= 0.0 for name in FACTORS)


@given(parts)
def test_the_order_matters_to_rounding_only(many):
    first = combine(many)
    for other in permutations(many):
        both = combine(other)
        for name in (*SHARES, *FACTORS, "unused_loss_per_d"):
            assert getattr(both, name) == pytest.approx(getattr(first, name), abs=1e-12)
