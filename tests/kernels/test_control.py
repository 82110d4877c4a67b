"""The stop word and the spike buffer: a run ends when asked, and says why."""

from __future__ import annotations

import threading
import time

import numpy as np
import pytest

from sim.kernels import BUFFER_FULL, DONE, STOPPED
from tests.reference.builders import buffer, drawn_net

LONG = 10**9  # steps; days of computing


def test_a_run_that_is_left_alone_is_done():
    assert drawn_net().run(0, 100) == DONE


@pytest.mark.parametrize("first", [0, 1, 63, 64, 1000])
def test_a_stop_word_set_before_ends_the_loop_within_64_steps_and_reports_the_step(first):
    control = np.array([1, -1], dtype=np.int64)
    assert drawn_net().run(first, 1000, control) == STOPPED
    assert first <= control[1] < first + 64


def test_a_stop_word_set_meanwhile_ends_the_loop_soon():
    control = np.zeros(2, dtype=np.int64)
    net = drawn_net()
    net.run(0, 1)
    net.spikes.count[:] = 0
    net = net._replace(spikes=buffer(5_000_000))
    status = []
    worker = threading.Thread(target=lambda: status.append(net.run(0, LONG, control)))
    worker.start()
    time.sleep(0.1)
    reached = int(control[1])
    control[0] = 1
    asked_s = time.perf_counter()
    worker.join(timeout=10.0)
    assert status == [STOPPED]
    assert time.perf_counter() - asked_s < 0.2
    assert control[1] >= reached > 0 and control[1] % 64 == 0
    # No spike is later than the reported step: the loop did stop there.
    assert net.spikes.step[net.spikes.count[0] - 1] < control[1]


def test_a_stopped_run_has_done_the_steps_before_and_none_after():
    stopped, short = drawn_net(), drawn_net()
    stopped.run(0, 128)
    control = np.array([1, 0], dtype=np.int64)
    assert stopped.run(128, 400, control) == STOPPED and control[1] == 128
    short.run(0, 128)
    np.testing.assert_array_equal(stopped.state.v_mv, short.state.v_mv)
    assert stopped.spike_list() == short.spike_list()


@pytest.mark.parametrize("room", [0, 1, 50])
def test_a_full_spike_buffer_is_reported_and_nothing_is_written_past_its_end(room):
    guarded = buffer(room + 10)
    guarded.step[:] = -7
    net = drawn_net()
    view = guarded._replace(step=guarded.step[:room], neuron=guarded.neuron[:room])
    assert net._replace(spikes=view).run(0, 600) == BUFFER_FULL
    assert view.count[0] == room
    assert (guarded.step[room:] == -7).all()


def test_a_buffer_of_just_the_right_size_is_enough():
    net = drawn_net()
    net.run(0, 600)
    n = int(net.spikes.count[0])
    exact = drawn_net()._replace(spikes=buffer(n))
    assert exact.run(0, 600) == DONE and exact.spikes.count[0] == n
