"""Runs that were asked for at one page go on while another is read."""

from __future__ import annotations

import threading

import pytest
from streamlit.testing.v1 import AppTest

from sim.engine import run
from sim.ui import text
from sim.ui.running import panel
from sim.ui.running.jobs import Board
from sim.ui.settings.state import defaults, tasks_of

PAGE = """
import streamlit as st
from sim.ui.running import other_pages
other_pages.note("learn")
"""


@pytest.fixture
def gate(monkeypatch):
    """A queue whose runs wait until the gate is opened."""
    opened = threading.Event()
    opened.has_begun = threading.Event()

    def waits(scenario, *, arm, seed, on_progress, stop):
        opened.has_begun.set()
        while not opened.wait(0.02) and not stop[0]:
            pass
        return run(scenario, arm=arm, seed=seed, stop=stop)

    board = Board(1, simulate=waits)
    monkeypatch.setattr(panel, "_board", board)
    yield opened
    opened.set()
    board.close()


def test_a_run_of_the_lab_is_told_of_and_kept_going_elsewhere(gate, small):
    chosen = defaults(small)._replace(arms=("in_window",), seeds=1)
    job = panel.board().submit(tasks_of(chosen, small))
    at = AppTest.from_string(PAGE, default_timeout=60)
    at.session_state["desks"] = {"lab"}
    at.session_state["desk lab job"] = job
    at.session_state["desk lab asked"] = (chosen, small, False)
    assert gate.has_begun.wait(60)
    job.needed_until_s = 0.0
    at.run()
    assert not at.exception
    assert at.caption[0].value.startswith(text.runs_elsewhere("Lab", ""))
    assert job.needed_until_s > 0.0


def test_nothing_is_said_without_a_run():
    at = AppTest.from_string(PAGE, default_timeout=60).run()
    assert not at.exception and not at.caption
