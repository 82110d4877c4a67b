"""The Lab: arms of one scenario side by side, one difference, the same seeds; or a sweep."""

from __future__ import annotations

import streamlit as st

from sim.errors import ScenarioError
from sim.scenario import Scenario
from sim.ui import projector, text
from sim.ui.components import terms
from sim.ui.lab import arms, controls, gate, pictures, sweep, takeaway, top, treatment, verdict
from sim.ui.running import panel
from sim.ui.running.outcome import Outcome
from sim.ui.running.panel import RunPanel, explain, starts_alone, takes
from sim.ui.settings import session
from sim.ui.settings.presets import load
from sim.ui.settings.state import Settings, plain_scenario_of, scenario_of
from sim.ui.store import history
from sim.ui.text import lab_text

PANEL = RunPanel("lab")


def show() -> None:
    """Draw the page."""
    session.begin()
    terms.begin()
    panel.begin()
    settings = session.settings()
    base = load(settings.preset)
    try:
        scenario, problem = scenario_of(settings), ""
    except ScenarioError as error:
        scenario, problem = plain_scenario_of(settings), explain(error, base)
    if not problem and settings.vary is not None:
        problem = sweep.problem(scenario, settings)
    is_closed = gate.is_closed(settings) and not problem
    if session.is_unread() and not problem and not is_closed and starts_alone(settings, scenario):
        PANEL.start(settings, scenario, is_unasked=True)
    if not is_closed:
        session.mark_read()
    session.write_address()
    st.set_page_config(page_title=lab_text.page_title(scenario.title))
    controls.sidebar(base, settings)
    if is_closed:
        _say("", settings)
        gate.show(scenario, settings)
        return
    if not problem:  # else nothing is shown yet
        gate.mark_shown(settings)
    if projector.is_on():
        st.header(text.plain(session.options().ask or base.question or base.title), anchor=False)

    can_run = not problem and not PANEL.is_running(settings)
    run_help = None if _says_time(settings, _fitting(settings)) else takes(settings, scenario)
    if top.row(base, settings, can_run=can_run, run_help=run_help):
        PANEL.start(settings, scenario)
    if (new := PANEL.new_outcome()) is not None:
        if not new.is_unasked:  # else nobody has run or changed anything yet
            history.add(new)
        PANEL.mark_read()
    _say(problem, settings)
    shown = _fitting(settings)
    gate.said(settings, shown)
    if settings.vary is not None:
        _sweep(base, scenario, settings, shown)
    else:
        _runs(base, scenario, settings, shown)
    if not projector.is_on():
        takeaway.foot(scenario, settings, shown)


def _fitting(settings: Settings) -> Outcome | None:
    """Return the results on show, if they are of the kind that is asked for now."""
    shown = PANEL.outcome()
    if shown is None or (shown.settings.vary is None) != (settings.vary is None):
        return None
    return shown if shown.settings.preset == settings.preset else None


def _says_time(settings: Settings, shown: Outcome | None) -> bool:
    """Return whether the page itself says how long Run takes: before a first result, and of a
    sweep; under way the bar tells how long is left."""
    return (shown is None or settings.vary is not None) and not PANEL.is_running(settings)


def _say(problem: str, settings: Settings) -> None:
    """Say what was wrong with the address, the settings or the last runs."""
    if session.notes():
        st.info("  \n".join(session.notes()))
    if problem:
        st.error(problem)
    elif (message := PANEL.problem(settings)) == text.NOTHING_FINISHED:
        st.info(message)
    elif message:
        st.error(message)


def _runs(base: Scenario, scenario: Scenario, settings: Settings, shown: Outcome | None) -> None:
    """Draw a single run or a comparison."""
    is_old = shown is not None and shown.is_old(settings)
    with st.container(gap=4):
        with st.container(horizontal=True, vertical_alignment="center", gap=8):
            arms.difference(base, scenario, settings)
            verdict.how_sure(shown, settings)
            words = st.container(width="content")
        verdict.sentence(shown, settings, base, is_asked=PANEL.is_running(settings))
        if _says_time(settings, shown):
            st.caption(takes(settings, scenario))
        place = st.container()
        treatment.show(scenario, settings, shown, is_old=is_old)
    if shown is not None:
        # Another tab draws no more than the pictures. While runs are followed that would have to
        # wait for their end, so then it draws the page.
        tabs = pictures.tabs if PANEL.is_busy() else st.fragment(pictures.tabs)
        tabs(shown, settings, is_faint=is_old)
    with words:
        terms.popover()  # of all that was drawn until here
    with place:
        PANEL.follow(pictures.so_far)


def _sweep(base: Scenario, scenario: Scenario, settings: Settings, shown: Outcome | None) -> None:
    """Draw a sweep: its estimate before, dots as they arrive, the picture after."""
    sweep.controls(base, settings)
    if _says_time(settings, shown):
        st.caption(takes(settings, scenario))
    place = st.container()
    is_asked = PANEL.is_running(settings)
    verdict.sentence(shown, settings, base, is_asked=is_asked)
    if shown is not None and not is_asked:
        sweep.picture(shown, settings, is_faint=shown.is_old(settings))
    with place:
        PANEL.follow(sweep.so_far)
