"""Virtual subjects: who differs, in what, and how far."""

from __future__ import annotations

import numpy as np
import pytest

from sim.engine import run
from sim.engine.loop import Run
from sim.interventions import Dose
from sim.model.subjects import as_subject, individual
from tests.reference.comparing import differences
from tests.small import small_scenario

SPREAD = {"subjects__spread": 1.0}
DOSE = Dose(name="dose", at_d=(0.5,), dose_mg_per_kg=1.0)


def test_without_spread_everybody_is_the_very_same_scenario():
    scenario = small_scenario()
    assert individual(scenario, 5) == {}
    assert as_subject(scenario, 5) is scenario


def test_how_far_one_could_differ_changes_no_bit_without_spread():
    far = {"subjects__sd_sensitivity": 2.0, "subjects__sd_depth": 1.0}
    scenario = small_scenario((DOSE,), time__length_d=1.0, time__test_days=[0.0, 1.0])
    others = small_scenario((DOSE,), time__length_d=1.0, time__test_days=[0.0, 1.0], **far)
    assert differences(run(scenario, arm="all", seed=1), run(others, arm="all", seed=1)) == []


def test_a_seed_is_one_subject_whatever_is_done_to_it():
    treated, left = small_scenario((DOSE,), **SPREAD), small_scenario(**SPREAD)
    assert individual(treated, 3) == individual(left, 3) != individual(left, 4)


def test_a_trait_is_the_same_however_far_the_others_differ():
    person = individual(small_scenario(**SPREAD), 3)
    narrow = individual(small_scenario(**SPREAD, subjects__sd_depth=0.0), 3)
    assert person["drug"] == narrow["drug"] and person["network"] != narrow["network"]


@pytest.mark.parametrize("spread", [0.5, 1.0])
def test_sensitivity_spreads_as_far_as_declared_around_the_typical_one(spread):
    scenario = small_scenario(subjects__spread=spread)
    ic50 = np.array([individual(scenario, seed)["drug"].ic50_inh_um for seed in range(400)])
    logs = np.log(ic50 / scenario.drug.ic50_inh_um)
    assert abs(logs.mean()) < 4.0 * 0.5 * spread / 20.0
    assert logs.std() == pytest.approx(0.5 * spread, rel=0.12)


def test_no_subject_leaves_the_range_of_a_parameter():
    scenario = small_scenario(subjects__spread=2.0, subjects__sd_depth=1.0)
    wear = [individual(scenario, seed)["network"].wear for seed in range(100)]
    assert min(wear) == 0.0 and max(wear) == 1.5


def test_a_run_uses_the_values_of_its_subject_and_hands_back_the_scenario_it_was_given():
    """Stored results are found again by the scenario they hold."""
    scenario = small_scenario((DOSE,), time__length_d=1.0, time__test_days=[0.0, 1.0], **SPREAD)
    simulation = Run(scenario, "all", 3, None)
    assert simulation.scenario.drug == individual(scenario, 3)["drug"] != scenario.drug
    result = simulation.to_end(None)
    assert result.scenario.fingerprint(None, 3) == result.provenance.fingerprint
    assert individual(result.scenario, 3)["drug"] == simulation.scenario.drug
    typical = run(
        small_scenario((DOSE,), time__length_d=1.0, time__test_days=[0.0, 1.0]), arm="all", seed=3
    )
    assert not np.array_equal(result.series["block_inh"], typical.series["block_inh"])
