"""Runs that an answer key needs and that do not ship: made when a teacher asks for them."""

from __future__ import annotations

import os
import time

import streamlit as st

from sim.lessons import Lesson, Spec, scenario_of, whole
from sim.lessons.rules import Runs
from sim.runs import Task, seconds_of_run
from sim.ui import text
from sim.ui.running.jobs import Job
from sim.ui.running.panel import POLL_S, board, explain
from sim.ui.settings import widget_sync
from sim.ui.text import teach_text


def specs_of(lesson: Lesson) -> tuple[Spec, ...]:
    """Return the main run of a lesson and those of the ideas of its checks, each once."""
    ideas = [whole(lesson, option.run) for asked in lesson.checks for option in asked.options]
    return tuple(dict.fromkeys((whole(lesson), *ideas)))


def tasks_of(spec: Spec) -> list[Task]:
    """Return the runs of a specification, seed by seed."""
    scenario = scenario_of(spec)
    return [
        Task(scenario, arm, spec.seed + number) for number in range(spec.seeds) for arm in spec.arms
    ]


def of(lesson: Lesson) -> dict[Spec, Runs]:
    """Return the runs that were made, by specification; nothing before all are there."""
    job = _job(lesson)
    if job is None or len(job.results) < len(job.tasks):
        return {}
    results = iter(job.results[number] for number in range(len(job.tasks)))
    found: dict[Spec, Runs] = {}
    for spec in specs_of(lesson):
        made = [next(results) for _ in tasks_of(spec)]
        found[spec] = {arm: [one for one in made if one.arm == arm] for arm in spec.arms}
    return found


def offer(lesson: Lesson) -> None:
    """Draw the button that asks for the runs, how far they are, and what went wrong."""
    job = _job(lesson)
    if job is None or job.is_over:
        if job is not None and job.error is not None:
            st.error(explain(job.error))
        tasks = [task for spec in specs_of(lesson) for task in tasks_of(spec)]
        if not st.button(
            teach_text.key_runs(len(tasks), _takes_s(tasks)), key=f"key run {lesson.id}"
        ):
            return
        job = board().submit(tasks, plays=False)
        st.session_state[_key(lesson)] = job
    bar = st.progress(0.0)
    try:
        while not job.is_over:
            job.touch()
            bar.progress(
                len(job.results) / len(job.tasks),
                text=text.sweep_progress(len(job.results), len(job.tasks), None),
            )
            time.sleep(POLL_S)
            widget_sync.have_heard()
    finally:
        job.let_go()
    st.rerun()


def _takes_s(tasks: list[Task]) -> float:
    return sum(seconds_of_run(one.scenario, one.arm) for one in tasks) / (os.cpu_count() or 1)


def _key(lesson: Lesson) -> str:
    return f"key of {lesson.id}"


def _job(lesson: Lesson) -> Job | None:
    return st.session_state.get(_key(lesson))
