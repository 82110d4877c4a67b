"""From Run to results: start a job, look on, cancel, collect. One job for each session."""

from __future__ import annotations

import os
import threading
import time
from concurrent.futures import CancelledError

import streamlit as st

from sim.errors import DivergedError, ScenarioError, SimError
from sim.scenario import Scenario
from sim.sweep import Task
from sim.ui import session, text, warm
from sim.ui.jobs import MAX_WALL_S, Board, Job, Status, TookTooLong
from sim.ui.kept import without_spikes
from sim.ui.session import Shown
from sim.ui.state import Settings, estimate_s

POLL_S = 0.1
FIRST_LOOK_SEEDS = 3

_lock = threading.Lock()
_board: Board | None = None


def board() -> Board:
    """Return the queue of this process, made at the first call."""
    global _board
    with _lock:
        if _board is None:
            _board = Board()
        return _board


def tasks_of(settings: Settings, scenario: Scenario) -> list[Task]:
    """Return the runs of a comparison: all arms of the first seed, then of the next."""
    return [Task(scenario, arm, settings.seed + number)
            for number in range(settings.seeds) for arm in settings.arms]


def start(settings: Settings, scenario: Scenario, *, is_first_look: bool = False) -> None:
    """Ask for a comparison; one that is under way for this session is stopped.

    A first look uses few seeds, unless all runs are there already.
    """
    is_first_look = (is_first_look and settings.seeds > FIRST_LOOK_SEEDS
                     and not board().has_all(tasks_of(settings, scenario)))
    if is_first_look:
        settings = settings._replace(seeds=FIRST_LOOK_SEEDS)
    cancel()
    st.session_state["problem"] = None
    st.session_state["asked"] = (settings, scenario, is_first_look)
    st.session_state["job"] = board().submit(tasks_of(settings, scenario))


def cancel() -> None:
    """Stop the job of this session, if there is one."""
    job = session.job()
    if job is not None:
        board().cancel(job)


def is_asked(settings: Settings) -> bool:
    """Return whether a job with these settings is waiting or running for this session."""
    job = session.job()
    if job is None or job.is_over:
        return False
    job.touch()
    return st.session_state["asked"][0] == settings


def takes(settings: Settings, scenario: Scenario) -> str:
    """Return in words how long Run will take."""
    return text.run_takes(estimate_s(settings, scenario, os.cpu_count() or 1))


def show_problem() -> None:
    """Say why the last job has brought nothing, if that is so."""
    job_problem = st.session_state.get("problem")
    if job_problem == text.NOTHING_FINISHED:
        st.info(job_problem)
    elif job_problem:
        st.error(job_problem)


def collect() -> None:
    """Put the outcome of an ended job on show."""
    job = session.job()
    if job is None or not job.is_over:
        return
    settings, scenario, is_first_look = st.session_state["asked"]
    st.session_state["job"] = None
    if job.error is not None:
        st.session_state["problem"] = explain(job.error)
    elif not job.seeds_done():
        st.session_state["problem"] = text.NOTHING_FINISHED
    if job.seeds_done():
        st.session_state["shown"] = _shown(job, settings, scenario, is_first_look)


def _shown(job: Job, settings: Settings, scenario: Scenario, is_first_look: bool) -> Shown:
    """Return the finished seeds, arm by arm; only the first seed keeps its spikes."""
    done = job.seeds_done()
    arms: dict[str, list] = {}
    for arm in settings.arms:
        label = text.arm_label(scenario, arm)
        arms[label] = [
            job.results[number] if task.seed == done[0] else without_spikes(job.results[number])
            for number, task in enumerate(job.tasks) if task.arm == arm and task.seed in done
        ]
    return Shown(settings, scenario, arms, len(done), is_first_look)


def explain(error: BaseException) -> str:
    """Return a plain message for an error: place and remedy, never a traceback."""
    if isinstance(error, ScenarioError):
        return f"{text.ERROR_SETTINGS} {text.problems(error)}"
    if isinstance(error, DivergedError):
        return text.ERROR_DIVERGED
    if isinstance(error, TookTooLong):
        return text.TOO_LONG.format(minutes=MAX_WALL_S / 60.0)
    if isinstance(error, SimError):
        return f"{text.ERROR_RUN} {text.plain(str(error))}"
    if isinstance(error, CancelledError):
        return text.NOTHING_FINISHED
    return text.ERROR_OURS.format(kind=type(error).__name__)


def attend() -> None:
    """Show how far the job is until it ends, then draw the page anew.

    Every update is also a point at which Streamlit may interrupt the script, for instance because
    Cancel was pressed. The job stays in the session, and the next script takes it up again.
    """
    job = session.job()
    if job is None:
        return
    line, button = st.columns([5, 1], vertical_alignment="center")
    button.button(text.CANCEL, key="cancel", on_click=cancel, width="stretch")
    bar = line.progress(0.0, text=text.STARTING)
    try:
        while not job.is_over:
            job.touch()
            status = board().status(job)
            bar.progress(status.fraction, text=words(status, job))
            time.sleep(POLL_S)
    finally:
        job.let_go()
    st.rerun()


def words(status: Status, job: Job) -> str:
    """Return how far a job is, in words."""
    if status.ahead:
        return text.ahead(status.ahead)
    if not warm.is_done():
        return text.PREPARING
    n_seeds = len({task.seed for task in job.tasks})
    return text.progress(status.seed_number, n_seeds, status.done_d, status.total_d,
                         status.left_s)
