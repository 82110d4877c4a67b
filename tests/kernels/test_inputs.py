"""Input cells, Poisson or scripted, and scripted spikes: when they act, when they are refused."""

from __future__ import annotations

import numpy as np
import pytest

from sim.kernels import BUFFER_FULL
from sim.model.cells import Source
from tests.reference.builders import buffer
from tests.reference.classic import network, run

FIRST, SECOND, EXC, INH = np.array([0]), np.array([1]), 0, 2


def one_cell(
    *,
    delay_steps: int = 1,
    held_steps: int = 0,
    n_inputs: int = 2,
    script=(),
    sources=(),
    weight_ns: float = 1.0,
):
    """Return a cell at rest with ``n_inputs`` inputs, the first half excitatory."""
    pre = 1 + np.arange(n_inputs)
    return network(
        pre,
        np.zeros_like(pre),
        np.full(n_inputs, weight_ns),
        np.array([-60.0]),
        n_exc=1,
        dt_ms=0.1,
        delay_steps=delay_steps,
        held_steps=held_steps,
        n_inputs=n_inputs,
        n_exc_inputs=n_inputs // 2,
        script=script,
        sources=sources,
    )


def first_step_with(net, row: int, n_steps: int = 60) -> int:
    """Return the first step at whose end the conductance of a row of ``g_ns`` is not 0."""
    for step in range(n_steps):
        run(net, step, 1)
        if net.state.g_ns[row, 0] > 0.0:
            return step
    return -1


@pytest.mark.parametrize("delay_steps", [1, 2, 9, 30])
@pytest.mark.parametrize("sender, row", [(1, EXC), (2, INH)])
def test_a_scripted_input_acts_after_its_delay_by_its_sign(delay_steps, sender, row):
    net = one_cell(delay_steps=delay_steps, script=[(20, sender)])
    assert first_step_with(net, row) == 20 + delay_steps
    assert net.state.g_ns[EXC + INH - row, 0] == 0.0


@pytest.mark.parametrize("delay_steps", [1, 2, 9, 30])
def test_poisson_inputs_act_later_by_their_delay_and_are_the_same_spikes(delay_steps):
    def heard(delay):
        net = one_cell(
            delay_steps=delay,
            n_inputs=40,
            weight_ns=1e-6,
            sources=[Source(0, slice(1, 21), 100.0, 0.0)],
        )
        total = []
        for step in range(300):
            before = net.state.g_ns[0, 0]
            run(net, step, 1)
            total.append(round(1e6 * (net.state.g_ns[0, 0] / net.cells.decay_ampa - before)))
        return np.array(total)

    at_once, late = heard(1), heard(delay_steps)
    assert at_once.sum() > 30
    np.testing.assert_array_equal(late[delay_steps:], at_once[1 : at_once.size - delay_steps + 1])
    assert not late[:delay_steps].any()


def test_poisson_inputs_have_their_rate():
    sources = [Source(0, slice(1, 21), 50.0, 0.0), Source(1, slice(21, 41), 10.0, 0.0)]
    net = one_cell(n_inputs=40, weight_ns=0.0, delay_steps=100, sources=sources)
    count = np.zeros(41)
    for first in range(0, 100_000, 100):
        run(net, first, 100)
        for slot, n in enumerate(net.state.pending_count):
            np.add.at(count, net.state.pending[slot, :n], 1)
    for group, rate_hz in ((count[1:21], 50.0), (count[21:], 10.0)):
        mean = rate_hz * 10.0
        assert abs(group.mean() - mean) < 5.0 * np.sqrt(mean / 20)
        assert (np.abs(group - mean) < 5.0 * np.sqrt(mean)).all()


@pytest.mark.parametrize(
    "held_steps, fired", [(0, [10, 11, 14]), (1, [10, 14]), (3, [10, 14]), (4, [10])]
)
def test_a_scripted_spike_of_a_refractory_cell_is_refused(held_steps, fired):
    net = one_cell(held_steps=held_steps, script=[(10, 0), (11, 0), (14, 0)])
    assert run(net, 0, 30)[:, 0].tolist() == fired


def test_a_script_is_followed_from_the_first_step_of_the_run():
    net = one_cell(script=[(10, 0), (20, 0), (30, 0)])
    assert run(net, 15, 10)[:, 0].tolist() == [20]


@pytest.mark.parametrize(
    "script, sources",
    [([(5, 1)] * 4, ()), ((), [Source(0, slice(1, 3), 2e5, 0.0)])],
    ids=["script", "Poisson"],
)
def test_more_spikes_in_a_step_than_there_are_senders_are_reported(script, sources):
    net = one_cell(script=script, sources=sources)._replace(spikes=buffer(1000))
    assert net.run(0, 50) == BUFFER_FULL


def test_as_many_spikes_in_a_step_as_there_are_senders_have_room():
    net = one_cell(script=[(5, 0), (5, 1), (5, 2)])
    assert run(net, 0, 50)[:, 0].tolist() == [5]
