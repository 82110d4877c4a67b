"""Block that lags behind the level."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.model.absorption import Administration, administer
from sim.model.drug import MIN_PER_D, NG_PER_ML_PER_UM, DrugParams, blocks, level_ng_per_ml
from sim.model.unblocking import blocks_over_time
from tests.reference.oracle_slow import runge_kutta

DOSES = [Administration(1.0, 40.0, 0.5), administer("oral", 1.3, 1.0)]
HALF_HOURS_D = np.arange(4 * 48 + 1) / 48.0


def drug(unblock_min: float, **more) -> DrugParams:
    return DrugParams(unblock_min=unblock_min, **more)


def course(unblock_min: float, t_d=HALF_HOURS_D, doses=DOSES, **more) -> np.ndarray:
    """Return the block of inhibitory cells."""
    return blocks_over_time(drug(unblock_min, **more), doses, t_d)[1]


def test_without_a_time_constant_the_block_follows_the_level_to_the_last_bit():
    params = drug(0.0)
    level = level_ng_per_ml(params, DOSES, HALF_HOURS_D)
    for ours, equilibrium in zip(
        blocks_over_time(params, DOSES, HALF_HOURS_D), blocks(params, level)
    ):
        np.testing.assert_array_equal(ours, equilibrium)


@pytest.mark.parametrize("unblock_min", [5.0, 60.0, 1000.0])
def test_the_block_equals_the_integrated_equation(unblock_min):
    params = drug(unblock_min)
    exc, inh = blocks_over_time(params, DOSES, np.array([1.0, 1.0 + 40.0 / MIN_PER_D, 1.25]))

    def slope(ic50_um, start_min):
        def of(t_min, block):
            t_d = np.array([(start_min + t_min) / MIN_PER_D])
            ratio = level_ng_per_ml(params, DOSES, t_d)[0] / NG_PER_ML_PER_UM / ic50_um
            return (ratio * (1.0 - block) - block) / unblock_min

        return of

    for ours, ic50_um in ((inh, 1.74), (exc, 1.74 * 3.86)):
        block = runge_kutta(slope(ic50_um, MIN_PER_D), np.zeros(1), 40.0, 200)
        assert ours[1] == pytest.approx(block[0], rel=1e-3)
        block = runge_kutta(slope(ic50_um, MIN_PER_D + 40.0), block, 320.0, 800)
        assert ours[2] == pytest.approx(block[0], rel=1e-3)


@pytest.mark.parametrize("unblock_min", [10.0, 300.0])
def test_the_block_does_not_depend_on_the_calendar_step(unblock_min):
    fine = course(unblock_min, np.arange(4 * 1440 * 5 + 1) / 7200.0)
    np.testing.assert_allclose(course(unblock_min), fine[::150], rtol=5e-3, atol=1e-6)
    np.testing.assert_allclose(
        course(unblock_min, HALF_HOURS_D[::12]), fine[::1800], rtol=5e-3, atol=1e-6
    )


def test_a_course_may_be_cut_anywhere_and_go_on_from_the_block_there():
    params, cut = drug(200.0), 55
    whole = blocks_over_time(params, DOSES, HALF_HOURS_D)
    rest = blocks_over_time(params, DOSES, HALF_HOURS_D[cut:], first=(whole[0][cut], whole[1][cut]))
    for full, part in zip(whole, rest):
        np.testing.assert_allclose(part, full[cut:], rtol=1e-12)


def test_there_is_no_block_before_the_first_dose_to_the_last_bit():
    assert (course(90.0)[HALF_HOURS_D <= 1.0] == 0.0).all()
    assert (course(90.0, doses=[]) == 0.0).all()


def test_without_drug_the_block_fades_with_the_time_constant():
    exc, inh = blocks_over_time(drug(60.0), [], np.array([0.0, 90.0 / MIN_PER_D]), (0.2, 0.5))
    assert exc[1] == pytest.approx(0.2 * math.exp(-1.5))
    assert inh[1] == pytest.approx(0.5 * math.exp(-1.5))


@pytest.mark.parametrize("unblock_min", [1e-3, 1.0, 1e4])
@pytest.mark.parametrize("ic50_inh_um", [1e-3, 1.74])
def test_the_block_stays_between_0_and_the_highest_equilibrium(unblock_min, ic50_inh_um):
    highest = course(0.0, np.linspace(1.0, 2.0, 10_001), ic50_inh_um=ic50_inh_um).max()
    values = course(unblock_min, ic50_inh_um=ic50_inh_um)
    assert np.isfinite(values).all() and (values >= 0.0).all() and (values <= highest).all()


def test_a_short_time_constant_approaches_none_at_all():
    np.testing.assert_allclose(course(0.01), course(0.0), atol=5e-3)


def test_at_a_steady_level_the_slow_block_reaches_the_same_equilibrium():
    endless = [Administration(0.0, 40.0 * MIN_PER_D, 40.0)]
    days = np.array([0.0, 39.0])
    assert course(600.0, days, endless)[1] == pytest.approx(course(0.0, days, endless)[1], rel=1e-3)


def test_at_equal_ic50_a_slower_drug_blocks_less_and_later_and_longer():
    times = np.arange(1.0, 3.0, 1.0 / MIN_PER_D)
    quick, middle, slow = (course(tau, times, DOSES[:1]) for tau in (0.0, 60.0, 600.0))
    assert quick.max() > middle.max() > slow.max() > 0.0
    assert quick.argmax() < middle.argmax() < slow.argmax()
    assert (slow / slow.max())[1440] > 0.2 > 0.02 > (quick / quick.max())[1440]


def test_a_tightly_binding_slow_blocker_outlasts_the_drug_of_the_trial_dose():
    """The set that stands for drugs like MK-801, beside the default: 8 h after the start."""
    usual = course(0.0, doses=DOSES[:1])
    trapped = course(600.0, doses=DOSES[:1], ic50_inh_um=0.3)
    at_8_h = 48 + 16
    assert usual[at_8_h] < usual.max() / 5.0
    assert 0.2 < trapped.max() < 0.4 and trapped[at_8_h] > trapped.max() * 0.9


def test_selectivity_1_blocks_both_cell_types_alike_also_when_slow():
    exc, inh = blocks_over_time(drug(100.0, selectivity=1.0), DOSES, HALF_HOURS_D)
    np.testing.assert_array_equal(exc, inh)
