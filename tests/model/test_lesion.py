"""Loss of cells: who goes, what goes with them, and that it is for good."""

from __future__ import annotations

import numpy as np
import pytest

from sim.model.episode import Segment, run_episode
from sim.model.lesion import Lesion, lose_cells
from sim.model.network import GROUPS
from sim.model.world import World
from tests.small import small_scenario


def world(seed=2):
    return World(small_scenario(), seed, np.zeros(2, dtype=np.int64))


def dead_after(*lesions, seed=2):
    """Return the cells that are gone."""
    w = world(seed)
    for lesion in lesions:
        lose_cells(w, lesion)
    return set(np.flatnonzero(w.dead).tolist())


@pytest.mark.parametrize("group", GROUPS)
def test_a_share_of_one_group_is_lost_and_no_other_cell(group):
    w = world()
    cells = w.part_of(group, 0.0, 1.0)
    gone = dead_after(Lesion(1.0, group, 0.4))
    assert len(gone) == round(0.4 * (cells.stop - cells.start))
    assert all(cells.start <= cell < cells.stop for cell in gone)


def test_all_means_every_excitatory_cell_may_go_and_no_inhibitory_one():
    n_exc = world().scenario.network.n_exc
    gone = dead_after(Lesion(1.0, "all", 0.5))
    assert len(gone) == round(0.5 * n_exc) and max(gone) < n_exc
    assert len(dead_after(Lesion(1.0, "all", 1.0))) == n_exc


def test_a_larger_lesion_takes_the_cells_of_a_smaller_one_too():
    small, large = (dead_after(Lesion(1.0, "B", share)) for share in (0.2, 0.6))
    assert small < large
    assert dead_after(Lesion(1.0, "B", 0.2), Lesion(2.0, "B", 0.6)) == large


def test_seeds_lose_different_cells():
    assert dead_after(Lesion(1.0, "B", 0.4)) != dead_after(Lesion(1.0, "B", 0.4), seed=3)


def test_the_synapses_of_lost_cells_go_and_all_others_stay():
    w = world()
    before = w.alive.copy()
    lose_cells(w, Lesion(1.0, "B", 0.5))
    touched = w.dead[w.graph.pre] | w.dead[w.graph.post]
    assert touched.any() and not w.alive[touched].any()
    assert (w.alive[~touched] == before[~touched]).all()
    assert w.n_lost == np.count_nonzero(before & touched)


def test_no_spine_is_born_on_a_lost_cell_again():
    w = world()
    lose_cells(w, Lesion(1.0, "B", 0.5))
    touched = w.dead[w.graph.pre] | w.dead[w.graph.post]
    w.bear_synapses(~w.alive)
    assert not w.alive[touched].any() and w.alive[~touched].all()


def test_a_share_of_nothing_changes_nothing():
    w, untouched = world(), world()
    lose_cells(w, Lesion(1.0, "B", 0.0))
    assert not w.dead.any()
    assert w.weights().tobytes() == untouched.weights().tobytes()


def test_a_lost_cell_never_fires_whatever_drives_it():
    w = world()
    lose_cells(w, Lesion(1.0, "B", 0.5))
    driven = (
        Segment(300.0),
        Segment(300.0, teacher_hz=3000.0, taught="B"),
        Segment(300.0, fresh=True),
    )
    spikes = run_episode(w, driven, kind="test", step=0)
    fired = np.zeros(w.dead.size, dtype=bool)
    fired[spikes.neuron] = True
    assert not fired[w.dead].any()
    cells = w.part_of("B", 0.0, 1.0)
    assert fired[cells].sum() == (cells.stop - cells.start) - w.dead[cells].sum()
