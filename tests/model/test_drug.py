"""Drug level against an independent table and an integrated oracle; block of receptors."""

from __future__ import annotations

import numpy as np
import pytest

from sim.model.absorption import Administration
from sim.model.drug import MIN_PER_D, DrugParams, blocks, level_ng_per_ml
from tests.reference.oracle_slow import drug_level

# Clements and Nimmo (1981), the values on which the reference table stands.
CLEMENTS = DrugParams(
    v1_l_per_kg=1.7522,
    k10_per_min=0.0109,
    k12_per_min=0.0186,
    k21_per_min=0.0137,
    ic50_inh_um=1.74,
    selectivity=3.86,
)

# data/pk_reference.csv, column "Clements1981_2cpt|IV 0.5 mg/kg over 40 min": minute, ng/mL.
REFERENCE = {
    0: 0.0,
    5: 33.207,
    10: 62.047,
    20: 109.499,
    30: 146.904,
    40: 177.333,
    45: 157.403,
    60: 115.41,
    90: 75.394,
    120: 58.831,
    240: 34.568,
    480: 13.907,
}
STANDARD = Administration(start_d=0.0, duration_min=40.0, dose_mg_per_kg=0.5)


def level(infusions, minutes, params=CLEMENTS):
    return level_ng_per_ml(params, infusions, np.atleast_1d(minutes) / MIN_PER_D)


@pytest.mark.parametrize("minute, expected", REFERENCE.items())
def test_level_equals_the_reference_table_within_0_1_ng_per_ml(minute, expected):
    assert level([STANDARD], float(minute))[0] == pytest.approx(expected, abs=0.1)


def test_V01_the_trial_dose_peaks_between_150_and_220_at_40_min_and_is_below_25_at_8_h():
    minutes = np.arange(0.0, 481.0)
    values = level([STANDARD], minutes, DrugParams())
    assert minutes[values.argmax()] == 40.0
    assert 150.0 <= values.max() <= 220.0
    assert values[-1] < 25.0


@pytest.mark.parametrize("infusion_min", [1.0, 40.0, 600.0])
@pytest.mark.parametrize("minute", [0.5, 30.0, 41.0, 300.0, 900.0])
def test_closed_form_equals_the_integrated_equations(minute, infusion_min):
    ours = level([Administration(0.0, infusion_min, 0.7)], minute)[0]
    assert ours == pytest.approx(drug_level(CLEMENTS, 0.7, infusion_min, minute), rel=1e-6)


def test_level_is_linear_in_the_dose():
    minutes = np.linspace(0.0, 1440.0, 97)
    quarter = level([STANDARD._replace(dose_mg_per_kg=0.25)], minutes)
    whole = level([STANDARD._replace(dose_mg_per_kg=1.0)], minutes)
    np.testing.assert_allclose(whole, 4.0 * quarter, rtol=1e-12)


def test_infusions_superpose_and_start_when_they_start():
    later = Administration(0.05, 60.0, 0.3)
    minutes = np.linspace(0.0, 1440.0, 289)
    both = level([STANDARD, later], minutes)
    np.testing.assert_allclose(
        both, level([STANDARD], minutes) + level([later], minutes), rtol=1e-12
    )
    assert (level([later], minutes)[minutes <= 0.05 * MIN_PER_D] == 0.0).all()
    shifted = level([later._replace(start_d=0.0)], minutes - 0.05 * MIN_PER_D)
    np.testing.assert_allclose(level([later], minutes), shifted, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("infusion_min", [2.0, 40.0, 240.0])
def test_what_goes_in_goes_out(infusion_min):
    """Clearance times the area under the level is the dose, to one part in a thousand."""
    minutes = np.linspace(0.0, 6000.0, 600_001)
    values = level([Administration(0.0, infusion_min, 0.5)], minutes)
    area = float(np.sum((values[1:] + values[:-1]) / 2.0) * 0.01)  # ng min/mL
    clearance_ml_per_min_kg = CLEMENTS.k10_per_min * CLEMENTS.v1_l_per_kg * 1000.0
    assert clearance_ml_per_min_kg * area / 1e6 == pytest.approx(0.5, rel=1e-3)


def test_nothing_before_the_infusion_to_the_last_bit():
    minutes = np.linspace(-1000.0, 0.0, 50)
    assert (level([STANDARD], minutes) == 0.0).all()
    assert (level([], np.linspace(0.0, 100.0, 5)) == 0.0).all()


def test_block_rises_with_the_level_from_0_towards_1():
    levels = np.linspace(0.0, 1e5, 1001)
    for block in blocks(CLEMENTS, levels):
        assert block[0] == 0.0 and (np.diff(block) > 0.0).all() and block[-1] < 1.0


def test_half_the_receptors_are_blocked_at_the_half_level():
    half = CLEMENTS.ic50_inh_um * 237.73
    assert blocks(CLEMENTS, np.array([half]))[1][0] == pytest.approx(0.5)
    assert blocks(CLEMENTS, np.array([half * 3.86]))[0][0] == pytest.approx(0.5)


def test_selectivity_1_gives_equal_blocks_and_more_gives_less_block_on_excitatory_cells():
    levels = np.linspace(0.0, 400.0, 41)
    exc, inh = blocks(CLEMENTS.model_copy(update={"selectivity": 1.0}), levels)
    np.testing.assert_array_equal(exc, inh)
    exc, inh = blocks(CLEMENTS, levels)
    assert (exc[1:] < inh[1:]).all()
