"""Interventions that begin and end: their days."""

from __future__ import annotations

import pytest

from sim.interventions.spell import Spell


def spell(from_d, to_d):
    return Spell(name="x", kind="spell", from_d=from_d, to_d=to_d)


def test_it_acts_from_its_first_day_until_its_end_and_not_at_its_end():
    interval = spell(2.0, 4.0)
    assert [interval.acts_at(t_d) for t_d in (1.99, 2.0, 3.99, 4.0)] == [False, True, True, False]


@pytest.mark.parametrize(
    "from_d, to_d, starts",
    [
        (2.0, 5.0, (2.0, 3.0, 4.0)),
        (2.5, 4.6, (2.5, 3.5, 4.5)),
        (3.0, 3.25, (3.0,)),
        (3.0, 3.0, ()),
    ],
)
def test_each_day_begins_within_it(from_d, to_d, starts):
    assert spell(from_d, to_d).days() == starts


@pytest.mark.parametrize("step_h", [0.5, 1.5, 6.0])
def test_rounding_of_the_calendar_neither_adds_nor_loses_a_step(step_h):
    for step in range(1, 400):
        t_d = step * step_h / 24.0
        typed = spell(round(t_d, 10), round(t_d, 10) + 1.0)
        assert typed.acts_at(t_d) and not typed.acts_at(t_d + 1.0)
