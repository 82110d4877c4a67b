"""A desk: one place on the page where runs are asked for, watched, cancelled and collected.

Every page has a desk of its own, so that a lesson does not take the results of the Lab away. A
visitor has one job at a time: asking at one desk ends what was asked at another.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError
from typing import Any

import streamlit as st

from sim.errors import DivergedError, ScenarioError, SimError
from sim.result import Result
from sim.scenario import Scenario
from sim.ui import text
from sim.ui.running import sweeping, warm
from sim.ui.running.jobs import MAX_WALL_S, Board, Job, Status, TookTooLong
from sim.ui.running.outcome import Outcome
from sim.ui.settings import widget_sync
from sim.ui.settings.state import Settings, estimate_s, tasks_of

POLL_S = 0.1
QUIET_S = 1.0  # a shorter wait needs no progress
FIRST_LOOK_SEEDS = 3
MAX_UNASKED_S = 10.0  # longer runs of a link wait for Run

_lock = threading.Lock()
_board: Board | None = None


def board() -> Board:
    """Return the queue of this process, made at the first call."""
    global _board
    with _lock:
        if _board is None:
            _board = Board()
        return _board


class RunPanel:
    """Runs asked for at one place; what it knows lives in the session of the visitor.

    Parameters
    ----------
    name : str
        Name of the desk in the session.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def _get(self, what: str, default: Any = None) -> Any:
        return st.session_state.get(f"desk {self._name} {what}", default)

    def _set(self, what: str, value: Any) -> None:
        st.session_state[f"desk {self._name} {what}"] = value

    def job(self) -> Job | None:
        """Return the job under way or just ended."""
        return self._get("job")

    def outcome(self) -> Outcome | None:
        """Return the results on show."""
        return self._get("shown")

    def problem(self, settings: Settings | None = None) -> str:
        """Return why the last job has brought nothing, in words; empty if it has.

        With settings given, a message that belongs to others is left out.
        """
        asked = self._get("asked")
        is_other = (
            settings is not None
            and asked is not None
            and asked[0]._replace(seeds=settings.seeds) != settings
        )
        return "" if is_other else self._get("problem", "")

    def start(self, settings: Settings, scenario: Scenario, *, is_unasked: bool = False) -> None:
        """Ask for the runs of some settings; what this visitor has under way is stopped.

        What nobody pressed Run for is a first look of few seeds, unless all runs are there already.
        """
        tasks = sweeping.tasks_of(settings) if settings.vary else tasks_of(settings, scenario)
        is_first_look = (
            is_unasked
            and settings.vary is None
            and not board().has_all(tasks)
            and settings.seeds > FIRST_LOOK_SEEDS
        )
        if is_first_look:
            settings = settings._replace(seeds=FIRST_LOOK_SEEDS)
            tasks = tasks_of(settings, scenario)
        for desk in st.session_state.setdefault("desks", set()):
            RunPanel(desk).cancel()
        st.session_state["desks"].add(self._name)
        self._set("problem", "")
        self._set("asked", (settings, scenario, is_first_look, is_unasked))
        self._set("job", board().submit(tasks, plays=settings.vary is None))
        self.collect()

    def cancel(self) -> None:
        """Stop the job of this desk, if there is one."""
        if (job := self.job()) is not None:
            board().cancel(job)

    def is_busy(self) -> bool:
        """Return whether a job is waiting or running."""
        job = self.job()
        return job is not None and not job.is_over

    def is_running(self, settings: Settings) -> bool:
        """Return whether a job with these settings is waiting or running."""
        if not self.is_busy():
            return False
        self.job().touch()
        asked, _, is_first_look, _ = self._get("asked")
        return settings == (asked._replace(seeds=settings.seeds) if is_first_look else asked)

    def new_outcome(self) -> Outcome | None:
        """Return results that are on show and were not told of yet; None without any."""
        self.collect()
        return self.outcome() if self._get("is_new", False) else None

    def mark_read(self) -> None:
        """Say that the results on show were told of."""
        self._set("is_new", False)

    def collect(self) -> bool:
        """Put the outcome of an ended job on show; return whether there is a new one."""
        job = self.job()
        if job is None or not job.is_over:
            return False
        found = self.so_far(job)
        if job.error is not None:
            self._set("problem", explain(job.error))
        elif found is None:
            self._set("problem", text.NOTHING_FINISHED)
        if found is not None:
            self._set("is_new", True)
            self._set("shown", found)
        self._set("job", None)  # last: a script may be interrupted anywhere
        return found is not None

    def so_far(self, job: Job) -> Outcome | None:
        """Return what a job has brought up to now; None before the first seed."""
        settings, scenario, is_first_look, is_unasked = self._get("asked")
        if settings.vary:
            points = sweeping.points_of(settings, job)
            whole = len(sweeping.settings_of(settings)) * len(settings.arms)
            done = min((len(one.results) for one in points), default=0)
            done = done if len(points) == whole else 0  # a point without a run is not among them
            return (
                Outcome(settings, scenario, {}, done, points=points, is_unasked=is_unasked)
                if points
                else None
            )
        done = job.seeds_done()
        if not done:
            return None
        arms: dict[str, list[Result]] = {}
        for arm in settings.arms:
            arms[scenario.arm_names()[arm]] = [
                job.results[number]
                for number, task in enumerate(job.tasks)
                if task.arm == arm and task.seed in done
            ]
        return Outcome(settings, scenario, arms, len(done), is_first_look, is_unasked=is_unasked)

    def follow(self, draw: Callable[[Outcome], None] | None = None) -> None:
        """Show how far the job is until it ends, then draw the page anew.

        Every update is also a point at which Streamlit may interrupt the script, for instance
        because Cancel was pressed. The job stays in the session, and the next script takes it up.

        Parameters
        ----------
        draw : callable, optional
            Draws what is there already, whenever there is more.
        """
        job = self.job()
        if job is None:
            return
        place, pictures = st.empty(), st.empty()
        began_s, drawn = time.monotonic(), len(job.results)
        bar = None
        try:
            while not job.is_over:
                job.touch()
                if bar is None and time.monotonic() - began_s > QUIET_S:
                    bar = self._bar(place)
                if bar is not None:
                    status = board().status(job)
                    bar.progress(status.fraction, text=words(status, job))
                if draw is not None and bar is not None and len(job.results) > drawn:
                    drawn = len(job.results)
                    if (found := self.so_far(job)) is not None:
                        with pictures.container():
                            draw(found)
                time.sleep(POLL_S)
                widget_sync.have_heard()
        finally:
            job.let_go()
        self.collect()  # here, so that whoever draws the page may ask for results later than this
        st.rerun()

    def _bar(self, place: Any) -> Any:
        with place.container():
            line, button = st.columns([5, 1], vertical_alignment="center")
            button.button(
                text.CANCEL, key=f"cancel {self._name}", on_click=self.cancel, width="stretch"
            )
            return line.progress(0.0, text=text.STARTING)


