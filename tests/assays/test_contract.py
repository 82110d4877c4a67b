"""Every assay: off by default, no trace in the network, the same draws again."""

from __future__ import annotations

import copy

import numpy as np
import pytest

import sim
from sim.assays import ASSAYS, OUTPUTS, run_assays
from sim.interventions import Dose
from sim.measures import GROUPS
from sim.model.episode import Acute
from sim.model.world import World
from sim.outputs import OUTPUTS as EVERY_RUN
from tests.reference.comparing import differences
from tests.small import small_scenario

ALL_ON = {f"{assay.TABLE}__enabled": True for assay in ASSAYS}
QUICK = {
    "assay_kick__trials": 2,
    "assay_basin__trials": 2,
    "assay_challenge__trials": 2,
    "assay_reversal__max_trials": 8,
    "assay_balance__rest_s": 0.5,
    "assay_leaving__rest_s": 3.0,
}
DRUGGED = Acute(block_exc=0.1, block_inh=0.3, ampa_block=0.1)


@pytest.fixture(scope="module")
def world():
    """A small network on its first day, with weights that differ from synapse to synapse."""
    made = World(small_scenario(**ALL_ON, **QUICK).for_arm("all"), 4, np.zeros(2, dtype=np.int64))
    made.fast = made.fast * np.random.default_rng(0).uniform(0.8, 1.2, made.fast.size)
    return made


def arrays(world):
    """Return every array in a network by where it is, but not the kernel's report of its steps."""
    found = {
        name: value
        for name, value in vars(world).items()
        if isinstance(value, np.ndarray) and name != "control"
    }
    wiring = world.graph.wiring._asdict()
    return found | {f"wiring.{name}": value for name, value in wiring.items()}


@pytest.mark.parametrize("assay", ASSAYS, ids=lambda assay: assay.TABLE)
def test_an_assay_leaves_no_trace_and_finds_the_same_again(assay, world):
    before = copy.deepcopy(arrays(world))
    others = {
        name: value for name, value in vars(world).items() if not isinstance(value, np.ndarray)
    }
    params = getattr(world.scenario, assay.TABLE)
    found = assay.run(world, params, step=3, acute=DRUGGED, learning=3.0)
    after = arrays(world)
    assert before.keys() == after.keys()
    for name, array in before.items():
        np.testing.assert_array_equal(after[name], array, err_msg=name)
    assert others == {name: value for name, value in vars(world).items() if name in others}
    again = assay.run(world, params, step=3, acute=DRUGGED, learning=3.0)
    np.testing.assert_equal(again, found)


@pytest.mark.parametrize("assay", ASSAYS, ids=lambda assay: assay.TABLE)
def test_an_assay_finds_what_it_says(assay, world):
    params = getattr(world.scenario, assay.TABLE)
    found = assay.run(world, params, step=0, acute=Acute(), learning=1.0)
    assert found.keys() == {output.name for output in assay.OUTPUTS}
    assert all(type(value) is float for value in found.values())


def test_outputs_have_names_of_their_own_words_and_a_group():
    assert len({output.name for output in OUTPUTS}) == len(OUTPUTS)
    assert not {output.name for output in OUTPUTS} & {output.name for output in EVERY_RUN}
    assert all(output.topic in GROUPS and output.meaning.endswith(".") for output in OUTPUTS)


def test_assays_are_off_by_default_and_then_find_nothing():
    scenario = small_scenario().for_arm("all")
    plain = World(scenario, 0, np.zeros(2, dtype=np.int64))
    assert run_assays(plain, step=0, acute=Acute(), learning=1.0) == {}


def test_assays_change_nothing_else_in_a_run():
    acts = (Dose(name="dose", at_d=(0.5,), dose_mg_per_kg=0.5),)
    plain = sim.run(small_scenario(acts, time__test_days=[0.0, 1.0]), arm="all", seed=1)
    asked = sim.run(
        small_scenario(acts, time__test_days=[0.0, 1.0], **ALL_ON, **QUICK), arm="all", seed=1
    )
    assert differences(plain, asked) == []
    added = asked.probes.keys() - plain.probes.keys()
    assert added == {output.name for output in OUTPUTS}
    assert all(asked.probes[name].shape == (2,) for name in added)
