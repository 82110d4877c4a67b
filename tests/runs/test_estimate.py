"""The estimate of a run: what assays add to it, and that their share is about what they take."""

from __future__ import annotations

import numpy as np
import pytest

from sim.assays import ASSAYS, reversal
from sim.model.episode import UNDISTURBED, run_episode
from sim.model.world import World
from sim.runs import activity_s, seconds_of_run

each_assay = pytest.mark.parametrize("assay", ASSAYS, ids=lambda assay: assay.TABLE)


@each_assay
def test_an_assay_that_is_on_adds_its_activity_at_every_test(assay, tiny):
    on = tiny.with_changes({f"{assay.TABLE}.enabled": True})
    added_s = activity_s(on, "nothing") - activity_s(tiny, "nothing")
    assert added_s == pytest.approx(assay.ACTIVITY_S * len(tiny.time.test_days))
    assert seconds_of_run(on, "nothing") > seconds_of_run(tiny, "nothing")
    once = {"time.test_days": [0.0]}
    added_s = activity_s(on.with_changes(once), "nothing") - activity_s(
        tiny.with_changes(once), "nothing"
    )
    assert added_s == pytest.approx(assay.ACTIVITY_S)


def test_assays_add_up_and_those_that_are_off_add_nothing(tiny):
    on = tiny.with_changes({f"{assay.TABLE}.enabled": True for assay in ASSAYS})
    added_s = activity_s(on, "nothing") - activity_s(tiny, "nothing")
    assert added_s == pytest.approx(3 * sum(assay.ACTIVITY_S for assay in ASSAYS))


def test_an_assay_that_only_one_arm_switches_on_counts_in_that_arm(tiny):
    arm = tiny.arm[0].model_copy(update={"set": (("assay_kick.enabled", True),)})
    changed = tiny.model_copy(update={"arm": (arm, tiny.arm[1])})
    assert activity_s(changed, "nothing") > activity_s(tiny, "nothing")
    assert activity_s(changed, "treated") == activity_s(tiny, "treated")


def taken_s(assay, tiny, monkeypatch, learning, seed=0):
    """Return the activity that one assay takes with its default parameters, in s."""
    scenario = tiny.with_changes({f"{assay.TABLE}.enabled": True}).for_arm("nothing")
    lengths_ms = []

    def counted(world, segments, **more):
        lengths_ms.append(
            scenario.probe.settle_ms + sum(segment.duration_ms for segment in segments)
        )
        return run_episode(world, segments, **more)

    monkeypatch.setattr(assay, "run_episode", counted)
    world = World(scenario, seed, np.zeros(2, dtype=np.int64))
    assay.run(world, getattr(scenario, assay.TABLE), step=0, acute=UNDISTURBED, learning=learning)
    return sum(lengths_ms) / 1000.0


@pytest.mark.parametrize(
    "assay", [assay for assay in ASSAYS if assay is not reversal], ids=lambda assay: assay.TABLE
)
def test_the_activity_of_an_assay_is_about_what_it_takes(assay, tiny, monkeypatch):
    found_s = np.median([taken_s(assay, tiny, monkeypatch, 2.0, seed) for seed in range(3)])
    assert found_s == pytest.approx(assay.ACTIVITY_S, rel=0.25)


def test_the_activity_of_reversal_is_below_that_of_a_network_that_never_learns(tiny, monkeypatch):
    longest_s = taken_s(reversal, tiny, monkeypatch, learning=0.0)
    assert 0.5 * longest_s < reversal.ACTIVITY_S < longest_s
