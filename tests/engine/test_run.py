"""The run: cancelling, progress, order of the day, and settings at the edge of what is allowed."""

from __future__ import annotations

import sys
import threading
import time

import numpy as np
import pytest

from sim.engine import run
from sim.engine.loop import Run
from sim.errors import Cancelled, DivergedError, ScenarioError
from sim.interventions import Dose, Practice
from sim.model.episode import run_episode
from tests.small import small_scenario

DOSE = Dose(name="dose", at_d=(0.5,), dose_mg_per_kg=0.5, infusion_min=40.0)
QUIET = {"everyday__rest_s": 0.1, "everyday__cues": 0, "homeostasis__enabled": False}


def run_until_stopped(scenario, after_s: float):
    """Return the seconds from setting the stop word to `Cancelled`, set from another thread."""
    stop = np.zeros(2, dtype=np.int64)
    asked: list[float] = []

    def ask():
        time.sleep(after_s)
        asked.append(time.perf_counter())
        stop[0] = 1

    thread = threading.Thread(target=ask)
    thread.start()
    with pytest.raises(Cancelled):
        run(scenario, arm="all", stop=stop)
    ended = time.perf_counter()
    thread.join()
    return ended - asked[0]


@pytest.mark.parametrize("after_s", [0.05, 0.3])
def test_a_stop_word_from_another_thread_ends_the_run_within_0_2_s(after_s):
    run(small_scenario(time__length_d=0.5, time__test_days=[0.0]), arm="all")  # compiled now
    endless = small_scenario(time__length_d=300.0, everyday__rest_s=60.0, time__test_days=[0.0])
    assert run_until_stopped(endless, after_s) < 0.2


def test_a_stop_word_ends_a_long_episode_in_its_middle():
    one_long_test = small_scenario(probe__rest_s=60.0, probe__trials=200, probe__cue_ms=5000.0)
    assert run_until_stopped(one_long_test, 0.3) < 0.2


def test_a_stop_word_set_before_the_start_ends_the_run_at_once():
    stop = np.array([1, 0], dtype=np.int64)
    began = time.perf_counter()
    with pytest.raises(Cancelled):
        run(small_scenario(), arm="all", stop=stop)
    assert time.perf_counter() - began < 1.0


def test_progress_is_reported_in_order_and_not_too_often():
    seen = []
    began = time.perf_counter()
    run(small_scenario((DOSE,)), arm="all", seed=5, on_progress=seen.append)
    took_s = time.perf_counter() - began
    days = [report.done_d for report in seen]
    assert days == sorted(days) and 1 <= len(days) <= 10.0 * took_s + 2
    assert all(
        report.total_d == 3.0 and report.arm == "all" and report.seed == 5 for report in seen
    )


def test_watching_a_run_does_not_change_it():
    watched = run(small_scenario((DOSE,)), arm="all", on_progress=lambda _: None)
    alone = run(small_scenario((DOSE,)), arm="all")
    assert watched.spikes["spike_ms"].tobytes() == alone.spikes["spike_ms"].tobytes()


def test_an_unknown_arm_is_refused_with_the_known_ones():
    with pytest.raises(ScenarioError, match="all"):
        run(small_scenario(), arm="al")


def test_shares_add_up_to_1():
    result = run(small_scenario((DOSE,)), arm="all")
    np.testing.assert_allclose(result.probes["answer"].sum(axis=1), 1.0)
    np.testing.assert_allclose(result.probes["occupancy"].sum(axis=1), 1.0)


def test_rates_of_cell_types_are_means_over_their_groups():
    result = run(small_scenario(), arm="all")
    sizes = np.bincount(result.group_of_neuron)
    expected = result.probes["group_rate_hz"][:, :6] @ sizes[:6] / sizes[:6].sum()
    np.testing.assert_allclose(result.probes["rate_exc_hz"], expected)
    np.testing.assert_allclose(result.probes["rate_inh_hz"], result.probes["group_rate_hz"][:, 6])


def test_resting_rates_equal_the_stored_spikes():
    result = run(small_scenario(probe__rest_s=1.0), arm="all")
    for test in range(result.probe_d.size):
        here = (result.spikes["spike_probe"] == test) & (result.spikes["spike_ms"] < 1000.0)
        is_exc = result.group_of_neuron[result.spikes["spike_neuron"][here]] < 6
        n_exc = np.count_nonzero(result.group_of_neuron < 6)
        assert result.probes["rate_exc_hz"][test] == pytest.approx(is_exc.sum() / n_exc)


