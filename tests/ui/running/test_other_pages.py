"""Runs that were asked for at one page go on while another is read."""

from __future__ import annotations

import threading

import pytest
from streamlit.testing.v1 import AppTest

from sim.engine import run
from sim.ui import text
from sim.ui.running import shared
from sim.ui.running.panel import STATES, PanelState, Request
from sim.ui.settings.state import defaults, tasks_of
from tests.runs.alone import pool_of

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

    pool = pool_of(1, waits)
    monkeypatch.setattr(shared, "pool", lambda: pool)
    yield opened
    opened.set()
    pool.close()


@pytest.mark.parametrize(("name", "page"), [("lab", "Lab"), ("lesson L2 main", "Lessons")])
def test_a_run_of_another_page_is_listed_under_its_name_and_kept_going(gate, small, name, page):
    settings = defaults(small)._replace(arms=("in_window",), seeds=1)
    batch = shared.pool().submit(tasks_of(settings, small))
    at = AppTest.from_string(PAGE, default_timeout=60)
    at.session_state[STATES] = {name: PanelState(request=Request(settings, small), batch=batch)}
    assert gate.has_begun.wait(60)
    batch.needed_until_s = 0.0
    at.run()
    assert not at.exception
    assert at.caption[0].value.startswith(text.runs_elsewhere(page, ""))
    assert batch.needed_until_s > 0.0


def test_nothing_is_said_without_a_run():
    at = AppTest.from_string(PAGE, default_timeout=60).run()
    assert not at.exception and not at.caption
