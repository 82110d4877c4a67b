"""Steps of NMDA block, potentiation, balance of currents."""

from __future__ import annotations

import numpy as np
import pytest

import sim
from sim.assays import balance, challenge, pairing
from sim.assays.balance import currents_pa
from sim.assays.spectrum import BIN_MS, GAMMA_HZ, band_power
from sim.kernels.tuples import AMPA, GABA, NMDA
from sim.model.cells import resting_state
from sim.model.episode import UNDISTURBED, Acute
from sim.model.network import GROUPS
from sim.model.world import World


def world(**changes) -> World:
    """The network of the program on its first day, with changes by path (__ for the dot)."""
    paths = {path.replace("__", "."): value for path, value in changes.items()}
    scenario = sim.load("practice_in_window").with_changes(paths)
    return World(scenario.for_arm("nothing"), 5, np.zeros(2, dtype=np.int64))


def ask(
    assay, where: World, *, learning: float = 1.0, acute: Acute = UNDISTURBED, **params
) -> dict[str, float]:
    """Return what an assay finds."""
    table = type(getattr(where.scenario, assay.TABLE))(**params)
    return assay.run(where, table, step=0, acute=acute, learning=learning)


@pytest.fixture(scope="module")
def stepped():
    """Return the outputs of the steps of block, with each cell type spared."""
    where = world()
    return {spare: ask(challenge, where, trials=4, spare=spare) for spare in ("none", "inh", "exc")}


def test_at_a_low_block_inhibition_falls_first_and_excitation_rises_later(stepped):
    found = stepped["none"]
    assert found["inh_first_ms"] > 0.0
    assert found["inh_early_1um"] < 0.0 < found["exc_change_1um"]


def test_output_rises_less_at_high_than_at_middle_levels(stepped):
    found = stepped["none"]
    assert found["exc_change_10um"] > max(found["exc_change_1um"], found["exc_change_100um"])


def test_receptors_of_inhibitory_cells_make_the_surge_those_of_excitatory_cells_do_not(stepped):
    for um in challenge.LEVELS_UM:
        assert stepped["inh"][f"exc_change_{um}um"] < 0.0 < stepped["exc"][f"exc_change_{um}um"]


def test_gamma_power_rises_at_a_low_block(stepped):
    for um in (1, 3):
        name = f"gamma_change_{um}um"
        assert stepped["none"][name] > 0.1 > -0.1 > stepped["inh"][name]


def test_without_nmda_receptors_a_block_changes_nothing():
    found = ask(challenge, world(synapse__nmda_ratio=0.0), trials=2)
    assert np.isnan(found.pop("inh_first_ms"))
    assert set(found.values()) == {0.0}


def test_the_drug_in_the_body_plays_no_part_in_the_steps():
    where = world()
    free, drugged = (
        ask(challenge, where, trials=2, acute=acute)
        for acute in (UNDISTURBED, Acute(block_exc=0.2, block_inh=0.5))
    )
    assert free == drugged


def test_the_lag_is_from_the_fall_of_inhibition_to_the_rise_of_excitation():
    without = np.full((2, 50), 10.0)
    rates = without.copy()
    rates[1, 0:] = 0.0  # loses 1 ms of its firing within the first bin of 2 ms
    rates[0, 20:] = 20.0  # gains as much in the bin that begins after 40 ms
    assert challenge.inh_first_ms(rates, without) == 40.0
    assert np.isnan(challenge.inh_first_ms(without, without))


def test_power_is_that_of_the_waves_in_the_band():
    t_s = np.arange(250) * BIN_MS / 1000.0
    slow, gamma = 4.0 * np.sin(2 * np.pi * 10 * t_s), 3.0 * np.sin(2 * np.pi * 40 * t_s)
    rate = np.array([20.0 + slow + gamma, 50.0 + slow + gamma])
    assert band_power(rate, GAMMA_HZ) == pytest.approx(9.0 / 2.0)
    assert band_power(rate, (2.0, 200.0)) == pytest.approx(9.0 / 2.0 + 16.0 / 2.0)


def test_potentiation_follows_the_learning_of_the_moment_and_its_capacity_does_not():
    where = world()
    none, much = (ask(pairing, where, learning=factor) for factor in (0.0, 4.0))
    assert none["ltp"] == 0.0 < none["ltp_capacity"] < much["ltp"]
    assert none["ltp_capacity"] == much["ltp_capacity"]


def test_reward_that_learning_waits_for_is_not_given():
    found = ask(pairing, world(dopamine__gate=1.0))
    assert found["ltp"] == 0.0 < found["ltp_capacity"]


def test_weights_at_their_bound_can_not_grow():
    full = world()
    group = full.scenario.network.group_of_neuron()
    from_cue = (group[full.graph.pre] == GROUPS.index("cue")) & full.alive
    full.slow[from_cue] = full.scenario.stdp.w_max - 1.0
    assert ask(pairing, full)["ltp_capacity"] <= 0.0 < ask(pairing, world())["ltp_capacity"]


def test_currents_are_conductance_times_driving_force():
    where = world(synapse__magnesium_mm=0.0)
    n = where.scenario.network.n_cells
    state = resting_state(np.zeros(1), delay_steps=1, v_mv=np.full(n, -60.0))
    state.g_ns[AMPA], state.g_ns[NMDA], state.g_ns[GABA] = 2.0, 5.0, 4.0
    exc, inh = currents_pa(where, state, 0.2)
    assert exc.shape == inh.shape == (where.scenario.network.n_exc,)
    np.testing.assert_allclose(exc, (2.0 + 0.8 * 5.0) * 60.0)
    np.testing.assert_allclose(inh, 4.0 * 15.0)


def test_magnesium_closes_most_nmda_receptors_near_rest():
    where = world()
    state = resting_state(
        np.zeros(1), delay_steps=1, v_mv=np.full(where.scenario.network.n_cells, -65.0)
    )
    state.g_ns[NMDA] = 1.0
    exc, _ = currents_pa(where, state, 0.0)
    np.testing.assert_allclose(exc, 65.0 / (1.0 + np.exp(0.062 * 65.0) / 3.57))


def test_more_inhibition_and_blocked_receptors_lower_the_ratio():
    usual = ask(balance, world(), rest_s=1.0)
    strong = ask(balance, world(synapse__w_inh_to_exc_ns=2.5), rest_s=1.0)
    assert strong["ei_ratio"] < usual["ei_ratio"]
    assert -1.0 <= usual["ei_correlation"] <= 1.0 and 0.0 < usual["gamma_share"] < 1.0


def test_without_inhibitory_synapses_there_is_no_ratio():
    found = ask(balance, world(synapse__w_inh_to_exc_ns=0.0), rest_s=0.5)
    assert np.isnan(found["ei_ratio"]) and np.isnan(found["ei_correlation"])
