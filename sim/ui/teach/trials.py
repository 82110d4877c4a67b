"""Runs that an answer key needs and that do not ship: made when a teacher asks for them."""

from __future__ import annotations

import time

import streamlit as st

from sim.lessons import Lesson, Spec
from sim.lessons.rules import Runs
from sim.paper.key import by_spec, specs_of, tasks_of
from sim.runs import Batch, Task, seconds_of_run, worker_count
from sim.ui import text
from sim.ui.running import shared
from sim.ui.running.panel import POLL_S, explain
from sim.ui.settings import widget_sync
from sim.ui.text import teach_text


def of(lesson: Lesson) -> dict[Spec, Runs]:
    """Return the runs that were made, by specification; nothing before all are there."""
    batch = _batch(lesson)
    if batch is None or len(batch.results) < len(batch.tasks):
        return {}
    return by_spec(lesson, (batch.results[number] for number in range(len(batch.tasks))))


def offer(lesson: Lesson) -> None:
    """Draw the button that asks for the runs, how far they are, and what went wrong."""
    batch = _batch(lesson)
    if batch is None or batch.is_over:
        if batch is not None and batch.error is not None:
            st.error(explain(batch.error))
        tasks = [task for spec in specs_of(lesson) for task in tasks_of(spec)]
        if not st.button(
            teach_text.key_runs(len(tasks), _takes_s(tasks)), key=f"key run {lesson.id}"
        ):
            return
        batch = shared.pool().submit(tasks, spikes="none")
        st.session_state[_key(lesson)] = batch
    bar = st.progress(0.0)
    try:
        while not batch.is_over:
            batch.touch()
            bar.progress(
                len(batch.results) / len(batch.tasks),
                text=text.sweep_progress(len(batch.results), len(batch.tasks), None),
            )
            time.sleep(POLL_S)
            widget_sync.mark_sent()
    finally:
        batch.let_go()
    st.rerun()


def _takes_s(tasks: list[Task]) -> float:
    return sum(seconds_of_run(task.scenario, task.arm) for task in tasks) / worker_count()


def _key(lesson: Lesson) -> str:
    return f"key of {lesson.id}"


def _batch(lesson: Lesson) -> Batch | None:
    return st.session_state.get(_key(lesson))
