"""The central result of practice_in_window, and what takes it away.

On three seeds in the default suite, on twenty with ``-m slow``; none of them was used in choosing
the numbers of the model. ``plasticity-lab verify`` checks the claims of the preset itself.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

import sim

FEW = pytest.param(range(300, 303), id="3 seeds")
MANY = pytest.param(range(300, 320), id="20 seeds", marks=pytest.mark.slow)
seeds_of_test = pytest.mark.parametrize("seeds", [FEW, MANY])


ARMS = ("in_window", "practice_only", "dose_only", "late", "during_drug", "massed")


def shares(arm: str, seeds: range, changes: dict | None = None) -> np.ndarray:
    """Return the share of test cues answered with B on the last day, for each seed."""
    return last_answers((arm,), seeds, changes)[arm] if changes else usual_answers(seeds)[arm]


@cache
def usual_answers(seeds: range) -> dict[str, np.ndarray]:
    """Return the shares of all arms as the preset has them; runs of one seed share their past."""
    return last_answers(ARMS, seeds, {})


def last_answers(
    arms: tuple[str, ...], seeds: range, changes: dict, probe: str = "answer"
) -> dict[str, np.ndarray]:
    """Return the shares of some arms; only the last day is tested, as tests leave no trace."""
    scenario = sim.load("practice_in_window")
    scenario = scenario.with_changes({"time.test_days": [scenario.time.length_d], **changes})
    tasks = [sim.Task(scenario, arm, seed) for seed in seeds for arm in arms]
    answered = {
        (result.arm, result.seed): result.probes[probe][-1, 1] for result in sim.run_many(tasks)
    }
    return {arm: np.array([answered[arm, seed] for seed in seeds]) for arm in arms}


@seeds_of_test
def test_practice_in_the_window_makes_B_the_usual_answer(seeds):
    assert np.median(shares("in_window", seeds)) >= 0.6


@seeds_of_test
@pytest.mark.parametrize("arm", ["practice_only", "dose_only", "late", "during_drug"])
def test_B_is_not_the_usual_answer_without(seeds, arm):
    assert np.median(shares(arm, seeds)) <= 0.3


@seeds_of_test
@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"synapse.nmda_ratio": 0.0}, id="no NMDA receptors"),
        pytest.param({"stdp.rate": 0.0}, id="no STDP"),
        pytest.param({"consolidation.enabled": False}, id="no capture"),
        pytest.param({"window.learning_gain": 0.0}, id="no gain of learning"),
        pytest.param({"drug.selectivity": 1.0}, id="equal block"),
        pytest.param({"dose.dose_mg_per_kg": 0.0}, id="no drug in the dose"),
    ],
)
def test_the_effect_is_abolished_with(seeds, changes):
    assert np.median(shares("in_window", seeds, changes)) <= 0.3


@seeds_of_test
def test_practice_during_the_drug_fails_by_its_timing_not_by_being_massed(seeds):
    assert np.median(shares("massed", seeds)) >= 0.6


@seeds_of_test
def test_practice_during_the_drug_fails_even_if_the_drug_does_not_hold_learning_back(seeds):
    assert np.median(shares("during_drug", seeds, {"drug.learning_block": 0.0})) <= 0.3


@seeds_of_test
def test_enough_practice_needs_no_window(seeds):
    assert np.median(shares("practice_only", seeds, {"practice.repeats": 40})) >= 0.6


@seeds_of_test
def test_it_is_the_cue_that_leads_to_B_and_not_B_that_comes_up_anyway(seeds):
    with_cue = shares("in_window", seeds)
    without = last_answers(("in_window",), seeds, {}, "uncued")["in_window"]
    assert np.median(with_cue - without) >= 0.3


@seeds_of_test
def test_a_smaller_dose_leads_to_B_less_often_and_not_never(seeds):
    low = shares("in_window", seeds, {"dose.dose_mg_per_kg": 0.25}).mean()
    assert 0.1 <= low <= shares("in_window", seeds).mean() - 0.1


OTHER_NETWORKS = (
    ("network.p_inh", 0.4),
    ("network.p_exc_exc", 0.24),
    ("synapse.w_inh_to_inh_ns", 0.96),
    ("synapse.w_background_exc_ns", 1.12),
    ("synapse.w_background_inh_ns", 1.26),
)


@pytest.mark.parametrize(
    ("path", "value", "seeds"),
    [
        *(
            pytest.param(path, value, range(300, 303), id=f"{path}, 3 seeds")
            for path, value in OTHER_NETWORKS[:1]
        ),
        *(
            pytest.param(
                path, value, range(300, 320), marks=pytest.mark.slow, id=f"{path}, 20 seeds"
            )
            for path, value in OTHER_NETWORKS
        ),
    ],
)
def test_a_network_that_settles_keeps_it_with_other_connections(path, value, seeds):
    found = last_answers(("in_window", "practice_only"), seeds, {path: value})
    assert np.median(found["in_window"]) >= 0.5
    assert np.median(found["practice_only"]) <= 0.3


@pytest.mark.slow
def test_a_network_that_does_not_settle_loses_it_with_less_inhibition():
    changes = {"network.p_inh": 0.4, "settling.enabled": False}
    assert np.median(shares("in_window", range(300, 320), changes)) <= 0.3