def test_each_test_day_has_its_test_on_the_nearest_step():
    days = [0.0, 0.37, 1.01, 2.5, 3.0]
    result = run(small_scenario(time__test_days=days, time__step_h=0.5), arm="all")
    assert np.abs(result.probe_d - days).max() <= 0.25 / 24.0 + 1e-9


def test_test_days_that_fall_on_one_step_are_refused():
    days = [0.0, 1.0, 1.005]  # 7 min apart, the calendar has steps of 30 min
    with pytest.raises(ScenarioError, match="must lie at least one step"):
        small_scenario(time__test_days=days, time__step_h=0.5, time__length_d=1.5)


def test_two_sessions_at_one_time_have_draws_of_their_own(monkeypatch):
    """Else five sessions at once are one session five times."""
    seen = []

    def listen(world, segments, *, kind, **more):
        spikes = run_episode(world, segments, kind=kind, **more)
        if kind == "practice":
            seen.append(spikes)
        return spikes

    # By its entry in sys.modules: the function is called by that name only there.
    monkeypatch.setattr(sys.modules["sim.engine.step"], "run_episode", listen)
    twice = (
        Practice(name="b", pattern="B", start_d=0.5, days=1, repeats=2),
        Practice(name="c", pattern="B", start_d=0.5, days=1, repeats=2),
    )
    run(small_scenario(twice, stdp__rate=0.0, time__length_d=1.0, time__test_days=[0.0]), arm="all")
    assert len(seen) == 2
    assert not np.array_equal(seen[0].neuron[:50], seen[1].neuron[:50])


def test_spine_counts_add_up():
    simulation = Run(small_scenario((DOSE,), spines__loss_per_d=0.3), "all", 1, None)
    series = simulation.to_end(None).series
    np.testing.assert_allclose(series["spine_kept"] + series["spine_born"], series["spine_count"])
    assert (np.diff(series["spine_kept"]) <= 0.0).all()
    assert series["spine_kept"][-1] < 0.9 and series["spine_born"][-1] > 0.05


@pytest.mark.parametrize("step_h, every_h", [(0.5, 6.0), (0.5, 0.75), (0.5, 0.2), (4.0, 6.0)])
def test_spine_loss_a_day_does_not_depend_on_how_often_it_is_drawn(step_h, every_h):
    changes = QUIET | {
        "stdp__rate": 0.0,
        "time__step_h": step_h,
        "spines__every_h": every_h,
        "spines__young_loss_per_d": 0.1,
        "time__length_d": 8.0,
        "time__test_days": [0.0],
        "network__within": 1.0,
        "network__wear": 0.0,
        "spines__loss_per_d": 0.1,
    }
    simulation = Run(small_scenario((), **changes), "all", 1, None)
    kept = simulation.to_end(None).series["spine_kept"][-1]
    expected = np.exp(-0.1 * 8.0)  # every weight is 1, so every hazard is 0.1 a day
    sd = np.sqrt(expected * (1.0 - expected) / simulation.world.n_start)
    assert abs(kept - expected) < 5.0 * sd + 0.01  # one draw more or less at the ends


def test_a_step_that_does_not_divide_a_day_is_refused():
    with pytest.raises(ScenarioError, match="must divide 24 h"):
        small_scenario(time__step_h=5.0)


@pytest.mark.parametrize("step_h", [0.5, 1.0, 4.0])
def test_everyday_life_happens_once_a_day(step_h, monkeypatch):
    days = []
    scenario = small_scenario(
        time__step_h=step_h, time__length_d=10.0, time__test_days=[0.0], everyday__rest_s=0.1
    )
    simulation = Run(scenario, "all", 0, None)
    loop = sys.modules["sim.engine.loop"]
    monkeypatch.setattr(loop, "live_a_day", lambda _world, now: days.append(now.t_d))
    simulation.to_end(None)
    assert len(days) == 10
    assert np.abs(np.array(days) - (np.arange(10) + 0.5)).max() <= step_h / 48.0 + 1e-9


@pytest.mark.parametrize("late_h", [0.0, 0.1, 0.6])
def test_a_surge_is_heard_within_one_calendar_step_whenever_the_dose_starts(late_h):
    """Else a dose given five past the hour has a smaller effect than one on the hour."""
    start_d = (6.0 + late_h) / 24.0
    dose = Dose(name="dose", at_d=(start_d,), dose_mg_per_kg=1.0, infusion_min=40.0)
    changes = {
        "drug__ic50_inh_um": 1.0,
        "drug__selectivity": 10.0,
        "time__length_d": 1.0,
        "time__test_days": [0.0],
        "probe__surge_s": 2.0,
    }
    result = run(small_scenario((dose,), **changes), arm="all", seed=4)
    first_h = result.t_d[np.flatnonzero(result.series["surge"])[0]] * 24.0
    assert first_h - start_d * 24.0 <= 0.5 + 1e-9


