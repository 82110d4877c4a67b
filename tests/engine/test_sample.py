"""The sample of cells and synapses that a network is drawn from."""

from __future__ import annotations

import numpy as np
import pytest

from sim.engine import Run
from sim.interventions import CellLoss
from sim.model.network import INHIBITORY
from sim.result import Result
from tests.small import small_scenario

TESTS = {"time__test_days": [0.0, 1.0, 3.0]}


@pytest.fixture(scope="module")
def simulation():
    """A run at its end, with quick turnover of spines."""
    simulation = Run(small_scenario(spines__loss_per_d=0.3, **TESTS), "all", 3, None)
    simulation.go_on(simulation.plan.t_d.size)
    return simulation


@pytest.fixture(scope="module")
def result(simulation):
    return simulation.result()


def test_every_group_is_in_the_sample_and_the_ends_of_synapses_are_excitatory(result):
    groups = result.group_of_neuron[result.sample["cell"]]
    assert set(groups.tolist()) == set(range(INHIBITORY + 1))
    assert (np.diff(groups) >= 0).all()
    ends = np.concatenate([result.sample["pre"], result.sample["post"]])
    assert (groups[ends] < INHIBITORY).all()
    assert (result.sample["pre"] != result.sample["post"]).all()


def test_weights_of_the_last_test_are_those_of_the_world(simulation, result):
    cell = result.sample["cell"]
    weight = {
        (int(pre), int(post)): w
        for pre, post, w in zip(
            simulation.world.graph.pre,
            simulation.world.graph.post,
            simulation.world.weights(),
            strict=True,
        )
    }
    assert result.sample["weight"].shape == (3, result.sample["pre"].size)
    # The last test is made before the last step's births, losses and decay: structure may differ
    # in what that one step changed, so compare the synapses that both have.
    both = [
        (w, weight[cell[a], cell[b]])
        for a, b, w in zip(
            result.sample["pre"], result.sample["post"], result.sample["weight"][-1], strict=True
        )
        if w > 0.0 and weight[cell[a], cell[b]] > 0.0
    ]
    ours, theirs = np.array(both).T
    assert len(both) > 50
    np.testing.assert_allclose(ours, theirs, rtol=0.05)


def test_synapses_come_and_go_in_the_sample(result):
    start, end = np.isfinite(result.sample["weight"][[0, -1]])
    assert (start & ~end).any() and (~start & end).any()


def test_lost_cells_lose_their_synapses_in_the_sample():
    scenario = small_scenario((CellLoss(name="loss", group="B", at_d=0.5, share=1.0),), **TESTS)
    sample = Run(scenario, "all", 3, None).to_end(None).sample
    is_b = np.isin(sample["cell"], np.flatnonzero(scenario.network.group_of_neuron() == 1))
    touches = is_b[sample["pre"]] | is_b[sample["post"]]
    assert np.isfinite(sample["weight"][0][touches]).any()
    assert np.isnan(sample["weight"][-1][touches]).all()


def test_the_sample_is_saved_and_loaded(result, tmp_path):
    again = Result.load(result.save(tmp_path / "one.npz"))
    for name, array in result.sample.items():
        np.testing.assert_array_equal(again.sample[name], array)
