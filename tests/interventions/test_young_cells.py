"""Young neurons: silent for weeks, then easily excited; or awake already and only excited."""

from __future__ import annotations

import numpy as np
import pytest

from sim.engine import run
from sim.interventions import ExciteYoung, YoungNeurons
from sim.model.conditions import NEUTRAL, Current, Silent
from sim.model.joining import INHIBITION, Joining, join
from sim.model.world import World
from tests.small import small_scenario

REST = slice(90, 110)  # of the small network: four patterns of 20, 10 cue cells, then these
QUARTER = slice(90, 95)


def rates(*acts):
    """Return the rate of each cell in each test."""
    result = run(small_scenario(acts, probe__rest_s=4.0), arm="all", seed=3)
    n_tests, n = result.probe_d.size, result.group_of_neuron.size
    place = result.spikes["spike_probe"].astype(int) * n + result.spikes["spike_neuron"]
    return np.bincount(place, minlength=n_tests * n).reshape(n_tests, n)


def test_new_cells_are_silent_until_they_are_mature_and_the_others_are_not():
    count = rates(YoungNeurons(name="y", maturation_d=2.0, current_pa=100.0))
    assert count[:2, QUARTER].sum() == 0  # days 0 and 1
    assert count[2, QUARTER].sum() > 0  # day 2
    assert count[:, REST.start + 5 : REST.stop].sum() > 0


def test_a_month_of_maturation_can_not_matter_within_days():
    young = YoungNeurons(name="y", born_d=2.0)
    assert young.conditions(2.0) == young.conditions(29.9)
    assert young.conditions(29.9).silent == (Silent("rest", 0.0, 0.25),)
    assert young.conditions(30.0).silent == ()


def test_what_makes_mature_cells_excitable_fades():
    young = YoungNeurons(name="y", maturation_d=10.0, current_pa=30.0, tau_d=5.0)
    current_pa = [young.conditions(10.0 + k).currents[0].current_pa for k in (0, 5, 10)]
    assert current_pa == pytest.approx([30.0, 30.0 / np.e, 30.0 / np.e**2])


def test_J04_excitement_raises_the_rate_of_some_cells_and_their_number_stays():
    excite = ExciteYoung(name="e", from_d=1.0, to_d=3.0, current_pa=100.0)
    assert excite.conditions(0.5) == excite.conditions(3.0) == NEUTRAL
    assert excite.conditions(1.0).currents == (Current("rest", 0.0, 0.25, 100.0),)
    excited, plain = rates(excite), rates()
    assert (excited[0] == plain[0]).all()
    assert excited[1:3, QUARTER].sum() > 3 * plain[1:3, QUARTER].sum()


def groups_of(world):
    """Return the slices of new cells (a quarter of the others), of B and of inhibitory cells."""
    cells = world.scenario.network.group_slices()
    return world.part_of("rest", 0.0, 0.25), cells[1], cells[-1]


def test_new_cells_take_no_side_unless_told_to():
    assert YoungNeurons(name="y").joinings() == ()
    assert YoungNeurons(name="y", joins="B", share=0.0).joinings() == ()
    (joining,) = YoungNeurons(name="y", joins="B", born_d=2.0, maturation_d=10.0).joinings()
    assert joining == Joining(12.0, "rest", 0.0, 0.25, "B", 7.5)


def test_new_cells_join_a_pattern_both_ways_with_one_strength():
    world = World(small_scenario().for_arm("all"), 3, np.zeros(2, dtype=np.int64))
    before, (new, b, _) = world.weights(), groups_of(world)
    join(world, Joining(0.0, "rest", 0.0, 0.25, "B", 5.0))
    pre, post = world.graph.pre, world.graph.post
    into, out = (
        (first.start <= pre) & (pre < first.stop) & (second.start <= post) & (post < second.stop)
        for first, second in ((b, new), (new, b))
    )
    joined = world.alive & (into | out)
    assert (world.alive & into).any() and (world.alive & out).any()
    np.testing.assert_allclose(world.weights()[joined], 5.0, rtol=1e-12)
    np.testing.assert_array_equal(world.weights()[~joined], before[~joined])


def test_new_cells_that_join_inhibition_drive_it_and_nothing_else():
    world = World(small_scenario().for_arm("all"), 3, np.zeros(2, dtype=np.int64))
    before, (new, _, inh) = world.kernel_weights(), groups_of(world)
    join(world, Joining(0.0, "rest", 0.0, 0.25, INHIBITION, 4.0))
    sender, target = (
        ends.astype(int) for ends in (world.graph.wiring.sender, world.graph.wiring.target)
    )
    joined = (
        (new.start <= sender) & (sender < new.stop) & (inh.start <= target) & (target < inh.stop)
    )
    assert joined.any() and (before[joined] > 0.0).all()
    np.testing.assert_array_equal(world.kernel_weights(), np.where(joined, 4.0 * before, before))


@pytest.mark.parametrize("joins", ["B", "inhibition"])
def test_cells_join_when_they_can_fire_and_not_before(joins):
    days = {"time__length_d": 2.0, "time__test_days": [0.5, 2.0]}
    plain, joined = (
        run(
            small_scenario((YoungNeurons(name="y", maturation_d=1.0, joins=side),), **days),
            arm="all",
            seed=1,
        )
        for side in ("nothing", joins)
    )
    rates = [result.probes["group_rate_hz"] for result in (plain, joined)]
    np.testing.assert_array_equal(rates[0][0], rates[1][0])
    assert (rates[0][1] != rates[1][1]).any()