def takes(settings: Settings, scenario: Scenario) -> str:
    """Return in words how long Run will take."""
    workers = os.cpu_count() or 1
    seconds = estimate_s(settings, scenario, workers)
    if settings.vary is None:
        return text.run_takes(seconds)
    n_settings = len(sweeping.settings_of(settings))
    return text.sweep_takes(n_settings, settings.seeds, len(settings.arms), seconds * n_settings)


def starts_alone(settings: Settings, scenario: Scenario) -> bool:
    """Return whether what a link asks for is run without a press of Run.

    It is where the runs are there already, or a first look of one comparison is soon done.
    """
    if settings.vary is not None:
        return board().has_all(sweeping.tasks_of(settings))
    first = settings._replace(seeds=min(settings.seeds, FIRST_LOOK_SEEDS))
    return estimate_s(first, scenario, os.cpu_count() or 1) <= MAX_UNASKED_S or board().has_all(
        tasks_of(settings, scenario)
    )


def explain(error: BaseException, scenario: Scenario | None = None) -> str:
    """Return a plain message for an error: place and remedy, never a traceback.

    Parameters
    ----------
    error : BaseException
    scenario : Scenario, optional
        One with the parameters that a `ScenarioError` is about, for their names.
    """
    if isinstance(error, ScenarioError):
        return f"{text.ERROR_SETTINGS} {text.problems(error, scenario)}"
    if isinstance(error, DivergedError):
        return text.ERROR_DIVERGED
    if isinstance(error, TookTooLong):
        return text.TOO_LONG.format(minutes=MAX_WALL_S / 60.0)
    if isinstance(error, SimError):
        return f"{text.ERROR_RUN} {text.plain(str(error))}"
    if isinstance(error, CancelledError):
        return text.NOTHING_FINISHED
    return text.ERROR_OURS.format(kind=type(error).__name__)


def words(status: Status, job: Job) -> str:
    """Return how far a job is, in words."""
    if status.ahead:
        return text.ahead(status.ahead)
    if not warm.is_done():
        return text.PREPARING
    if len({id(task.scenario) for task in job.tasks}) > 1:
        return text.sweep_progress(len(job.results), len(job.tasks), status.left_s)
    n_seeds = len({task.seed for task in job.tasks})
    return text.progress(status.seed_number, n_seeds, status.done_d, status.total_d, status.left_s)
