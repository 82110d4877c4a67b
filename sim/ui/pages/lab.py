"""The Lab: two arms of one scenario side by side, one difference, the same luck."""

from __future__ import annotations

import streamlit as st

from sim.errors import ScenarioError
from sim.plots import DISCLAIMER
from sim.scenario import load
from sim.ui import controls, outcome, plan, running, session, text
from sim.ui.state import scenario_of


def show() -> None:
    """Draw the page."""
    address = session.begin()
    running.collect()
    settings = session.settings()
    session.write_address()
    base = load(settings.preset)
    try:
        scenario, problem = scenario_of(settings), None
    except ScenarioError as error:
        scenario, problem = base, running.explain(error)
    if address is not None and problem is None:
        running.start(settings, scenario, is_first_look=True)
        running.collect()

    can_run = problem is None and not running.is_asked(settings)
    is_pressed = controls.sidebar(base, settings, can_run=can_run,
                                  run_help=running.takes(settings, scenario))
    with st.sidebar:
        controls.seeds_and_luck(settings)
    if (session.takes_wish_to_run() and can_run) or is_pressed:
        running.start(settings, scenario)
        running.collect()

    with st.container(gap=2):
        st.markdown(f"#### {text.TITLE}: {text.plain(scenario.title)}")
        st.caption(f"**{text.plain(DISCLAIMER)}**")
        question = text.plain(scenario.question) or text.QUESTION_MISSING
        st.markdown(f"{question} :gray[:small[{text.WHERE_CONTROLS}]]")
    if session.notes():
        st.info("  \n".join(session.notes()))
    if problem:
        st.error(problem)
    running.show_problem()
    with st.container(gap=8):
        st.caption(plan.difference(scenario, settings.arms))
        outcome.schedule(scenario, settings)
        place = st.container()
        is_asked = running.is_asked(settings)
        outcome.verdict(settings, base, is_asked=is_asked,
                        can_run=problem is None and not is_asked)
        outcome.networks(base, settings)
    outcome.below_the_fold()
    outcome.foot(scenario)
    with place:
        running.attend()


show()
