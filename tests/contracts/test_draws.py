"""Seeds: the same one gives the same bits, in threads too; the calendar shares its draws."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from sim.engine import run
from sim.interventions import Dose, Practice
from tests.reference.comparing import differences
from tests.small import small_scenario

ACTS = (
    Dose(name="dose", at_d=(0.5,), dose_mg_per_kg=0.5),
    Practice(name="practice", start_d=1.5, days=2, repeats=2, every_d=0.5),
)


@pytest.fixture(scope="module")
def once():
    return run(small_scenario(ACTS), arm="all", seed=7)


def test_the_same_seed_twice_is_bit_identical(once):
    assert differences(once, run(small_scenario(ACTS), arm="all", seed=7)) == []


def test_two_threads_at_once_give_the_same_bits_as_one_alone(once):
    with ThreadPoolExecutor(2) as pool:
        seeds = (7, 8, 7, 8)
        results = list(pool.map(lambda s: run(small_scenario(ACTS), arm="all", seed=s), seeds))
    assert differences(once, results[0]) == differences(once, results[2]) == []
    assert differences(results[1], results[3]) == []


def test_different_seeds_differ(once):
    found = differences(once, run(small_scenario(ACTS), arm="all", seed=8))
    assert {"spikes spike_neuron", "probes group_rate_hz"} <= set(found)
    assert not any("level" in name for name in found)  # the drug draws nothing


def test_a_test_leaves_no_trace():
    """More tests see more and change nothing."""
    few = run(small_scenario(ACTS, time__test_days=[0.0, 3.0]), arm="all", seed=7)
    many = run(small_scenario(ACTS, time__test_days=[0.0, 0.5, 1.0, 2.0, 3.0]), arm="all", seed=7)
    for name in few.series:
        assert (few.series[name] == many.series[name]).all(), name
    for name in few.probes:
        assert few.probes[name][-1].tobytes() == many.probes[name][-1].tobytes(), name


def test_a_longer_run_begins_like_a_shorter_one(once):
    longer = run(small_scenario(ACTS, time__length_d=4.0), arm="all", seed=7)
    assert differences(once, longer, before_d=3.01) == []


@pytest.mark.parametrize(
    "changes",
    [{"drug__ic50_inh_um": 5.0}, {"window__gate_k": 1.0}, {"window__capture_gain": 9.0}],
    ids=str,
)
def test_parameters_of_the_drug_change_nothing_before_the_drug(once, changes):
    changed = run(small_scenario(ACTS, **changes), arm="all", seed=7)
    assert differences(once, changed, before_d=0.5) == []
    assert differences(once, changed) != []


def test_all_that_a_result_holds_is_read_only(once):
    arrays = [
        once.t_d,
        once.probe_d,
        once.session_d,
        once.session_share,
        once.group_of_neuron,
        *once.series.values(),
        *once.probes.values(),
        *once.spikes.values(),
    ]
    assert not any(array.flags.writeable for array in arrays)
