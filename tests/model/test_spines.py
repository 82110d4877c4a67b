"""Birth and loss of spines."""

from __future__ import annotations

import numpy as np
import pytest

from sim.model.network import NetworkParams, draw
from sim.model.spines import SpineParams, birth_per_d, loss_hazard, turnover

TURNOVER = SpineParams(enabled=True, every_h=6.0, loss_per_d=0.02, w_stable=1.0, birth_gain=3.0)
NETWORK = NetworkParams(n_pattern=40, n_cue=20, n_rest=40, n_inhibitory=20, p_exc_exc=0.2,
                        p_potential=0.05, within=5.0, wear=1.0)


@pytest.fixture(scope="module")
def synapses():
    """Return weights in base weights and which synapses exist, about 10000 places."""
    graph = draw(NETWORK, 1)
    return graph.start_weight, graph.wiring.alive[graph.plastic_edge]


def draws(synapses, drive=0.0, n=200, params=TURNOVER):
    """Return numbers of births and losses in ``n`` independent draws from the start."""
    weight, alive = synapses
    hazard = birth_per_d(params, weight, alive)
    rng = np.random.default_rng(0)
    both = [turnover(params, weight, alive, hazard, drive, rng.random(weight.size), 0.25)
            for _ in range(n)]
    return np.array([(born.sum(), lost.sum()) for born, lost in both])


def test_births_balance_losses_in_expectation_at_the_start(synapses):
    born, lost = draws(synapses, n=400).mean(axis=0)
    standard_error = np.sqrt((born + lost) / 400)
    assert lost > 10.0
    assert abs(born - lost) < 5.0 * standard_error + 0.02 * lost


def test_the_number_of_losses_is_the_one_that_the_hazard_says(synapses):
    weight, alive = synapses
    expected = np.sum(-np.expm1(-loss_hazard(TURNOVER, weight[alive]) * 0.25))
    lost = draws(synapses, n=400).mean(axis=0)[1]
    assert abs(lost - expected) < 5.0 * np.sqrt(expected / 400)


def test_drive_raises_births_and_leaves_losses_bit_identical_for_the_same_luck(synapses):
    weight, alive = synapses
    hazard = birth_per_d(TURNOVER, weight, alive)
    luck = np.random.default_rng(3).random(weight.size)
    calm, driven = (turnover(TURNOVER, weight, alive, hazard, drive, luck, 0.25)
                    for drive in (0.0, 1.0))
    assert calm[1].tobytes() == driven[1].tobytes()
    assert (driven[0] | ~calm[0]).all()  # whoever is born without drive is born with it
    assert draws(synapses, 1.0).mean(axis=0)[0] == pytest.approx(
        4.0 * draws(synapses, 0.0).mean(axis=0)[0], rel=0.1)


def test_strong_synapses_are_safer():
    hazard = loss_hazard(TURNOVER, np.array([0.0, 0.5, 1.0, 2.0, 5.0, 9.0]))
    assert (np.diff(hazard) < 0.0).all()
    assert hazard[2] == pytest.approx(0.02)  # an ordinary synapse
    assert hazard[3] == pytest.approx(0.02 / np.e)


def test_only_the_absent_are_born_and_only_the_present_are_lost(synapses):
    weight, alive = synapses
    born, lost = turnover(TURNOVER, weight, alive, 50.0, 1.0, np.full(weight.size, 1e-9), 0.25)
    assert born.tobytes() == (~alive).tobytes() and lost.tobytes() == alive.tobytes()


def test_without_empty_places_nothing_is_born():
    weight, alive = np.ones(50), np.ones(50, dtype=bool)
    hazard = birth_per_d(TURNOVER, weight, alive)
    born, lost = turnover(TURNOVER, weight, alive, hazard, 1.0, np.zeros(50), 0.25)
    assert hazard == 0.0 and not born.any() and lost.all()


def test_drawing_more_often_gives_the_same_turnover_a_day(synapses):
    weight, alive = synapses
    one_day = np.sum(-np.expm1(-loss_hazard(TURNOVER, weight[alive])))
    for every_h, n in ((24.0, 1), (6.0, 4), (1.0, 24)):
        stays = alive.copy()
        rng = np.random.default_rng(8)
        for _ in range(n):
            luck = rng.random(weight.size)
            stays &= ~turnover(TURNOVER, weight, stays, 0.0, 0.0, luck, every_h / 24.0)[1]
        lost = alive.sum() - stays.sum()
        assert abs(lost - one_day) < 5.0 * np.sqrt(one_day)
