"""A run panel: one place on the page where runs are asked for, followed, cancelled and collected.

Every page has a panel of its own, so that a lesson does not take the results of the Lab away. A
visitor has runs under way in one panel at a time: asking in one ends what was asked in another.

Streamlit interrupts a script whenever a control changes, so a batch of runs does not belong to a
script. It stays in the session, and the next script that finds it there goes on following it.

Runs may end while a script draws the page. What it says of them stays the same from top to bottom:
they count as running until they are collected, which is done before anything is drawn (`begin`), by
a press of Run, and by `RunPanel.follow`, after which the page is drawn anew.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from concurrent.futures import CancelledError
from dataclasses import dataclass
from typing import Any, NamedTuple

import streamlit as st

from sim.errors import DivergedError, ScenarioError, SimError
from sim.runs import Batch, Spikes, Task, TookTooLong, worker_count
from sim.scenario import Scenario
from sim.ui import text
from sim.ui.running import shared, sweeping, warm
from sim.ui.running.outcome import Outcome
from sim.ui.settings import widget_sync
from sim.ui.settings.state import Settings, estimate_s, tasks_of

POLL_S = 0.1
TELL_EVERY_S = 0.4  # often a browser works on the cores that compute: the less it draws the better
DRAW_EVERY_S = 1.0
QUIET_S = 1.0  # a shorter wait needs no progress
FIRST_LOOK_SEEDS = 3
MAX_UNASKED_S = 10.0  # longer runs of a link wait for Run
STATES = "run panels"  # the key in the session; its value holds a `PanelState` for each name


class Request(NamedTuple):
    """Runs that were asked for.

    ``is_unasked`` says that it came with the page, without a press of Run; a first look is one of
    these that uses few seeds.
    """

    settings: Settings
    scenario: Scenario
    is_first_look: bool = False
    is_unasked: bool = False


@dataclass
class PanelState:
    """State of one panel in a session.

    Attributes
    ----------
    request : Request or None
        The last one.
    batch : Batch or None
        Its runs, until they are collected.
    outcome : Outcome or None
        Results on the page; they may be those of an earlier request.
    problem : str
        Why the last request has brought nothing, in words.
    is_new : bool
        Whether the outcome has not been read yet.
    """

    request: Request | None = None
    batch: Batch | None = None
    outcome: Outcome | None = None
    problem: str = ""
    is_new: bool = False


def states() -> dict[str, PanelState]:
    """Return the panels of this session by name."""
    return st.session_state.setdefault(STATES, {})


def begin() -> None:
    """Collect what has ended since the last script; to be called before a page is drawn."""
    for name in list(states()):
        RunPanel(name).collect()


class RunPanel:
    """The runs that one part of a page asks for; its state lives in the session of the visitor.

    Parameters
    ----------
    name : str
        Its name in the session.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    @property
    def _state(self) -> PanelState:
        return states().setdefault(self._name, PanelState())

    def outcome(self) -> Outcome | None:
        """Return the results on the page."""
        return self._state.outcome

    def problem(self, settings: Settings | None = None) -> str:
        """Return why the last request has brought nothing, in words; empty if it has.

        With settings given, a message that belongs to others is left out.
        """
        request = self._state.request
        is_other = (
            settings is not None
            and request is not None
            and request.settings._replace(seeds=settings.seeds) != settings
        )
        return "" if is_other else self._state.problem

    def start(self, settings: Settings, scenario: Scenario, *, is_unasked: bool = False) -> None:
        """Ask for the runs of some settings; what this visitor has under way is stopped.

        What nobody pressed Run for is a first look of few seeds, unless all runs are there already.
        """
        is_first_look = (
            is_unasked
            and settings.vary is None
            and settings.seeds > FIRST_LOOK_SEEDS
            and not _are_there(settings, scenario)
        )
        if is_first_look:
            settings = settings._replace(seeds=FIRST_LOOK_SEEDS)
        for name in states():
            RunPanel(name).cancel()
        state = self._state
        state.problem = ""
        state.request = Request(settings, scenario, is_first_look, is_unasked)
        state.batch = shared.pool().submit(_tasks(settings, scenario), spikes=_spikes(settings))
        state.batch.touch()
        self.collect()

    def cancel(self) -> None:
        """Stop what is under way in this panel."""
        if (batch := self._state.batch) is not None:
            shared.pool().cancel(batch)

    def is_busy(self) -> bool:
        """Return whether there are runs that have not been collected."""
        return self._state.batch is not None

    def is_running(self, settings: Settings) -> bool:
        """Return whether runs with these settings are not collected yet; this keeps them going."""
        if not self.is_busy():
            return False
        self.touch()
        request = self._state.request
        if request.is_first_look:
            return settings == request.settings._replace(seeds=settings.seeds)
        return settings == request.settings

    def touch(self) -> None:
        """Say that somebody looks on, so that the runs are not given up."""
        self._state.batch.touch()

    def new_outcome(self) -> Outcome | None:
        """Return results that have not been read yet; None without any."""
        return self.outcome() if self._state.is_new else None

    def mark_read(self) -> None:
        """Say that the results on the page have been read."""
        self._state.is_new = False

    def collect(self) -> None:
        """Put the results of runs that are over on the page."""
        state = self._state
        if state.batch is None or not state.batch.is_over:
            return
        outcome = self._outcome_so_far()
        if state.batch.error is not None:
            state.problem = explain(state.batch.error)
        elif outcome is None:
            state.problem = text.NOTHING_FINISHED
        if outcome is not None:
            state.outcome, state.is_new = outcome, True
        state.batch = None  # last: a script may be interrupted anywhere

    def follow(self, draw: Callable[[Outcome], None] | None = None) -> None:
        """Show how far the runs are until they end, then draw the page anew.

        Every update is also a point at which Streamlit may interrupt the script, for instance
        because Cancel was pressed.

        Parameters
        ----------
        draw : callable, optional
            Draws what is there already, whenever there is more.
        """
        batch = self._state.batch
        if batch is None:
            return
        place, pictures = st.empty(), st.empty()
        began_s, n_drawn = time.monotonic(), self._n_to_draw()
        told_s = drawn_s = -math.inf
        bar = None
        try:
            while not batch.is_over:
                batch.touch()
                now_s = time.monotonic()
                if bar is None and now_s - began_s > QUIET_S:
                    bar = self._bar(place)
                if bar is not None and now_s - told_s >= TELL_EVERY_S:
                    told_s = now_s
                    bar.progress(shared.pool().status(batch).fraction, text=self.progress())
                if (
                    draw is not None
                    and bar is not None
                    and now_s - drawn_s >= DRAW_EVERY_S
                    and (n_done := self._n_to_draw()) > n_drawn
                ):
                    n_drawn, drawn_s = n_done, now_s
                    with pictures.container():
                        draw(self._outcome_so_far())
                time.sleep(POLL_S)
                widget_sync.mark_sent()
        finally:
            batch.let_go()
        self.collect()  # here, so that whoever draws the page may ask for results later than this
        st.rerun()

    def progress(self) -> str:
        """Return how far the runs are, in words."""
        state = self._state
        batch, settings = state.batch, state.request.settings
        status = shared.pool().status(batch)
        if status.ahead:
            return text.ahead(status.ahead)
        if not warm.is_done():
            return text.PREPARING
        if settings.vary is not None:
            return text.sweep_progress(len(batch.results), len(batch.tasks), status.left_s)
        return text.progress(
            status.seed_number, settings.seeds, status.done_d, status.total_d, status.left_s
        )

    def _n_to_draw(self) -> int:
        """Return how many runs of a sweep are finished, or of other runs how many whole seeds."""
        batch = self._state.batch
        is_sweep = self._state.request.settings.vary is not None
        return len(batch.results) if is_sweep else len(batch.seeds_done())

    def _outcome_so_far(self) -> Outcome | None:
        """Return what the runs have brought up to now; None before the first seed."""
        batch = self._state.batch
        settings, scenario, is_first_look, is_unasked = self._state.request
        if settings.vary is not None:
            points = sweeping.points_of(settings, batch)
            if not points:
                return None
            n_points = len(sweeping.settings_of(settings)) * len(settings.arms)
            has_all_points = len(points) == n_points
            n_seeds = min(len(point.results) for point in points) if has_all_points else 0
            return Outcome(settings, scenario, {}, n_seeds, points=points, is_unasked=is_unasked)
        seeds = batch.seeds_done()
        if not seeds:
            return None
        names = scenario.arm_names()
        arms = {
            names[arm]: [
                batch.results[number]
                for number, task in enumerate(batch.tasks)
                if task.arm == arm and task.seed in seeds
            ]
            for arm in settings.arms
        }
        return Outcome(settings, scenario, arms, len(seeds), is_first_look, is_unasked=is_unasked)

    def _bar(self, place: Any) -> Any:
        with place.container():
            line, button = st.columns([5, 1], vertical_alignment="center")
            button.button(
                text.CANCEL, key=f"cancel {self._name}", on_click=self.cancel, width="stretch"
            )
            return line.progress(0.0, text=text.STARTING)


