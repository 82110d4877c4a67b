"""Taking a mechanism away takes its effect away, to the last bit.

Small runs; the same ablations over many seeds of the full network belong to the claims of presets.
"""

from __future__ import annotations

import numpy as np
import pytest

from sim.engine import run
from sim.engine.loop import Run
from sim.interventions import Dose, Practice
from tests.reference.comparing import differences
from tests.small import small_scenario

DOSE = Dose(name="dose", at_d=(0.25,), dose_mg_per_kg=1.0, infusion_min=40.0)
PRACTICE = Practice(
    name="practice", pattern="B", start_d=0.75, days=3, every_d=0.5, repeats=3, teacher_hz=400.0
)
# A drug strong enough for a surge in this small network, whatever the defaults are.
DRUG = {
    "drug__ic50_inh_um": 1.0,
    "drug__selectivity": 4.0,
    "synapse__nmda_ratio": 3.0,
    "window__gate_k": 0.1,
    "probe__surge_s": 1.0,
}
ONLY_BLOCK = ("series level_ng_per_ml", "series block_exc", "series block_inh")


def whole_run(*acts, seed=4, **changes):
    """Return the run itself, with its world, after its end."""
    simulation = Run(small_scenario(acts, **changes), "all", seed, None)
    return simulation, simulation.to_end(None)


def effects(a, b):
    """Return what differs beside the drug level and the block that follows from it."""
    return [name for name in differences(a, b) if not name.startswith(ONLY_BLOCK)]


def test_with_all_mechanisms_the_drug_does_make_a_surge_and_a_window():
    result = run(small_scenario((DOSE,), **DRUG), arm="all", seed=4)
    assert result.series["surge"].max() > 0.05
    assert result.series["window"].max() > 0.01
    assert (result.series["surge"][result.t_d < 0.2] == 0.0).all()


def test_without_nmda_receptors_the_drug_changes_no_bit():
    changes = DRUG | {"synapse__nmda_ratio": 0.0, "synapse__background_hz": 2000.0}
    with_dose = run(small_scenario((DOSE, PRACTICE), **changes), arm="all", seed=4)
    without = run(small_scenario((PRACTICE,), **changes), arm="all", seed=4)
    assert with_dose.probes["rate_exc_hz"].min() > 0.1
    assert (with_dose.series["surge"] == 0.0).all()
    assert (with_dose.series["window"] == 0.0).all()
    assert effects(with_dose, without) == []


def test_with_ampa_blocked_there_is_no_surge_and_no_window():
    changes = DRUG | {"synapse__ampa_block": 1.0}
    result = run(small_scenario((DOSE,), **changes), arm="all", seed=4)
    assert (result.series["surge"] == 0.0).all()
    assert (result.series["window"] == 0.0).all()
    assert result.probes["rate_exc_hz"].max() < 1.0


def test_without_learning_practice_changes_no_weight():
    changes = {"stdp__rate": 0.0, "homeostasis__enabled": False, "spines__enabled": False}
    simulation, result = whole_run(PRACTICE, **changes)
    start = simulation.world.graph.start_weight
    assert result.session_d.size == 3
    assert (
        simulation.world.weights().tobytes()
        == np.where(simulation.world.alive, start, 0.0).tobytes()
    )


def test_without_learning_practice_changes_no_bit_of_the_run():
    practised = run(small_scenario((PRACTICE,), stdp__rate=0.0), arm="all", seed=4)
    left = run(small_scenario((), stdp__rate=0.0), arm="all", seed=4)
    assert practised.session_d.size == 3
    found = [name for name in differences(practised, left) if not name.startswith("session")]
    assert found == []


def test_with_learning_practice_does_change_weights():
    simulation, _ = whole_run(
        PRACTICE, spines__enabled=False, homeostasis__enabled=False, consolidation__tau_fast_h=200.0
    )
    assert np.abs(simulation.world.fast - 1.0).max() > 0.1


def test_without_consolidation_slow_weights_never_change():
    simulation, _ = whole_run(
        DOSE,
        PRACTICE,
        consolidation__enabled=False,
        spines__enabled=False,
        consolidation__threshold=1.0,
        **DRUG,
    )
    start = np.where(simulation.world.alive, simulation.world.graph.start_weight - 1.0, 0.0)
    assert simulation.world.slow.tobytes() == start.tobytes()
    assert np.abs(simulation.world.fast - 1.0).max() > 0.01
    with_it, _ = whole_run(
        DOSE, PRACTICE, spines__enabled=False, consolidation__threshold=1.0, **DRUG
    )
    assert np.abs(with_it.world.slow - start).max() > 0.01


def test_without_spine_turnover_no_synapse_comes_or_goes():
    result = run(small_scenario((DOSE,), spines__enabled=False, **DRUG), arm="all", seed=4)
    assert (result.series["spine_count"] == 1.0).all()
    assert (result.series["spine_born"] == 0.0).all()


def test_without_homeostasis_no_input_is_scaled():
    simulation, _ = whole_run(PRACTICE, homeostasis__enabled=False)
    assert (simulation.world.scale == 1.0).all()
    scaled, _ = whole_run(PRACTICE)
    assert not (scaled.world.scale == 1.0).all()


def test_with_selectivity_1_both_cell_types_are_blocked_alike():
    result = run(small_scenario((DOSE,), **(DRUG | {"drug__selectivity": 1.0})), arm="all", seed=4)
    np.testing.assert_array_equal(result.series["block_exc"], result.series["block_inh"])
    assert result.series["block_inh"].max() > 0.2


@pytest.mark.parametrize("gain", ["learning_gain", "capture_gain"])
def test_without_a_gain_an_open_window_is_there_but_not_felt(gain):
    base = DRUG | {
        "window__learning_gain": 0.0,
        "window__capture_gain": 0.0,
        "spines__birth_gain": 0.0,
    }
    opened = run(small_scenario((DOSE, PRACTICE), **base), arm="all", seed=4)
    never = run(
        small_scenario((DOSE, PRACTICE), **base, window__opening_per_h=0.0), arm="all", seed=4
    )
    assert opened.series["window"].max() > 0.01 and never.series["window"].max() == 0.0
    assert [n for n in differences(opened, never) if "window" not in n] == []
    felt = run(
        small_scenario((DOSE, PRACTICE), **(base | {f"window__{gain}": 5.0})), arm="all", seed=4
    )
    assert "probes strength" in differences(opened, felt)
