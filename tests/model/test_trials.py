"""The trials of a test: the same moment with and without a cue."""

from __future__ import annotations

import numpy as np
import pytest

from sim.engine import run
from sim.engine.probe import run_probe
from sim.errors import DivergedError
from sim.model.calendar import ProbeParams
from sim.model.episode import UNDISTURBED, Segment, run_episode
from sim.model.trials import answers, shares, trials
from sim.model.world import World
from tests.small import small_scenario

KIND = {"kind": "test", "step": 0}


def small_world(**changes):
    """Return the world of the small scenario."""
    scenario = small_scenario(**changes).for_arm("all")
    return World(scenario, 3, np.zeros(2, dtype=np.int64))


def test_moments_spread_over_the_rest_and_cues_follow_it():
    probe = ProbeParams(rest_s=4.0, trials=5, lead_ms=1000.0, cue_ms=400.0, ignore_ms=150.0)
    listed = trials(probe, 0.5)
    assert [trial.moment_ms for trial in listed] == [1000.0, 1650.0, 2300.0, 2950.0, 3600.0]
    assert [trial.start_ms for trial in listed] == [4000.0, 4400.0, 4800.0, 5200.0, 5600.0]
    assert listed[1].counted(True) == (4550.0, 4800.0)
    assert listed[1].counted(False) == (1800.0, 2050.0)


@pytest.mark.parametrize(
    "changes",
    [
        {"rest_s": 0.4, "cue_ms": 400.0},
        {"rest_s": 0.5, "lead_ms": 5000.0},
        {"trials": 1},
        {"trials": 200},
        {"ignore_ms": 1000.0},
        {"cue_ms": 333.3},
    ],
)
def test_trials_of_every_allowed_test_lie_within_it(changes):
    probe = ProbeParams(**changes)
    for trial in trials(probe, 0.3):
        for with_cue in (True, False):
            first, last = trial.counted(with_cue)
            assert 0.0 <= trial.moment_ms <= first or with_cue
            assert last - first >= 0.49 * trial.length_ms
        assert trial.moment_ms % 0.3 == pytest.approx(
            0.0, abs=1e-9
        ) or trial.moment_ms % 0.3 == pytest.approx(0.3, abs=1e-9)


def test_a_rest_shorter_than_a_cue_has_no_catch_trials_and_is_refused():
    with pytest.raises(ValueError, match=r"rest_s of at least 0\.4"):
        ProbeParams(rest_s=0.3, cue_ms=400.0)


def test_what_is_asked_aside_leaves_the_rest_as_it_was_to_the_last_bit():
    world = small_world()
    alone = run_episode(world, (Segment(300.0),), **KIND)
    asked = run_episode(
        world, (Segment(100.0), Segment(80.0, cue_hz=2000.0, aside=True), Segment(200.0)), **KIND
    )
    resting = asked.t_ms < 300.0
    assert np.array_equal(asked.t_ms[resting], alone.t_ms)
    assert np.array_equal(asked.neuron[resting], alone.neuron)


def test_without_a_cue_what_is_asked_aside_is_what_happens_anyway():
    spikes = run_episode(
        small_world(), (Segment(100.0), Segment(80.0, aside=True), Segment(200.0)), **KIND
    )
    aside = spikes.t_ms >= 300.0
    there = (spikes.t_ms >= 100.0) & (spikes.t_ms < 180.0)
    assert aside.any()
    assert np.array_equal(spikes.t_ms[aside] - 200.0, spikes.t_ms[there])
    assert np.array_equal(spikes.neuron[aside], spikes.neuron[there])


def test_a_copy_that_diverges_is_told_though_the_rest_is_fine():
    with pytest.raises(DivergedError, match="infinite in a test episode on day 0"):
        run_episode(
            small_world(),
            (Segment(40.0, aside=True, block=(np.nan, np.nan)), Segment(40.0)),
            **KIND,
        )


def test_nothing_is_learnt_aside():
    world = small_world()
    before = world.fast.copy()
    run_episode(
        world,
        (Segment(0.0), Segment(200.0, cue_hz=2000.0, teacher_hz=2000.0, taught="B", aside=True)),
        learning=5.0,
        **KIND,
    )
    assert np.array_equal(world.fast, before)


def test_a_cue_reaches_the_cells_of_the_cue_and_the_catch_trial_has_none():
    world = small_world()
    probe = run_probe(world, step=0, acute=UNDISTURBED)
    cue = world.scenario.network.group_slices()[4]
    is_cue = (probe.spikes.neuron >= cue.start) & (probe.spikes.neuron < cue.stop)
    for trial in trials(world.scenario.probe, world.scenario.time.dt_ms):
        counts = [
            np.count_nonzero(is_cue & (probe.spikes.t_ms >= first) & (probe.spikes.t_ms < last))
            for first, last in (trial.counted(True), trial.counted(False))
        ]
        assert counts[0] > counts[1]


def test_answers_are_read_in_their_stretches_only():
    probe = ProbeParams()
    patterns = tuple(slice(10 * k, 10 * k + 10) for k in range(4))
    t_ms = np.sort(np.concatenate([np.linspace(100.0, 199.0, 200), np.linspace(300.0, 399.0, 200)]))
    neuron = np.where(t_ms < 250.0, 12, 25)
    active = answers(
        [(100.0, 200.0), (200.0, 300.0), (300.0, 400.0)], t_ms, neuron, patterns, probe
    )
    assert active.tolist() == [1, 4, 2]
    assert shares(active).tolist() == pytest.approx([0.0, 1 / 3, 1 / 3, 0.0, 1 / 3])


def test_a_result_holds_both_answers_and_each_adds_up_to_1():
    result = run(small_scenario(), arm="all")
    for name in ("answer", "uncued"):
        assert result.probes[name].shape == (4, 5)
        assert result.probes[name].sum(axis=1) == pytest.approx(1.0)
