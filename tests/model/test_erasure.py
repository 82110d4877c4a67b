"""Rubbing out spines: which ones, and how many."""

from __future__ import annotations

import numpy as np
import pytest

from sim.model.erasure import Erasure, erase
from sim.model.world import World
from tests.small import small_scenario


def grown():
    """Return a world in which half of the empty places was filled on day 1, half on day 2."""
    w = World(small_scenario(), 2, np.zeros(2, dtype=np.int64))
    empty = np.flatnonzero(~w.alive)
    for part, at_d in ((empty[::2], 1.0), (empty[1::2], 2.0)):
        born = np.zeros(w.alive.size, dtype=bool)
        born[part] = True
        w.bear_synapses(born, at_d)
    return w


@pytest.mark.parametrize("since_d, left", [(0.0, ()), (1.0, ()), (1.5, (1.0,)), (2.5, (1.0, 2.0))])
def test_those_born_since_a_day_go_and_older_ones_stay(since_d, left):
    w = grown()
    first = w.from_start.copy()
    erase(w, Erasure(3.0, since_d), step=144)
    assert w.alive[first].all()
    assert set(w.born_d[w.alive & ~first]) == set(left)


def test_a_share_is_drawn_at_random():
    w = grown()
    n_new = np.count_nonzero(w.alive & ~w.from_start)
    erase(w, Erasure(3.0, 0.0, share=0.3), step=144)
    gone = n_new - np.count_nonzero(w.alive & ~w.from_start)
    assert abs(gone - 0.3 * n_new) < 4.0 * np.sqrt(0.21 * n_new)


def test_a_larger_share_takes_those_of_a_smaller_one_too():
    small, large = grown(), grown()
    erase(small, Erasure(3.0, 0.0, share=0.3), step=144)
    erase(large, Erasure(3.0, 0.0, share=0.6), step=144)
    assert (small.alive | ~large.alive).all() and small.alive.sum() > large.alive.sum()


def test_what_is_rubbed_out_has_no_weight_and_its_place_is_free_again():
    w = grown()
    erase(w, Erasure(3.0, 0.0), step=144)
    assert (w.weights()[~w.alive] == 0.0).all()
    again = ~w.alive
    w.bear_synapses(again, 4.0)
    assert w.alive.all()
