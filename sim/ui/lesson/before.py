"""Steps 1 and 2: the scene and the prediction. Nothing of the main run is made, or on the page."""

from __future__ import annotations

import streamlit as st

from sim.lessons import Lesson, judge, scenario_of
from sim.plots.plan import plan_calendar
from sim.plots.replay import player_data
from sim.ui import links, navigation
from sim.ui.curve import curve
from sim.ui.lesson import parts, progress, runs
from sim.ui.player import player
from sim.ui.text import lessons as words


def scene(lesson: Lesson) -> bool:
    """Draw step 1; return whether the next step may be opened."""
    st.markdown(lesson.scene.text)
    _PICTURES[lesson.scene.picture](lesson)
    navigation.link("lab", words.PLAY_FIRST, _play_query(lesson), icon=":material/experiment:")
    return True


def _play_query(lesson: Lesson) -> dict[str, str]:
    """Return the address of the preset as it is, which is no answer to the lesson."""
    return {"preset": lesson.run.preset}


def _plan(lesson: Lesson) -> None:
    spec = runs.spec_of(lesson, "main")
    scenario = scenario_of(spec)
    calendar = plan_calendar(scenario, spec.arms, editable=False)
    player(player_data(scenario, spec.arms) | {"calendar": calendar}, key=f"plan {lesson.id}")
    st.caption(words.PLAN_CAPTION)


def _networks(lesson: Lesson) -> None:
    parts.drawing("two_networks.svg", alt=words.NETWORKS_ALT, labels=words.NETWORKS)


def _one_run(lesson: Lesson) -> None:
    """Show one run of the main settings; the question is about the others."""
    found = runs.need(lesson, "one_run")
    if found is None:
        return
    known = {"one_run": runs.by_arm(found)}
    st.markdown(f"**{judge.fill(lesson.scene.found, judge.numbers(lesson.numbers, known))}**")
    first = {label: some[0] for label, some in found.arms.items()}
    calendar = plan_calendar(found.scenario, found.settings.arms, first, editable=False)
    player(player_data(found.scenario, found.settings.arms, first)
           | {"named": True, "calendar": calendar}, key=f"one run {lesson.id}")
    st.caption(words.ONE_RUN_CAPTION.format(seed=found.settings.seed))


_PICTURES = {"plan": _plan, "networks": _networks, "one_run": _one_run}


def predict(lesson: Lesson) -> bool:
    """Draw step 2; return whether an answer was given."""
    mine = progress.of(lesson)
    is_locked = mine.step > 2
    st.caption(words.KEPT_FIXED if is_locked else words.PREDICT_LEAD)
    if (wanted := lesson.predict.curve) is not None:
        st.markdown(f"**{wanted.question}**")
        curve(wanted.days, mine.curve or None, label=wanted.question, start=wanted.start,
              key=f"curve {lesson.id}", is_locked=is_locked,
              on_change=lambda drawn: progress.change(lesson, curve=drawn))
    parts.question(lesson.predict, mine.predict, key=f"predict {lesson.id}", is_locked=is_locked,
                   settle=lambda id: progress.change(lesson, predict=id))
    if is_locked and mine.predict == progress.SKIPPED:
        st.caption(words.SKIPPED)
    parts.choice(words.CONFIDENCE_QUESTION, words.CONFIDENCE, mine.confidence, horizontal=True,
                 key=f"confidence {lesson.id}", is_locked=is_locked,
                 settle=lambda id: progress.change(lesson, confidence=id))
    return mine.predict == progress.SKIPPED or bool(mine.predict and mine.confidence)


def lab_query(lesson: Lesson, name: str = "main") -> dict[str, str | list[str]]:
    """Return the address of the Lab with the settings of a run."""
    return links.to_query(runs.settings_of(runs.spec_of(lesson, name)))
