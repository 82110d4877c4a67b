"""Birth, settling and loss of spines."""

from __future__ import annotations

import numpy as np
import pytest

from sim.model.network import NetworkParams, draw
from sim.model.spines import (
    Places,
    Pressure,
    SpineParams,
    balanced_birth_per_d,
    loss_hazard,
    turnover,
    young_at_balance,
)

TURNOVER = SpineParams(
    enabled=True,
    every_h=6.0,
    loss_per_d=0.02,
    w_stable=1.0,
    young_loss_per_d=0.2,
    settle_per_d=0.1,
    birth_gain=3.0,
    regrowth=1.0,
)
NETWORK = NetworkParams(
    n_pattern=40,
    n_cue=20,
    n_rest=40,
    n_inhibitory=20,
    p_exc_exc=0.2,
    p_potential=0.05,
    within=5.0,
    wear=1.0,
)
CALM = Pressure()


@pytest.fixture(scope="module")
def start():
    """Return weights in base weights and places at the start, about 10000 of them."""
    graph = draw(NETWORK, 1)
    weight, alive = graph.start_weight, graph.wiring.in_alive
    uniform = np.random.default_rng(4).random(weight.size)
    young = alive & young_at_balance(TURNOVER, weight, uniform)
    return weight, Places(alive, young, np.zeros_like(alive))


def places(n, *, alive=True, young=False, former=False):
    """Return ``n`` places that are all alike."""
    return Places(*(np.full(n, value) for value in (alive, young, former)))


def chances(params, place, *, weight=1.0, birth_per_d=0.0, pressure=CALM, days=0.25, n=100_000):
    """Return the shares born, lost and settled of many places that are alike."""
    uniform = np.random.default_rng(0).random((2, n))
    drawn = turnover(
        params, np.full(n, weight).take, place(n), birth_per_d, pressure, uniform, days
    )
    return [one.mean() for one in drawn]


def draws(start, pressure=CALM, n=200, params=TURNOVER):
    """Return numbers of births and losses in ``n`` independent draws from the start."""
    weight, there = start
    hazard = balanced_birth_per_d(params, weight, there)
    rng = np.random.default_rng(0)
    many = [
        turnover(params, weight.take, there, hazard, pressure, rng.random((2, weight.size)), 0.25)
        for _ in range(n)
    ]
    return np.array([(born.sum(), lost.sum()) for born, lost, _ in many])


def test_births_balance_losses_in_expectation_at_the_start(start):
    born, lost = draws(start, n=400).mean(axis=0)
    standard_error = np.sqrt((born + lost) / 400)
    assert lost > 10.0
    assert abs(born - lost) < 5.0 * standard_error + 0.02 * lost


def test_settling_balances_the_loss_of_settled_synapses_at_the_start(start):
    """So that the share of young ones stays what it is while nothing happens."""
    weight, there = start
    ordinary = there.alive & (weight == 1.0)
    settling = TURNOVER.settle_per_d * np.count_nonzero(there.young & ordinary)
    losing = TURNOVER.loss_per_d * np.count_nonzero(~there.young & ordinary)
    assert settling == pytest.approx(losing, rel=0.1)


def test_numbers_of_spines_and_of_young_ones_hold_for_months():
    """With the defaults, without any pressure, and for weights that stay what they are."""
    params, rng, n = SpineParams(), np.random.default_rng(5), 20_000
    weight, alive = np.ones(n), np.arange(n) < 0.8 * n
    there = Places(alive, alive & young_at_balance(params, weight, rng.random(n)), ~alive)
    hazard = balanced_birth_per_d(params, weight, there)
    first = np.count_nonzero(there.alive), np.count_nonzero(there.young)
    for _ in range(4 * 90):
        born, lost, settled = turnover(
            params, weight.take, there, hazard, CALM, rng.random((2, n)), 0.25
        )
        alive = (there.alive | born) & ~lost
        there = Places(alive, ((there.young & ~settled) | born) & ~lost, ~alive)
    assert np.count_nonzero(there.alive) == pytest.approx(first[0], rel=0.03)
    assert np.count_nonzero(there.young) == pytest.approx(first[1], rel=0.2)


def test_the_number_of_losses_is_the_one_that_the_hazard_says(start):
    weight, there = start
    hazard = loss_hazard(TURNOVER, weight, there.young)[there.alive]
    expected = np.sum(-np.expm1(-hazard * 0.25))
    lost = draws(start, n=400).mean(axis=0)[1]
    assert abs(lost - expected) < 5.0 * np.sqrt(expected / 400)


@pytest.mark.parametrize("young_loss_per_d", [0.001, 0.2, 2.0])
@pytest.mark.parametrize("drive", [0.0, 1.0])
def test_places_that_are_skipped_are_those_whose_draw_lies_above_their_hazard(
    start, drive, young_loss_per_d
):
    weight, there = start
    params = TURNOVER.model_copy(update={"young_loss_per_d": young_loss_per_d, "regrowth": 4.0})
    rng = np.random.default_rng(9)
    weight = rng.uniform(0.0, 2.0, weight.size)
    there = there._replace(former=~there.alive & (rng.random(weight.size) < 0.5))
    unused = rng.uniform(0.0, 0.2, weight.size)
    uniform = rng.random((2, weight.size))
    pressure = Pressure(drive=drive, unused_per_d=unused)
    born, lost, _ = turnover(params, weight.take, there, 0.1, pressure, uniform, 0.25)
    birth = 0.1 * (1.0 + params.birth_gain * drive) * np.where(there.former, 4.0, 1.0)
    hazard = np.where(there.alive, loss_hazard(params, weight, there.young, unused), birth)
    changes = uniform[0] < -np.expm1(-hazard * 0.25)
    assert born.tobytes() == (changes & ~there.alive).tobytes() and born.any()
    assert lost.tobytes() == (changes & there.alive).tobytes() and lost.any()


