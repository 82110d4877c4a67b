"""The address of a lesson: its id and the step that is open."""

from __future__ import annotations

import streamlit as st

from sim.ui import projector

_STEPS = tuple("1234567")


def lesson_and_step() -> tuple[str, int]:
    """Return lesson and step that the address asks for: empty without one; steps count from 1."""
    step = st.query_params.get("step", "1")
    return st.query_params.get("lesson", ""), int(step) if step in _STEPS else 1


def go(id: str, step: int) -> None:
    """Let the address hold lesson and step; an empty id leaves the lesson."""
    query = projector.kept({"lesson": id, "step": str(step)} if id else {})
    if st.query_params.to_dict() != query:
        st.query_params.from_dict(query)
