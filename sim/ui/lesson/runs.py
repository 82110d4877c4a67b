"""The runs of a lesson on the page: each has a panel of its own, and stored runs come at once."""

from __future__ import annotations

import streamlit as st

from sim.lessons import Lesson, Spec, lesson_words, one_run, scenario_of, whole
from sim.lessons.rules import Runs
from sim.ui.running.outcome import Outcome
from sim.ui.running.panel import RunPanel
from sim.ui.settings.presets import load
from sim.ui.settings.state import Settings, changed, changed_in_arm, defaults
from sim.ui.store import history
from sim.ui.text import lesson_text

_IN_HISTORY = ("main", "push", "own")


def spec_of(lesson: Lesson, name: str) -> Spec:
    """Return a run of a lesson: ``main``, ``push`` or ``one_run``."""
    if name == "one_run":
        return one_run(lesson)
    return whole(lesson, lesson.push.run if name == "push" else None)


def settings_of(spec: Spec) -> Settings:
    """Return a whole run as settings, as the Lab and its links know them."""
    base = load(spec.preset)
    settings = defaults(base)._replace(arms=spec.arms, seeds=spec.seeds, seed=spec.seed or 0)
    settings = changed(settings, base, dict(spec.set))
    for arm_changes in spec.own:
        for path, value in arm_changes.set:
            settings = changed_in_arm(settings, base, arm_changes.arm, path, value)
    # A name without a value, or a value of an arm that is not run, changes nothing.
    return settings._replace(own=tuple(change for change in settings.own if change[0] in spec.arms))


def panel_of(lesson: Lesson, name: str) -> RunPanel:
    """Return the panel of a run."""
    return RunPanel(f"lesson {lesson.id} {name}")


def shown(lesson: Lesson, name: str, spec: Spec | None = None) -> Outcome | None:
    """Return the results of a run, if they are there."""
    panel = panel_of(lesson, name)
    if (new := panel.new_outcome()) is not None:
        if name in _IN_HISTORY:
            history.add(new)
        panel.mark_read()
    outcome = panel.outcome()
    settings = settings_of(spec or spec_of(lesson, name))
    return outcome if outcome is not None and outcome.settings == settings else None


def by_arm(outcome: Outcome) -> Runs:
    """Return results by the ids of their arms."""
    return {runs[0].arm: runs for runs in outcome.arms.values() if runs}


def known(lesson: Lesson) -> dict[str, Runs]:
    """Return all results that are there, by the name of the run."""
    there = {name: shown(lesson, name) for name in ("main", "push", "one_run")}
    return {name: by_arm(outcome) for name, outcome in there.items() if outcome is not None}


def start(lesson: Lesson, name: str, spec: Spec | None = None) -> None:
    """Ask for a run."""
    spec = spec or spec_of(lesson, name)
    panel_of(lesson, name).start(settings_of(spec), scenario_of(spec))


def is_asked(lesson: Lesson, name: str, spec: Spec | None = None) -> bool:
    """Return whether a run is waiting or under way."""
    return panel_of(lesson, name).is_running(settings_of(spec or spec_of(lesson, name)))


def attend(lesson: Lesson, name: str) -> None:
    """Show how far a run is, its problem, and whether it was stopped early."""
    panel = panel_of(lesson, name)
    if panel.problem():
        st.info(panel.problem())
    outcome = panel.outcome()
    if outcome is not None and outcome.is_partial:
        st.info(lesson_words.PARTIAL.format(done=outcome.n_seeds, wanted=outcome.settings.seeds))
    panel.follow()


def need(lesson: Lesson, name: str) -> Outcome | None:
    """Return results that an earlier step has made; they are made again after a reload."""
    outcome = shown(lesson, name)
    if outcome is None:
        if not is_asked(lesson, name) and not panel_of(lesson, name).problem():
            start(lesson, name)
        attend(lesson, name)
        outcome = shown(lesson, name)
        if outcome is None and st.button(lesson_text.RUN, key=f"again {name}", type="primary"):
            start(lesson, name)
            st.rerun()
    return outcome