def test_there_is_no_surge_before_the_drug_nor_when_it_has_gone():
    result = run(small_scenario((DOSE,), probe__surge_block_min=0.05), arm="all")
    gone = (result.t_d > 0.55) & (result.series["block_inh"] < 0.04)
    assert gone.any()
    assert (result.series["surge"][(result.t_d < 0.45) | gone] == 0.0).all()


EDGES = {
    "no other excitatory cells": {"network__n_rest": 0},
    "hardly any synapse": {"network__p_exc_exc": 0.01, "network__p_potential": 0.0},
    "no potential synapse": {"network__p_potential": 0.0},
    "every synapse": {"network__p_exc_exc": 1.0, "network__p_inh": 1.0},
    "no background": {"synapse__background_hz": 0.0},
    "short tests": {
        "probe__rest_s": 0.06,
        "probe__cue_ms": 50.0,
        "probe__trials": 1,
        "probe__lead_ms": 0.0,
    },
    "no settling": {"probe__settle_ms": 0.0},
    "a delay shorter than a step": {"synapse__delay_ms": 0.1},
    "a coarse calendar": {"time__step_h": 6.0},
    "no refractory time": {"neuron__t_refractory_exc_ms": 0.0, "neuron__t_refractory_inh_ms": 0.0},
    "no magnesium": {"synapse__magnesium_mm": 0.0},
}


@pytest.mark.parametrize("changes", EDGES.values(), ids=EDGES)
def test_at_the_edge_of_what_the_tables_allow_every_number_of_a_run_is_finite(changes):
    acts = (DOSE, Practice(name="practice", start_d=1.0, days=1, repeats=1))
    result = run(small_scenario(acts, **changes), arm="all")
    for name, values in result.series.items():
        assert np.isfinite(values).all(), name
    for name in ("answer", "occupancy", "strength", "rate_exc_hz"):
        assert np.isfinite(result.probes[name]).all(), name
    assert result.probes["strength"].min() >= 0.0
    assert (result.probes["rate_exc_hz"] < 400.0).all()


@pytest.mark.parametrize(
    ("changes", "allowed"),
    [
        ({"everyday__rest_s": 0.0, "everyday__cues": 0}, "a number from 0.1 to 60 s"),
        ({"time__step_h": 0.7}, "step_h must divide 24 h"),
        ({"time__dt_ms": 0.7}, "dt_ms must divide 1 ms"),
    ],
    ids=["no everyday life", "steps that fit no hour", "steps that fit no segment"],
)
def test_beyond_the_edge_a_scenario_is_refused_in_words(changes, allowed):
    with pytest.raises(ScenarioError, match=allowed):
        small_scenario(**changes)


def test_the_fastest_window_after_a_strong_dose_is_finite():
    scenario = small_scenario((DOSE,), window__tau_bdnf_h=0.01, drug__ic50_inh_um=0.5)
    assert np.isfinite(run(scenario, arm="all").series["window"]).all()


def test_a_full_spike_buffer_is_never_silent():
    """Reset above threshold: refused by the table, or an error; not a cut list of spikes."""
    with pytest.raises((ScenarioError, DivergedError)):
        run(small_scenario(neuron__v_reset_mv=-46.0, neuron__v_threshold_mv=-60.0), arm="all")


@pytest.mark.parametrize(
    "assay",
    [{}, {"assay_kick__enabled": True, "probe__rest_s": 1.0}],
    ids=["plain", "with an assay"],
)
def test_a_test_finds_the_same_whether_or_not_others_came_before(assay):
    """So a run with one test stands for one with many, see `benchmarks/grid.py`."""
    practice = Practice(name="b", pattern="B", start_d=0.6, days=2, repeats=2)
    often, once = (
        run(small_scenario((DOSE, practice), time__test_days=days, **assay), arm="all")
        for days in ([0.0, 0.5, 1.0, 2.0, 3.0], [3.0])
    )
    for name, values in once.probes.items():
        np.testing.assert_array_equal(values[-1], often.probes[name][-1], err_msg=name)
    for name, values in once.series.items():
        np.testing.assert_array_equal(values, often.series[name], err_msg=name)
