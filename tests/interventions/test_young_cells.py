"""Young neurons: silent for weeks, then easily excited; or awake already and only excited."""

from __future__ import annotations

import numpy as np
import pytest
from builders import small_scenario

from sim.engine import run
from sim.interventions import ExciteYoung, YoungNeurons
from sim.model.conditions import NEUTRAL, Current, Silent

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
    assert count[:, REST.start + 5: REST.stop].sum() > 0


def test_a_month_of_maturation_can_not_matter_within_days():
    one = YoungNeurons(name="y", born_d=2.0)
    assert one.conditions(2.0) == one.conditions(29.9)
    assert one.conditions(29.9).silent == (Silent("rest", 0.0, 0.25),)
    assert one.conditions(30.0).silent == ()


def test_what_makes_mature_cells_excitable_fades():
    one = YoungNeurons(name="y", maturation_d=10.0, current_pa=30.0, tau_d=5.0)
    current_pa = [one.conditions(10.0 + k).currents[0].current_pa for k in (0, 5, 10)]
    assert current_pa == pytest.approx([30.0, 30.0 / np.e, 30.0 / np.e**2])


def test_J04_excitement_raises_the_rate_of_some_cells_and_their_number_stays():
    one = ExciteYoung(name="e", from_d=1.0, to_d=3.0, current_pa=100.0)
    assert one.conditions(0.5) == one.conditions(3.0) == NEUTRAL
    assert one.conditions(1.0).currents == (Current("rest", 0.0, 0.25, 100.0),)
    excited, plain = rates(one), rates()
    assert (excited[0] == plain[0]).all()
    assert excited[1:3, QUARTER].sum() > 3 * plain[1:3, QUARTER].sum()
