"""Erasure of new spines: those born since a day go, the others stay."""

from __future__ import annotations

from sim.engine import run
from sim.interventions import Erase
from sim.model.erasure import Erasure
from tests.small import small_scenario

RESTLESS = {"spines__young_loss_per_d": 1.0}  # much is born


def series(**changes):
    acts = (Erase(name="e", at_d=2.0, **changes),)
    return run(small_scenario(acts, **RESTLESS), arm="all", seed=3).series


def test_it_asks_for_one_erasure():
    assert Erase(name="e", at_d=3.0, born_after_d=1.5, share=0.5).erasures() == (
        Erasure(3.0, 1.5, 0.5),
    )


def test_all_new_spines_go_and_all_old_ones_stay():
    erased, untouched = series(born_after_d=0.0), series(born_after_d=0.0, share=0.0)
    at = 2 * 48  # the erasure comes first in its calendar step
    assert untouched["spine_born"][at] > 0.02
    assert erased["spine_born"][at] == 0.0
    assert erased["spine_kept"][at] == untouched["spine_kept"][at]


def test_those_born_earlier_stay():
    whole, late, none = (series(born_after_d=day)["spine_born"][2 * 48] for day in (0.0, 1.2, 1.99))
    assert whole < late < none
