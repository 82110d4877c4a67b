"""Lesions: how much is gone by which day."""

from __future__ import annotations

import pytest

from sim.interventions import CellLoss
from sim.model.lesion import Lesion


def test_a_lesion_at_once_is_one_lesion():
    assert CellLoss(name="l", group="B", at_d=2.0, share=0.4).lesions() == (Lesion(2.0, "B", 0.4),)


def test_a_loss_that_goes_on_is_a_stair_with_a_step_each_day():
    loss = CellLoss(name="l", group="all", at_d=2.0, share=0.1, share_per_d=0.05, until_d=5.5)
    assert [(lesion.at_d, pytest.approx(lesion.share)) for lesion in loss.lesions()] == [
        (2.0, 0.1),
        (3.0, 0.15),
        (4.0, 0.2),
        (5.0, 0.25),
    ]
    assert loss.last_d() == 5.0


def test_it_can_begin_from_nothing_and_never_takes_more_than_all():
    loss = CellLoss(name="l", at_d=1.0, share=0.0, share_per_d=0.4, until_d=6.0)
    assert [(lesion.at_d, pytest.approx(lesion.share)) for lesion in loss.lesions()] == [
        (2.0, 0.4),
        (3.0, 0.8),
        (4.0, 1.0),
        (5.0, 1.0),
        (6.0, 1.0),
    ]


@pytest.mark.parametrize("at_d, until_d", [(0.1, 3.1), (0.3, 2.3), (1.7, 4.7)])
def test_rounding_does_not_lose_the_last_day(at_d, until_d):
    loss = CellLoss(name="l", at_d=at_d, share=0.1, share_per_d=0.1, until_d=until_d)
    assert loss.last_d() == pytest.approx(until_d)


def test_an_end_before_the_lesion_leaves_the_lesion():
    loss = CellLoss(name="l", at_d=4.0, share=0.2, share_per_d=0.1, until_d=1.0)
    assert loss.lesions() == (Lesion(4.0, "B", 0.2),)