def test_D07_drive_raises_births_and_leaves_losses_bit_identical_for_the_same_draws(start):
    weight, there = start
    hazard = balanced_birth_per_d(TURNOVER, weight, there)
    uniform = np.random.default_rng(3).random((2, weight.size))
    calm, driven = (
        turnover(TURNOVER, weight.take, there, hazard, Pressure(drive=drive), uniform, 0.25)
        for drive in (0.0, 1.0)
    )
    assert calm[1].tobytes() == driven[1].tobytes() and calm[2].tobytes() == driven[2].tobytes()
    assert (driven[0] | ~calm[0]).all()  # whoever is born without drive is born with it
    assert draws(start, Pressure(drive=1.0)).mean(axis=0)[0] == pytest.approx(
        4.0 * draws(start).mean(axis=0)[0], rel=0.1
    )


def test_strong_synapses_are_safer():
    weight = np.array([0.0, 0.5, 1.0, 2.0, 5.0, 9.0])
    hazard = loss_hazard(TURNOVER, weight, np.zeros(6, bool))
    assert (np.diff(hazard) < 0.0).all()
    assert hazard[2] == pytest.approx(0.02)  # an ordinary synapse
    assert hazard[3] == pytest.approx(0.02 / np.e)


def test_young_spines_are_lost_sooner_than_settled_ones():
    young, settled = (
        chances(TURNOVER, lambda n, y=y: places(n, young=y))[1] for y in (True, False)
    )
    assert young == pytest.approx(-np.expm1(-0.2 * 0.25), rel=0.05)
    assert settled == pytest.approx(-np.expm1(-0.02 * 0.25), rel=0.1)


def test_only_young_spines_settle_at_their_rate():
    assert chances(TURNOVER, lambda n: places(n, young=True))[2] == pytest.approx(
        -np.expm1(-0.1 * 0.25), rel=0.05
    )
    assert chances(TURNOVER, places)[2] == 0.0


def test_pressure_on_births_multiplies_their_hazard():
    born = [
        chances(
            TURNOVER,
            lambda n: places(n, alive=False),
            birth_per_d=0.1,
            days=1.0,
            pressure=Pressure(birth=k),
        )[0]
        for k in (1.0, 0.5, 0.0)
    ]
    np.testing.assert_allclose(np.log1p(-np.array(born)), [-0.1, -0.05, 0.0], rtol=0.05)


def test_pruning_of_the_unused_is_added_whatever_the_weight():
    n = 100_000
    unused = np.where(np.arange(n) < n // 2, 0.3, 0.0)  # silent cells, then active ones
    uniform = np.random.default_rng(1).random((2, n))
    lost = turnover(
        TURNOVER, np.full(n, 8.0).take, places(n), 0.0, Pressure(unused_per_d=unused), uniform, 1.0
    )[1]
    assert lost[: n // 2].mean() == pytest.approx(-np.expm1(-0.3), rel=0.05)
    assert lost[n // 2 :].mean() < 0.001


def test_D03a_spines_return_sooner_to_where_one_was_lost():
    params = TURNOVER.model_copy(update={"regrowth": 5.0})
    new, again = (
        chances(params, lambda n, f=f: places(n, alive=False, former=f), birth_per_d=0.1, days=1.0)[
            0
        ]
        for f in (False, True)
    )
    np.testing.assert_allclose(np.log1p(-np.array([new, again])), [-0.1, -0.5], rtol=0.05)


def test_only_the_absent_are_born_only_the_present_are_lost_and_only_the_young_settle(start):
    weight, there = start
    everything = np.full((2, weight.size), 1e-9)
    born, lost, settled = turnover(
        TURNOVER, weight.take, there, 50.0, Pressure(drive=1.0), everything, 0.25
    )
    assert born.tobytes() == (~there.alive).tobytes()
    assert lost.tobytes() == there.alive.tobytes() and settled.tobytes() == there.young.tobytes()


def test_without_empty_places_nothing_is_born():
    there, weight = places(50), np.ones(50)
    hazard = balanced_birth_per_d(TURNOVER, weight, there)
    born, lost, _ = turnover(
        TURNOVER, weight.take, there, hazard, Pressure(drive=1.0), np.zeros((2, 50)), 0.25
    )
    assert hazard == 0.0 and not born.any() and lost.all()


def test_drawing_more_often_gives_the_same_turnover_a_day(start):
    weight, there = start
    one_day = np.sum(-np.expm1(-loss_hazard(TURNOVER, weight, there.young)[there.alive]))
    for every_h, n in ((24.0, 1), (6.0, 4), (1.0, 24)):
        stays = there.alive.copy()
        rng = np.random.default_rng(8)
        for _ in range(n):
            uniform = rng.random((2, weight.size))
            stays &= ~turnover(
                TURNOVER,
                weight.take,
                there._replace(alive=stays),
                0.0,
                CALM,
                uniform,
                every_h / 24.0,
            )[1]
        lost = there.alive.sum() - stays.sum()
        assert abs(lost - one_day) < 5.0 * np.sqrt(one_day)
