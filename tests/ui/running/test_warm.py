"""The warm-up happens once, whoever asks for it."""

from __future__ import annotations

import threading

import pytest

from sim.ui.running import warm


@pytest.fixture
def cold(monkeypatch):
    """Make the module look as in a new process, and count what it does."""
    calls: list[str] = []
    monkeypatch.setattr(warm, "_done", threading.Event())
    monkeypatch.setattr(warm, "_thread", None)
    monkeypatch.setattr("sim.runs.warm_up", lambda: calls.append("kernels"))
    monkeypatch.setattr("gc.freeze", lambda: calls.append("freeze"))
    return calls


def test_many_waiting_threads_warm_up_once(cold):
    assert not warm.is_done()
    threads = [threading.Thread(target=warm.wait) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert warm.is_done()
    assert cold == ["kernels", "freeze"]


def test_start_returns_at_once_and_a_second_one_does_nothing(cold):
    warm.start()
    warm.start()
    warm.wait()
    assert cold == ["kernels", "freeze"]
