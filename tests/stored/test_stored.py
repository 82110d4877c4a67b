"""Results that ship with the package are those of the presets and the model as they are now."""

from __future__ import annotations

import pytest

import sim
from sim import stored
from tests.reference.comparing import differences, twelve_digits

WANTED = [
    (preset, arm, seed)
    for preset, arms in stored.SHIPPED.items()
    for arm in arms
    for seed in range(stored.N_SEEDS)
]


def fingerprint(preset, arm, seed):
    return sim.load(preset).fingerprint(arm, seed)


def test_what_ships_is_what_the_list_says_and_nothing_else():
    """Fails after a change of a preset or of the model: run ``python -m sim.stored``."""
    files = {path.stem for path in stored.FOLDER.glob("*.npz")}
    single = {task.scenario().fingerprint(task.arm, task.seed) for task in stored.SINGLE}
    assert files == {fingerprint(*task) for task in WANTED} | single


@pytest.mark.parametrize("single", stored.SINGLE)
def test_a_single_run_ships_with_its_spikes(single):
    found = stored.get(single.scenario().fingerprint(single.arm, single.seed))
    assert (found.arm, found.seed, found.has_spikes) == (single.arm, single.seed, True)


@pytest.mark.parametrize("preset", stored.SHIPPED)
def test_shipped_runs_are_whole_and_only_the_first_seed_has_spikes(preset):
    found = stored.results(preset)
    assert tuple(found) == stored.SHIPPED[preset]
    for arm, runs in found.items():
        assert [run.seed for run in runs] == list(range(stored.N_SEEDS))
        assert {run.arm for run in runs} == {arm}
        assert [run.has_spikes for run in runs] == [True] + [False] * (stored.N_SEEDS - 1)


def test_a_shipped_run_has_the_spikes_and_numbers_of_a_run_made_now():
    """To twelve digits and not to the last bit, because it was made on another machine."""
    shipped = stored.get(fingerprint("no_direction", "practise_b", 0))
    made = sim.run(sim.load("no_direction"), arm="practise_b", seed=0)
    assert shipped.provenance.fingerprint == made.provenance.fingerprint
    assert differences(shipped, made, equal=twelve_digits) == []


def test_files_name_no_machine_and_no_time():
    for task in WANTED[:: stored.N_SEEDS]:
        made = stored.get(fingerprint(*task)).provenance
        assert (made.platform, made.created_utc, made.wall_s) == ("", "", 0.0)


def test_what_does_not_ship_is_none():
    assert stored.get("0" * 64) is None
    assert stored.results("dose_only") == {}