def takes(settings: Settings, scenario: Scenario) -> str:
    """Return in words how long Run will take."""
    seconds = estimate_s(settings, scenario, worker_count())
    if settings.vary is None:
        return text.run_takes(seconds)
    n_settings = len(sweeping.settings_of(settings))
    return text.sweep_takes(n_settings, settings.seeds, len(settings.arms), seconds * n_settings)


def starts_alone(settings: Settings, scenario: Scenario) -> bool:
    """Return whether what a link asks for is run without a press of Run.

    It is where the runs are there already, or a first look of one comparison is soon done.
    """
    if settings.vary is None:
        first_look = settings._replace(seeds=min(settings.seeds, FIRST_LOOK_SEEDS))
        if estimate_s(first_look, scenario, worker_count()) <= MAX_UNASKED_S:
            return True
    return _are_there(settings, scenario)


def _are_there(settings: Settings, scenario: Scenario) -> bool:
    return shared.pool().has_all(_tasks(settings, scenario), spikes=_spikes(settings))


def _tasks(settings: Settings, scenario: Scenario) -> list[Task]:
    return sweeping.tasks_of(settings) if settings.vary else tasks_of(settings, scenario)


def _spikes(settings: Settings) -> Spikes:
    """Return which runs keep their spikes: those that can be played."""
    return "first seed" if settings.vary is None else "none"


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
        return text.TOO_LONG.format(minutes=shared.MAX_WALL_S / 60.0)
    if isinstance(error, SimError):
        return f"{text.ERROR_RUN} {text.plain(str(error))}"
    if isinstance(error, CancelledError):
        return text.NOTHING_FINISHED
    return text.ERROR_OURS.format(kind=type(error).__name__)
