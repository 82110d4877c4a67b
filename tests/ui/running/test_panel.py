"""The words of a run panel about runs that failed, and the pool that all panels share."""

from __future__ import annotations

import threading
import time

import pytest

from sim import runs
from sim.engine import Run
from sim.errors import DivergedError
from sim.runs import Task, TookTooLong, cache
from sim.ui import text
from sim.ui.lab import page, top
from sim.ui.running import panel, shared, warm
from sim.ui.running.panel import explain, states
from tests.ui.panels import state_of
from tests.ui.touring import open_page

WAIT_S = 300.0  # on a busy machine that compiles first


def test_a_run_that_took_too_long_and_one_that_diverged_are_explained():
    assert "took longer than" in explain(TookTooLong("longer than 600 s"))
    assert explain(DivergedError("rates became infinite")) == text.ERROR_DIVERGED


@pytest.fixture
def new_server(monkeypatch, tmp_path):
    """Return a function that makes a pool, as a server does at its start."""
    monkeypatch.setattr(cache, "cache_folder", lambda: tmp_path / "kernels")
    monkeypatch.setenv("PLASTICITY_LAB_RUNS_MB", "20")
    monkeypatch.setattr(warm, "wait", lambda: None)
    pools = []

    def start():
        pools.append(shared.new_pool())
        return pools[-1]

    yield start
    for pool in pools:
        pool.close(wait=True)


def test_a_restarted_server_finds_the_runs_again(new_server, small, monkeypatch):
    tasks = [Task(small, arm, 7) for arm in ("in_window", "late")]
    batch = new_server().submit(tasks)
    end_s = time.monotonic() + WAIT_S
    while not batch.is_over and time.monotonic() < end_s:
        time.sleep(0.01)
    assert len(batch.results) == 2, batch.error
    monkeypatch.setattr(runs.pool, "Run", lambda *_: pytest.fail("ran again"))
    pool = new_server()
    assert pool.has_all(tasks) and pool.submit(tasks).is_over


def test_run_can_be_pressed_after_runs_that_ended_while_the_page_was_drawn(
    monkeypatch, own_pool, small_set
):
    """Whatever is drawn between asking whether runs are under way and showing them takes time."""
    row, drawn = top.row, []

    def slow_row(*args, can_run, **options):
        if not can_run:
            drawn.append(can_run)
            while not states()["lab"].batch.is_over:
                own_pool.wait(0.1)
        return row(*args, can_run=can_run, **options)

    monkeypatch.setattr(page.top, "row", slow_row)
    at = open_page("lab", set=small_set, seeds=1)
    assert drawn, "no page was drawn while its runs were under way"
    assert state_of(at).outcome is not None
    assert not at.button(key="run").disabled


@pytest.mark.parametrize(("every_s", "first_seed"), [(0.0, 70), (1000.0, 80)])  # none run before
def test_dots_are_drawn_when_a_seed_is_whole_and_not_more_often_than_wanted(
    monkeypatch, own_pool, small_set, every_s, first_seed
):
    drawn, has_drawn, one_step = [], threading.Event(), Run.one_step

    def draw(shown):
        drawn.append(shown.n_seeds)
        assert all(len(results) == shown.n_seeds for results in shown.arms.values())
        has_drawn.set()

    def step(run):
        if run.seed > first_seed:
            assert has_drawn.wait(WAIT_S)
        one_step(run)

    monkeypatch.setattr(Run, "one_step", step)
    monkeypatch.setattr(page.pictures, "so_far", draw)
    monkeypatch.setattr(panel, "QUIET_S", 0.0)
    monkeypatch.setattr(panel, "DRAW_EVERY_S", every_s)
    at = open_page("lab", set=small_set, seed=first_seed, seeds=5)  # a first look of three
    assert state_of(at).outcome.n_seeds == 3
    assert drawn[0] == 1 and drawn == sorted(set(drawn))
    assert every_s == 0.0 or drawn == [1]
