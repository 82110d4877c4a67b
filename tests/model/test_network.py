"""The drawn network: exact in-degrees, no doubles, plastic synapses first."""

from __future__ import annotations

import numpy as np
import pytest

from sim.model.network import GROUPS, NetworkParams, draw

SIZES = {
    "ordinary": {"n_pattern": 20, "n_cue": 10, "n_rest": 20, "n_inhibitory": 25},
    "smallest": {"n_pattern": 5, "n_cue": 5, "n_rest": 0, "n_inhibitory": 5, "p_exc_exc": 0.4},
    "full": {
        "n_pattern": 6,
        "n_cue": 5,
        "n_rest": 5,
        "n_inhibitory": 5,
        "p_exc_exc": 1.0,
        "p_inh": 1.0,
        "p_potential": 1.0,
    },
    "no empty places": {
        "n_pattern": 10,
        "n_cue": 10,
        "n_rest": 10,
        "n_inhibitory": 10,
        "p_potential": 0.0,
    },
}
BASE = {
    "p_exc_exc": 0.2,
    "p_potential": 0.1,
    "p_inh": 0.5,
    "within": 5.0,
    "wear": 1.0,
    "wear_depth": 1.0,
    "wear_funnel": 2.0,
    "wear_cue": 6.0,
}


@pytest.fixture(scope="module", params=SIZES.values(), ids=SIZES)
def drawn(request):
    params = NetworkParams(**(BASE | request.param))
    return params, draw(params, 11)


def in_degrees(params, wiring, chosen):
    """Return the number of chosen synapses onto each cell from each group, (N, 7)."""
    group = params.group_of_neuron()
    count = np.zeros((params.n_cells, 7), dtype=int)
    np.add.at(count, (wiring.target[chosen], group[wiring.sender[chosen]]), 1)
    return count


def test_every_excitatory_cell_has_the_same_number_of_inputs_from_each_group(drawn):
    params, graph = drawn
    for chosen in (graph.wiring.alive, ~graph.wiring.alive):
        count = in_degrees(params, graph.wiring, chosen)[: params.n_exc]
        assert (count == count[0]).all()


def test_every_inhibitory_cell_has_the_same_number_of_inputs_of_each_kind(drawn):
    params, graph = drawn
    count = in_degrees(params, graph.wiring, graph.wiring.alive)[params.n_exc :]
    assert (count == count[0]).all()  # from each group, so that no pattern drives more inhibition


def test_the_number_of_inputs_is_chance_times_size(drawn):
    params, graph = drawn
    count = in_degrees(params, graph.wiring, graph.wiring.alive)
    sizes = np.bincount(params.group_of_neuron(), minlength=7)
    for source, size in enumerate(sizes[:6]):
        assert count[0, source] == min(round(params.p_exc_exc * size), max(size - 1, 0))
    for source, size in enumerate(sizes[:6]):
        assert count[-1, source] == round(params.p_inh * size)
    assert count[0, 6] == round(params.p_inh * params.n_inhibitory)
    assert count[-1, 6] == min(round(params.p_inh * params.n_inhibitory), params.n_inhibitory - 1)


def test_no_cell_contacts_itself(drawn):
    wiring = drawn[1].wiring
    assert (wiring.sender != wiring.target).all()


def test_no_pair_is_connected_twice(drawn):
    wiring = drawn[1].wiring
    pairs = set(zip(wiring.sender.tolist(), wiring.target.tolist()))
    assert len(pairs) == wiring.target.size


def test_plastic_synapses_lead_each_row_and_are_those_between_excitatory_cells(drawn):
    params, graph = drawn
    w = graph.wiring
    for j in range(params.n_cells):
        row = slice(int(w.out_start[j]), int(w.out_start[j + 1]))
        is_plastic = np.arange(row.start, row.stop) < w.out_plastic_stop[j]
        both_exc = (w.target[row] < params.n_exc) & (j < params.n_exc)
        np.testing.assert_array_equal(is_plastic, both_exc)
    plastic = np.flatnonzero((w.sender < params.n_exc) & (w.target < params.n_exc))
    np.testing.assert_array_equal(np.sort(graph.plastic_edge), plastic)
    assert graph.pre.size == graph.post.size == plastic.size


def test_the_list_of_inputs_holds_each_plastic_synapse_once_at_its_target(drawn):
    params, graph = drawn
    w = graph.wiring
    assert len(set(w.in_edge.tolist())) == w.in_edge.size == graph.pre.size
    np.testing.assert_array_equal(graph.plastic_edge, w.in_edge)
    for i in range(params.n_cells):
        assert (w.target[w.in_edge[w.in_start[i] : w.in_start[i + 1]]] == i).all()
    np.testing.assert_array_equal(w.in_sender, w.sender[w.in_edge])


def test_wiring_of_one_seed_does_not_depend_on_weights():
    sizes = BASE | SIZES["ordinary"]
    plain = draw(NetworkParams(**sizes), 5)
    other = draw(NetworkParams(**(sizes | {"within": 1.0, "wear": 0.0, "wear_cue": 0.0})), 5)
    for a, b in zip(plain.wiring, other.wiring):
        np.testing.assert_array_equal(a, b)
    assert not np.array_equal(plain.start_weight, other.start_weight)


def test_one_seed_gives_one_wiring_and_another_seed_another():
    params = NetworkParams(**(BASE | SIZES["ordinary"]))
    one, again, other = draw(params, 5), draw(params, 5), draw(params, 6)
    np.testing.assert_array_equal(one.wiring.target, again.wiring.target)
    assert not np.array_equal(one.wiring.target, other.wiring.target)


def test_senders_are_chosen_evenly():
    """Out-degrees vary as by chance: fixed is the number of inputs, not of outputs."""
    params = NetworkParams(**(BASE | {"n_pattern": 60, "n_cue": 40, "n_rest": 60}))
    graph = draw(params, 2)
    out = np.bincount(graph.pre, minlength=params.n_exc)
    p = params.p_exc_exc + params.p_potential
    expected = p * params.n_exc
    assert out.mean() == pytest.approx(expected, rel=0.02)
    assert abs(out - expected).max() < 6.0 * np.sqrt(expected * (1.0 - p))


def test_starting_weights_are_those_of_the_groups():
    params = NetworkParams(**(BASE | SIZES["ordinary"]))
    table = params.group_weights()
    a, cue = GROUPS.index("A"), GROUPS.index("cue")
    assert table[a, a] == 6.0 and table[1, 1] == 5.0  # depth
    assert table[1, a] == table[2, a] == table[3, a] == 3.0  # funnel
    assert table[cue, a] == 7.0 and table[cue, 1] == 1.0 and table[a, 1] == 1.0
    graph = draw(params, 1)
    group = params.group_of_neuron()
    for s in range(0, graph.pre.size, 37):
        assert graph.start_weight[s] == table[group[graph.pre[s]], group[graph.post[s]]]


def test_without_wear_all_patterns_are_alike():
    table = NetworkParams(**(BASE | {"wear": 0.0})).group_weights()
    for k in range(1, 4):
        swap = [k if i == 0 else 0 if i == k else i for i in range(6)]
        np.testing.assert_array_equal(table, table[np.ix_(swap, swap)])
