"""The study of `benchmarks/sampling.py` changes the noise it says, and splits variance right."""

from __future__ import annotations

import numpy as np
import pytest

import sim
from benchmarks.sampling import (
    ARMS,
    QUESTIONS,
    VARIANTS,
    another_test,
    episodes_run_by,
    finished,
    preset,
    spread,
    with_claims_of,
    with_other_noise,
)
from sim.engine.settle import BASELINE_S
from sim.measures import value_at
from sim.model.episode import run_episode
from tests.small import TINY

END_D = 2.0


@pytest.fixture(scope="module")
def tiny():
    """A small scenario with a dose and practice."""
    return sim.load(TINY)


def strength(run) -> float:
    """Return the mean weight from the cue to B at the end of a run."""
    return value_at(run.result(), "strength.cue_to_b", END_D)


def test_the_spread_is_split_into_sampling_and_seeds():
    rng = np.random.default_rng(1)
    values = rng.normal(0.0, 2.0, (4000, 1)) + rng.normal(0.0, 1.0, (4000, 3))
    assert tuple(spread(values)) == pytest.approx((1.0, 5.0**0.5, 0.2), rel=0.05)
    assert spread(values[:, :1].repeat(3, axis=1)).share < 1e-12
    assert np.isnan(spread(np.ones((5, 3))).share)


def test_all_episodes_of_a_run_are_seen(tiny):
    kinds = []

    def watched(world, segments, *, kind, **named):
        kinds.append(kind)
        return run_episode(world, segments, kind=kind, **named)

    with episodes_run_by(watched):
        finished(tiny, "treated", 3)
    assert set(kinds) >= {"baseline", "test", "surge", "everyday", "practice"}
    assert kinds.count("test") == 3 and kinds.count("practice") == 1


def test_other_noise_in_practice_changes_what_is_learned_and_nothing_without_practice(tiny):
    usual = {arm: strength(finished(tiny, arm, 3)) for arm in ("nothing", "treated")}
    for draw, same in ((0, True), (1, False)):
        with episodes_run_by(with_other_noise(("practice",), draw)):
            assert strength(finished(tiny, "nothing", 3)) == usual["nothing"]
            assert (strength(finished(tiny, "treated", 3)) == usual["treated"]) == same


def test_another_test_of_a_finished_run_has_other_noise_and_leaves_no_trace(tiny):
    run = finished(tiny, "treated", 3)
    scenario, before = run.world.scenario, run.world.kernel_weights().copy()
    first, again, other = (another_test(run, 1.0, repeat) for repeat in (0, 0, 1))
    longer = another_test(run, 2.0, 0)
    rates = [value_at(result, "rate_exc_hz", END_D) for result in (first, again, other, longer)]
    assert rates[0] == rates[1] and len(set(rates)) == 3
    assert longer.probes["answer"][-1].sum() == pytest.approx(1.0)
    assert run.world.scenario is scenario
    np.testing.assert_array_equal(run.world.kernel_weights(), before)


def test_a_scenario_keeps_the_claims_that_its_arms_can_answer():
    some, every = with_claims_of(preset(), ARMS).expect, preset().expect
    assert 0 < len(some) < len(every)
    (beats,) = [claim for claim in some if claim.more == "in_window"]
    assert set(beats.less) == set(ARMS) - {"in_window"}
    whole = with_claims_of(preset(), [arm.id for arm in preset().arm])
    assert whole.expect == every


@pytest.mark.parametrize("name", VARIANTS)
def test_every_variant_names_numbers_and_arms_that_exist(name):
    changes, arms, baseline_s = VARIANTS[name]
    changed = preset().with_changes(changes).fingerprint(None, 0) != preset().fingerprint(None, 0)
    assert changed or baseline_s != BASELINE_S
    assert set(arms) <= {arm.id for arm in preset().arm}
    assert name in QUESTIONS
